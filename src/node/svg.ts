import * as vega from 'vega'
import type { Loader } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { measuredWidth } from './fonts.ts'

/**
 * A Vega-Lite specification as SVG text: the same bytes on every machine. Text is measured with the font that comes with the package,
 * nothing is ever loaded, ids begin with `idPrefix` so that several drawings can stand in one page, and the whole drawing is one picture
 * (`role=img`) that says the specification's `description`.
 *
 * RangeError where the specification has no description, is drawn with a warning, or asks for data from elsewhere.
 */
export async function toSvg(spec: TopLevelSpec, { idPrefix }: { readonly idPrefix: string }): Promise<string> {
  if (!/^[A-Za-z][\w-]*$/.test(idPrefix)) {
    throw new RangeError(
      `An id prefix of letters, digits, _ and - that starts with a letter is required, got "${idPrefix}".`,
    )
  }
  const { description } = spec
  if (description === undefined || description === '') throw new RangeError('A figure needs a description to be drawn.')
  measureText()
  const { logger, stop } = complaints()
  const { spec: compiled } = compile(spec, { logger })
  stop()
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', loader: refusing, logger })
  try {
    await view.runAsync()
    vega.resetSVGDefIds()
    const svg = await view.toSVG()
    stop()
    return finished(svg, idPrefix, description)
  } finally {
    view.finalize()
  }
}

/** Vega says what it could not do as a warning and goes on; here that is an error. */
function complaints(): { readonly logger: vega.LoggerInterface; readonly stop: () => void } {
  const found: string[] = []
  const logger = vega.logger(vega.Warn, 'warn', (_method, _level, args) => {
    found.push(args.map(String).join(' '))
  })
  return {
    logger,
    stop: () => {
      if (found.length === 0) return
      throw new RangeError(`A specification that is drawn without a warning is required, got: ${found.join('; ')}.`)
    },
  }
}

/** Headless, Vega guesses widths from the number of letters. The property is there at run time and missing from the types. */
function measureText(): void {
  const metrics: unknown = Reflect.get(vega, 'textMetrics')
  if (typeof metrics !== 'object' || metrics === null)
    throw new RangeError('Vega has no textMetrics to set widths with.')
  Reflect.set(metrics, 'width', widthOf)
}

interface TextItem {
  readonly fontSize?: number
  readonly fontWeight?: number | string
}

function widthOf(item: TextItem, text: string | number | null | undefined): number {
  const line = String(text ?? '').trim()
  const weight = item.fontWeight === 'bold' ? 700 : Number(item.fontWeight ?? 400)
  return measuredWidth(line, item.fontSize ?? 11, weight)
}

const refuse = (uri: string): Promise<never> =>
  Promise.reject(new RangeError(`A figure holds all that it shows; it does not load ${uri}.`))

const refusing: Loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse }

/** Marks and axes speak for themselves in Vega's output; here the picture speaks once. */
const ownVoices = /\s(?:role|aria-[a-z]+)="[^"]*"/g

function finished(svg: string, prefix: string, description: string): string {
  const inside = svg.replace(/<[^>]*>/g, (tag) =>
    tag
      .replace(ownVoices, '')
      .replace(/\sid="([^"]*)"/g, ` id="${prefix}-$1"`)
      .replace(/url\(#([^)]*)\)/g, `url(#${prefix}-$1)`),
  )
  return `${inside.replace('<svg ', () => `<svg role="img" aria-label="${escaped(description)}" `)}\n`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
