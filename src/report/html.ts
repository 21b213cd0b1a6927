import type { Block, Document } from './document.ts'
import { htmlBlock } from './html-block.ts'
import { escapeHtml } from './html-text.ts'
import { liveStyle } from './live-style.ts'
import { pagePalette } from './page-palette.ts'
import type { Palette } from './palette.ts'
import { pageStyle } from './page-style.ts'
import type { PageFont } from './page-style.ts'

export interface HtmlOptions {
  /** Figure id -> SVG. */
  readonly charts: ReadonlyMap<string, string>
  readonly fonts?: readonly PageFont[]
  /** Colours of a theme; charts are drawn in those of the default one, whose places these take. */
  readonly palette?: Palette
  /** What makes the page a live one: compressed code and data, and the one script that unpacks them. */
  readonly live?: LiveParts
}

export interface LiveParts {
  readonly data: readonly { readonly id: string; readonly text: string }[]
  readonly script: string
  /** SHA-256 in base64 of every script that may run. */
  readonly scriptHashes: readonly string[]
}

/**
 * A report as one HTML file: no script unless it is live, no network, light, dark and print. Every figure is one picture with a sentence for those
 * who do not see it and the numbers behind it. Everything in a text is escaped. Ends with one LF.
 *
 * RangeError where a figure has no chart.
 */
export function renderHtml(document: Document, options: HtmlOptions): string {
  const ids = new Map<string, number>()
  const sections = inSections(document.blocks)
  const page = sections.map((it) => section(it, options.charts, ids))
  const contents = page.flatMap((it) =>
    it.id === '' ? [] : [`<li><a href="#${it.id}">${escapeHtml(it.title)}</a></li>`],
  )
  return `${[
    '<!doctype html>',
    '<html lang="en-GB">',
    head(document, options),
    '<body>',
    '<a class="skip" href="#content">Skip to the report</a>',
    '<div class="page">',
    `<header><h1>${escapeHtml(document.title)}</h1>${document.subtitle === '' ? '' : `<p class="subtitle">${escapeHtml(document.subtitle)}</p>`}</header>`,
    '<main id="content">',
    page[0]?.id === '' ? page[0].html : '',
    ...(options.live === undefined ? [] : [liveSection]),
    contents.length === 0 ? '' : `<nav aria-label="Contents"><ol>${contents.join('')}</ol></nav>`,
    ...page.filter((it) => it.id !== '').map((it) => it.html),
    '</main>',
    '<footer>Made by remeier from printed figures. Rebuilt numbers are estimates; no patient data were used.</footer>',
    '</div>',
    ...(options.live === undefined ? [] : liveScripts(options.live)),
    '</body>',
    '</html>',
  ]
    .filter((it) => it !== '')
    .join('\n')}\n`
}

/** Filled by the script; a page whose script does not run says so. */
const liveSection = [
  '<section aria-labelledby="live-title" class="live">',
  '<h2 id="live-title">Change an assumption</h2>',
  '<p>Computed anew in this page from the one set of rebuilt patients, by the same code as the report. The spread over the draws of the reconstruction stands in the report only.</p>',
  '<div id="live"><p>This needs a script, which does not run here; the report is whole without it.</p></div>',
  '</section>',
].join('\n')

/** Data blocks do not run; the policy names the one script that does, and the code that it unpacks. */
function liveScripts({ data, script }: LiveParts): readonly string[] {
  return [
    ...data.map(({ id, text }) => `<script type="text/plain" id="${id}">${text}</script>`),
    `<script>${script}</script>`,
  ]
}

function head(document: Document, { fonts = [], live, palette = pagePalette }: HtmlOptions): string {
  // The policy proves what the page promises: it can fetch nothing, and run nothing but what it names.
  const scripts =
    live === undefined ? '' : ` script-src ${live.scriptHashes.map((it) => `'sha256-${it}'`).join(' ')}; img-src blob:;`
  const policy = `default-src 'none';${scripts} style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'`
  return [
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="color-scheme" content="light dark">',
    '<meta name="generator" content="remeier">',
    `<title>${escapeHtml(document.title)}</title>`,
    `<style>\n${pageStyle(palette, fonts)}${live === undefined ? '' : liveStyle}\n</style>`,
    '</head>',
  ].join('\n')
}

interface Section {
  readonly title: string
  readonly id: string
  readonly blocks: readonly Block[]
}

/** The blocks under each heading of level 2; what comes before the first has no id. */
function inSections(blocks: readonly Block[]): readonly Section[] {
  const found: { title: string; id: string; blocks: Block[] }[] = [{ title: '', id: '', blocks: [] }]
  for (const it of blocks) {
    if (it.kind === 'heading' && it.level === 2) found.push({ title: it.text, id: it.id, blocks: [] })
    else found.at(-1)?.blocks.push(it)
  }
  return found
}

interface Rendered {
  readonly title: string
  readonly id: string
  readonly html: string
}

function section(it: Section, charts: HtmlOptions['charts'], ids: Map<string, number>): Rendered {
  const inside = it.blocks.map((block) => htmlBlock(block, charts, (id) => unique(id, ids))).join('\n')
  if (it.title === '') return { title: '', id: '', html: inside }
  const id = unique(it.id, ids)
  const html = `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(it.title)}</h2>\n${inside}\n</section>`
  return { title: it.title, id, html }
}

/** Ids of a page are unique and never empty, whatever headings say. */
function unique(id: string, ids: Map<string, number>): string {
  const wanted = id === '' ? 'section' : id
  const times = (ids.get(wanted) ?? 0) + 1
  ids.set(wanted, times)
  return times === 1 ? wanted : unique(`${wanted}-${times}`, ids)
}
