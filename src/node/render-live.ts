import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { deflateSync, strToU8 } from 'fflate'
import { compile } from 'vega-lite'
import { liveFigure } from '../chart/live-figure.ts'
import { armStyles } from '../chart/theme.ts'
import { type ChartTheme, themed } from '../chart/themed.ts'
import type { LiveFigure, LivePage } from '../page/live-page.ts'
import type { Document } from '../report/document.ts'
import { type HtmlOptions, renderHtml } from '../report/html.ts'
import { pagePalette } from '../report/page-palette.ts'
import type { LiveData, LiveEndpoint } from '../result/experiment.ts'
import type { Results } from '../result/frames.ts'
import { uncoloured } from './render-report.ts'
import { UserMistake } from './user-mistake.ts'

export interface LiveInputs {
  readonly results: Results
  readonly document: Document
  /** Figure id -> SVG. */
  readonly charts: ReadonlyMap<string, string>
  /** Figure id -> JSON of its Vega-Lite specification. */
  readonly specifications: ReadonlyMap<string, string>
  readonly look: Pick<HtmlOptions, 'fonts' | 'palette'>
  readonly live: LiveData
  readonly theme?: ChartTheme
}

/**
 * The report as a page that computes: assumptions have sliders, and the library itself, which is part of the page, says what follows. One file, opened from
 * a disk, without network. Its code and data are compressed; the policy of the page lets exactly this code run, by its hash.
 *
 * UserMistake where the program was not built whole.
 */
export function renderLive({ results, document, charts, specifications, look, live, theme }: LiveInputs): string {
  const code = pageCode()
  const page: LivePage = {
    data: live,
    figures: live.endpoints.map((it) => figureOf(results, it, endOf(live, it), theme)),
    colours: Object.fromEntries((look.palette ?? pagePalette).map((it) => [it.name, it.light])),
    // Packed far smaller than as text, and written again in the page.
    specifications: Object.fromEntries([...specifications].map(([id, json]) => [id, unknownJson(json)])),
  }
  return renderHtml(document, {
    charts,
    ...look,
    live: {
      data: [
        { id: 'live-code', text: code },
        { id: 'live-data', text: JSON.stringify(page) },
      ],
      packed,
      script: loader,
      scriptHashes: [loader, code].map((it) => createHash('sha256').update(it).digest('base64')),
    },
  })
}

const unknownJson = (text: string): unknown => JSON.parse(text)

const packed = (text: string): string => Buffer.from(deflateSync(strToU8(text), { level: 9 })).toString('base64')

/** The path holds from src/node and from dist/node: both lie two folders below the package. */
function pageCode(): string {
  const file = new URL('../../dist/page/live.js', import.meta.url)
  if (!existsSync(file))
    throw new UserMistake('the script of the live page is not there: build the program first (npm run build).')
  return readFileSync(file, 'utf8')
}

/** Unpacks code and data and starts the page; a browser that cannot says so where the section would be. */
const loader = `(async()=>{
const bytes=id=>Uint8Array.from(atob(document.getElementById(id).textContent),it=>it.charCodeAt(0));
const text=id=>new Response(new Blob([bytes(id)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
const behind=document.getElementById('supplement');
if(behind){behind.innerHTML=await text('live-supplement');if(location.hash)document.getElementById(location.hash.slice(1))?.scrollIntoView()}
const script=document.createElement('script');
script.textContent=await text('live-code');
document.head.append(script);
await remeierLive.start(JSON.parse(await text('live-data')));
})().catch(error=>{document.getElementById('live').textContent='This browser cannot run the page ('+error.message+'); the report below is whole without it.'})`

/** How much room the longest lag of an experiment wants on the axis. */
function endOf({ experiments }: LiveData, { trial, endpoint, horizon }: LiveEndpoint): number {
  const lags = experiments.flatMap((it) =>
    it.kind === 'itt from infused' && it.trial === trial && it.endpoint === endpoint ? [it.longestLag] : [],
  )
  return horizon + Math.max(0, ...lags)
}

function figureOf(
  results: Results,
  endpoint: LiveEndpoint,
  end: number,
  theme: ChartTheme = { name: 'default' },
): LiveFigure {
  const drawn = liveFigure(results, { trial: endpoint.trial, endpoint: endpoint.endpoint, end })
  const spec = themed(drawn, uncoloured(theme))
  const trial = results.trials.find((it) => it.id === endpoint.trial)
  const plot = 'height' in spec && typeof spec.height === 'number' ? spec.height : 330
  return {
    trial: endpoint.trial,
    endpoint: endpoint.endpoint,
    spec: inPageColours(compile(spec).spec),
    end,
    height: plot,
    arms: armStyles(trial?.arms ?? []).map(({ id, label, line, text }) => ({
      id,
      label,
      line: variable(line),
      text: variable(text),
    })),
  }
}

const variables = new Map(
  pagePalette.flatMap((it) => (it.inCharts ? [[it.light.toLowerCase(), it.name] as const] : [])),
)

/** A colour of the palette as the page's own, so that the drawing is dark where the page is. */
function variable(colour: string): string {
  const name = variables.get(colour.toLowerCase())
  return name === undefined ? colour : `var(--${name},${colour})`
}

/** A specification in the colours of the page. */
function inPageColours(spec: object): LiveFigure['spec'] {
  const changed = (it: unknown): unknown => {
    if (typeof it === 'string') return variable(it)
    if (Array.isArray(it)) return it.map(changed)
    if (typeof it !== 'object' || it === null) return it
    return Object.fromEntries(Object.entries(it).map(([key, value]) => [key, changed(value)]))
  }
  return Object.fromEntries(Object.entries(spec).map(([key, value]) => [key, changed(value)]))
}
