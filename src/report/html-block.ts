import type { Block, Figure, Reference, Table, Text } from './document.ts'
import { escapeHtml, htmlText } from './html-text.ts'
import { inlineSvg } from './inline-svg.ts'
import { pagePalette } from './page-palette.ts'
import { doiLink } from './references.ts'

/** One block of a report as HTML. `unique` turns the id of a heading into one that no other element of the page has. */
export function htmlBlock(it: Block, charts: ReadonlyMap<string, string>, unique: (id: string) => string): string {
  switch (it.kind) {
    case 'heading':
      return `<h${it.level} id="${unique(it.id)}">${escapeHtml(it.text)}</h${it.level}>`
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
      return figure(it.figure, it.number, charts)
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

function figure(it: Figure, number: number, charts: ReadonlyMap<string, string>): string {
  const svg = charts.get(it.id)
  if (svg === undefined) throw new RangeError(`Each figure needs its chart, ${it.id} has none.`)
  const id = `figure-${number}`
  return [
    `<figure id="${id}" data-chart="${escapeHtml(it.id)}" aria-labelledby="${id}-caption">`,
    `<div class="scroll" role="group" aria-labelledby="${id}-caption" tabindex="0">`,
    `<div class="plot" role="img" aria-label="${escapeHtml(it.alt)}">${inlineSvg(svg, id, pagePalette)}</div>`,
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
  const rows = it.rows.map((row) => {
    const cells = row.map((cell, at) => {
      const open = at === 0 ? 'th scope="row"' : 'td'
      return `<${open}${isShort(it, at, cell) ? ' class="s"' : ''}>${htmlText(cell)}</${open.slice(0, 2)}>`
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
    `<table aria-labelledby="${id}"${columnClasses(it)}><thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table>`,
    '</div>',
    ...(it.note === undefined ? [] : [`<p class="table-note">${htmlText(it.note)}</p>`]),
    close,
  ].join('\n')
}

/** Columns that are not set to the left, by their number: the style sheet knows these names. */
function columnClasses({ columns }: Table): string {
  const classes = columns.flatMap(({ align }, at) => (align === 'left' ? [] : [`${align.charAt(0)}${at + 1}`]))
  return classes.length === 0 ? '' : ` class="${classes.join(' ')}"`
}

/** Words of a verdict or an arm do not break; longer text does. */
function isShort(it: Table, at: number, cell: Text): boolean {
  return it.columns[at]?.align === 'left' && typeof cell === 'string' && cell !== '' && cell.length <= 16
}

function reference(it: Reference): string {
  return htmlText(it.doi === '' ? it.citation : [`${it.citation} `, doiLink(it.doi)])
}
