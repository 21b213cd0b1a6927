import type { Block, Figure, Reference, Table, Text } from './document.ts'
import { escapeHtml, htmlText } from './html-text.ts'
import { inlineSvg } from './inline-svg.ts'
import { pagePalette } from './page-palette.ts'
import { doiLink } from './references.ts'
import type { SharedLooks } from './shared-looks.ts'

/** What the blocks of one page share. */
export interface HtmlPage {
  /** Figure id -> SVG. */
  readonly charts: ReadonlyMap<string, string>
  readonly looks: SharedLooks
  /** Turns the id of a heading into one that no other element of the page has. */
  readonly unique: (id: string) => string
  /** Whether a script wants to know the chart of a figure. */
  readonly live: boolean
}

/** One block of a report as HTML. */
export function htmlBlock(it: Block, page: HtmlPage): string {
  switch (it.kind) {
    case 'heading':
      return `<h${it.level} id="${page.unique(it.id)}">${escapeHtml(it.text)}</h${it.level}>`
    case 'paragraph':
      return `<p>${htmlText(it.text)}</p>`
    case 'list': {
      const tag = it.ordered ? 'ol' : 'ul'
      return `<${tag}>${it.items.map((item) => `<li>${htmlText(item)}</li>`).join('')}</${tag}>`
    }
    case 'terms':
      return terms(it.items)
    case 'details':
      return `<details><summary>${escapeHtml(it.summary)}</summary>${terms(it.items)}</details>`
    case 'table':
      return table(it.table, `Table ${it.number}.`, `table-${it.number}`)
    case 'figure':
      return figure(it.figure, it.number, page)
    case 'note':
      return `<div class="note ${it.tone}" role="note"><p><b class="note-title">${escapeHtml(it.title.trim())}</b> ${htmlText(it.text)}</p></div>`
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(it.text)}</code></pre>`
    case 'references':
      return `<ol class="references">${it.items.map((item, at) => `<li id="reference-${at + 1}">${reference(item)}</li>`).join('')}</ol>`
  }
}

function terms(items: readonly { readonly term: string; readonly text: Text }[]): string {
  return `<dl>${items.map((item) => `<dt>${escapeHtml(item.term)}</dt><dd>${htmlText(item.text)}</dd>`).join('')}</dl>`
}

function figure(it: Figure, number: string, { charts, looks, live }: HtmlPage): string {
  const svg = charts.get(it.id)
  if (svg === undefined) throw new RangeError(`Each figure needs its chart, ${it.id} has none.`)
  const id = `figure-${number}`
  return [
    `<figure id="${id}"${live ? ` data-chart="${escapeHtml(it.id)}"` : ''} aria-labelledby="${id}-caption">`,
    `<div class="scroll" role="group" aria-labelledby="${id}-caption" tabindex="0">`,
    `<div class="plot" role="img" aria-label="${escapeHtml(it.alt)}">${looks.of(inlineSvg(svg, id, pagePalette))}</div>`,
    '</div>',
    `<figcaption id="${id}-caption"><b class="label">Figure ${number}.</b> ${htmlText(it.caption)}</figcaption>`,
    `<details><summary>The numbers behind figure ${number}</summary>`,
    table(it.data, '', `${id}-data`),
    '</details>',
    '</figure>',
  ].join('\n')
}

function table(it: Table, label: string, id: string): string {
  const head = it.columns.map((column) => `<th scope="col">${escapeHtml(column.label)}</th>`).join('')
  const short = it.columns.map((_, at) => it.rows.every((row) => staysWhole(it, at, row[at] ?? '')))
  const rows = it.rows.map((row) => {
    const cells = row.map((cell, at) => {
      const open = at === 0 ? 'th scope="row"' : 'td'
      const own = short[at] !== true && cell !== '' && staysWhole(it, at, cell)
      return `<${open}${own ? ' class="s"' : ''}>${htmlText(cell)}</${open.slice(0, 2)}>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  const title = label === '' ? '' : `<b class="label">${label}</b> `
  const caption = `${title}${escapeHtml(it.caption)}`
  const [open, close] =
    it.folded === true
      ? [`<details class="table"><summary id="${id}">${caption}</summary>`, '</details>']
      : [`<div class="table">\n<p class="caption" id="${id}">${caption}</p>`, '</div>']
  return [
    open,
    `<div class="scroll" role="group" aria-labelledby="${id}" tabindex="0">`,
    `<table aria-labelledby="${id}"${columnClasses(it, short)}><thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table>`,
    '</div>',
    ...(it.note === undefined ? [] : [`<p class="table-note">${htmlText(it.note)}</p>`]),
    close,
  ].join('\n')
}

/**
 * Columns that are set to the right (`r3`), to the centre, hold words that do not break (`s1`), or sentences (`w4`), by their number: the style sheet
 * knows these names.
 */
function columnClasses({ columns, rows }: Table, short: readonly boolean[]): string {
  const classes = columns.flatMap(({ align }, at) => {
    if (align !== 'left') return [`${align.charAt(0)}${at + 1}`]
    if (short[at] === true) return [`s${at + 1}`]
    return rows.some((row) => isSentence(row[at] ?? '')) ? [`w${at + 1}`] : []
  })
  return classes.length === 0 ? '' : ` class="${classes.join(' ')}"`
}

/** What would be a tower of words in a narrow column. */
const isSentence = (cell: Text): boolean => typeof cell === 'string' && cell.length > 60

/** Words of a verdict or an arm do not break; longer text does. */
function staysWhole(it: Table, at: number, cell: Text): boolean {
  return it.columns[at]?.align === 'left' && typeof cell === 'string' && cell.length <= 16
}

function reference(it: Reference): string {
  return htmlText(it.doi === '' ? it.citation : [`${it.citation} `, doiLink(it.doi)])
}
