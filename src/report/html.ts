import { type Document, wholeDocument } from './document.ts'
import type { HtmlPage } from './html-block.ts'
import { type HtmlSection, htmlSections, uniqueIds } from './html-sections.ts'
import { escapeHtml, pageFiles } from './html-text.ts'
import { liveStyle } from './live-style.ts'
import { pagePalette } from './page-palette.ts'
import type { Palette } from './palette.ts'
import { pageStyle } from './page-style.ts'
import type { PageFont } from './page-style.ts'
import { sharedLooks } from './shared-looks.ts'

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
  /** Code and data by the id under which the script looks for them. */
  readonly data: readonly { readonly id: string; readonly text: string }[]
  /** As it stands in the page: compressed, letters only. */
  readonly packed: (text: string) => string
  readonly script: string
  /** SHA-256 in base64 of every script that may run. */
  readonly scriptHashes: readonly string[]
}

/**
 * A report as one HTML file: no script unless it is live, no network, light, dark and print. Every figure is one picture with a sentence for those
 * who do not see it and the numbers behind it. Everything in a text is escaped. The supplement is a page beside (`renderSupplement`), to which it leads; a live
 * page has it inside, compressed. Ends with one LF.
 *
 * RangeError where a figure has no chart.
 */
export function renderHtml(document: Document, options: HtmlOptions): string {
  const { live } = options
  const page = newPage(options)
  const [opening, ...sections] = htmlSections(document.blocks, page)
  if (live === undefined) {
    const nav = contents(sections, supplementLinks(document))
    return shell(document, options, page, [opening?.html ?? '', nav, ...sections.map((it) => it.html)])
  }
  const behind = htmlSections(wholeDocument(document).slice(document.blocks.length), page).slice(1)
  const body = [
    opening?.html ?? '',
    liveSection,
    contents(sections, supplementLinks(document)),
    ...sections.map((it) => it.html),
    ...(behind.length === 0 ? [] : [`<div id="supplement">${liveSupplement}</div>`]),
  ].map(inOnePage)
  const supplement = inOnePage(behind.map((it) => it.html).join('\n'))
  const packed = [...live.data, ...(behind.length === 0 ? [] : [{ id: 'live-supplement', text: supplement }])]
  return shell(document, options, page, body, { scripts: liveScripts({ ...live, data: packed }), supplement })
}

/** The supplement of a report as a page beside it; null where the report has none. The same promises as `renderHtml`. */
export function renderSupplement(document: Document, options: Omit<HtmlOptions, 'live'>): string | null {
  if ((document.supplement ?? []).length === 0) return null
  const page = newPage(options)
  const sections = htmlSections(document.supplement ?? [], page).slice(1)
  const back = `<a href="${pageFiles.report}">${escapeHtml(document.title)}</a>`
  const body = [
    contents(sections, `<p>Report: ${back}</p>`),
    ...sections.map((it) => it.html.replaceAll('href="#reference-', `href="${pageFiles.report}#reference-`)),
  ].map(inOnePage)
  const beside = { ...document, title: `Supplement: ${document.title}` }
  return shell(beside, options, page, body)
}

const newPage = ({ charts, live }: HtmlOptions): HtmlPage => ({
  charts,
  looks: sharedLooks(),
  unique: uniqueIds(),
  live: live !== undefined,
})

/** Ways into the supplement where it is part of the page. */
const inOnePage = (html: string): string => html.replaceAll(`href="${pageFiles.supplement}#`, 'href="#')

function contents(sections: readonly HtmlSection[], beside: string): string {
  const items = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`)
  return items.length === 0 ? '' : `<nav aria-label="Contents"><ol>${items.join('')}</ol>${beside}</nav>`
}

function supplementLinks({ supplement = [] }: Document): string {
  const links = supplement.flatMap((it) =>
    it.kind === 'heading' && it.level === 2
      ? [`<li><a href="${pageFiles.supplement}#${it.id}">${escapeHtml(it.text)}</a></li>`]
      : [],
  )
  return links.length === 0 ? '' : `<p>Supplement</p><ol>${links.join('')}</ol>`
}

function shell(
  document: Document,
  options: HtmlOptions,
  { looks }: HtmlPage,
  body: readonly string[],
  unpacked: { readonly scripts: readonly string[]; readonly supplement: string } = { scripts: [], supplement: '' },
): string {
  const { title, subtitle } = document
  const inside = [
    '<a class="skip" href="#content">Skip to the report</a>',
    '<div class="page">',
    `<header><h1>${escapeHtml(title)}</h1>${subtitle === '' ? '' : `<p class="subtitle">${escapeHtml(subtitle)}</p>`}</header>`,
    '<main id="content">',
    ...body,
    '</main>',
    '<footer>Made by remeier from printed figures. Rebuilt numbers are estimates; no patient data were used.</footer>',
    '</div>',
  ]
  const all = inside.filter((it) => it !== '').join('\n')
  return `${['<!doctype html>', '<html lang="en-GB">', head(title, all + unpacked.supplement, options, looks.style()), '<body>', all, ...unpacked.scripts, '</body>', '</html>'].join('\n')}\n`
}

/** Filled by the script; a page whose script does not run says so. */
const liveSection = [
  '<section aria-labelledby="live-title" class="live">',
  '<h2 id="live-title">Change an assumption</h2>',
  '<p>Computed anew in this page from the one set of rebuilt patients, by the same code as the report. The spread over the draws of the reconstruction stands in the report only.</p>',
  '<div id="live"><p>This needs a script, which does not run here; the report is whole without it.</p></div>',
  '</section>',
].join('\n')

const liveSupplement = `<p>The supplement is unpacked by a script, which does not run here; ${pageFiles.supplement} is the same without one.</p>`

/** Data blocks do not run; the policy names the one script that does, and the code that it unpacks. */
function liveScripts({ data, packed, script }: LiveParts): readonly string[] {
  return [
    ...data.map(({ id, text }) => `<script type="text/plain" id="${id}">${packed(text)}</script>`),
    `<script>${script}</script>`,
  ]
}

function head(title: string, body: string, options: HtmlOptions, looks: string): string {
  const { fonts = [], live, palette = pagePalette } = options
  // The policy proves what the page promises: it can fetch nothing, and run nothing but what it names.
  const scripts =
    live === undefined ? '' : ` script-src ${live.scriptHashes.map((it) => `'sha256-${it}'`).join(' ')}; img-src blob:;`
  const policy = `default-src 'none';${scripts} style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'`
  const carried = fonts.filter(({ needs }) => needs?.test(body) ?? true)
  return [
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="color-scheme" content="light dark">',
    '<meta name="generator" content="remeier">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>\n${pageStyle(palette, carried)}${live === undefined ? '' : liveStyle}\n${looks}\n</style>`,
    '</head>',
  ].join('\n')
}
