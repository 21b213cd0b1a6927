import { wholeDocument } from './document.ts'
import type { Block, Column, Document, Figure, Inline, Reference, Table, Text } from './document.ts'
import { doiLink } from './references.ts'

/**
 * A report as GitHub flavoured Markdown. Figures are `![alt](charts/<id>.svg)`; everything in a text that Markdown or HTML could
 * read as markup is escaped; tables are aligned in the source. Ends with one LF.
 */
export function renderMarkdown(document: Document): string {
  const head = [`# ${escape(document.title)}`, ...(document.subtitle === '' ? [] : [`*${escape(document.subtitle)}*`])]
  return `${[...head, ...wholeDocument(document).map((it) => block(it))].join('\n\n')}\n`
}

function block(it: Block): string {
  switch (it.kind) {
    case 'heading':
      return `${'#'.repeat(it.level)} ${escape(it.text)}`
    case 'paragraph':
      return atLineStart(text(it.text))
    case 'list':
      return it.items.map((item, at) => `${it.ordered ? `${at + 1}.` : '-'} ${atLineStart(text(item))}`).join('\n')
    case 'terms':
      return terms(it.items)
    case 'details':
      return folded(escape(it.summary), terms(it.items))
    case 'table':
      return table(it.table, it.number)
    case 'figure':
      return figure(it.figure, it.number)
    case 'note':
      return `> **${escape(it.title.trim())}${it.tone === 'answer' ? ':' : ''}** ${text(it.text)}`
    case 'code':
      return fenced(it.text, it.language)
    case 'references':
      return it.items.map((item, at) => `${at + 1}. ${reference(item)}`).join('\n')
  }
}

const terms = (items: readonly { readonly term: string; readonly text: Text }[]): string =>
  items.map((item) => `- **${escape(item.term)}**: ${text(item.text)}`).join('\n')

function figure(it: Figure, number: string): string {
  return `![${escape(it.alt)}](charts/${it.id}.svg)\n\n**Figure ${number}.** ${text(it.caption)}`
}

function reference(it: Reference): string {
  return it.doi === '' ? escape(it.citation) : `${escape(it.citation)} ${inline(doiLink(it.doi))}`
}

function table(it: Table, number: string): string {
  const cells = [
    it.columns.map((column) => escape(column.label)),
    ...it.rows.map((row) => row.map((cell) => text(cell, true))),
  ]
  const widths = it.columns.map((_, at) => Math.max(3, ...cells.map((row) => length(row[at] ?? '')).filter(short)))
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, at) => pad(row[at] ?? '', width, it.columns[at]?.align)).join(' | ')} |`
  const rule = `| ${widths.map((width, at) => dashes(width, it.columns[at]?.align)).join(' | ')} |`
  const [head = [], ...body] = cells
  const note = it.note === undefined ? '' : `\n\n${text(it.note)}`
  const lines = [line(head), rule, ...body.map((row) => line(row))].join('\n')
  return it.folded === true
    ? folded(`Table ${number}. ${escape(it.caption)}`, `${lines}${note}`)
    : `**Table ${number}.** ${escape(it.caption)}\n\n${lines}${note}`
}

/** GitHub shows the summary alone until it is opened; inside a summary no Markdown is read. */
function folded(summary: string, inside: string): string {
  return `<details>\n<summary>${summary.replace(/\\([\\`*[\]|~$_])/gu, '$1')}</summary>\n\n${inside}\n\n</details>`
}

function pad(cell: string, width: number, align: Column['align'] | undefined): string {
  const missing = Math.max(0, width - length(cell))
  if (align === 'right') return ' '.repeat(missing) + cell
  if (align === 'centre') return ' '.repeat(Math.floor(missing / 2)) + cell + ' '.repeat(Math.ceil(missing / 2))
  return cell + ' '.repeat(missing)
}

function dashes(width: number, align: Column['align'] | undefined): string {
  if (align === 'right') return `${'-'.repeat(width - 1)}:`
  return align === 'centre' ? `:${'-'.repeat(width - 2)}:` : '-'.repeat(width)
}

/** Longer cells are not waited for: filling a column of sentences up with spaces makes a file larger and nothing clearer. */
const short = (width: number): boolean => width <= 48

const length = (cell: string): number => Array.from(cell).length

const text = (it: Text, inTable = false): string =>
  typeof it === 'string' ? escape(it) : it.map((part) => inline(part, inTable)).join('')

function inline(it: Inline, inTable = false): string {
  if (typeof it === 'string') return escape(it)
  switch (it.kind) {
    case 'strong':
      return spaced('**', it.text)
    case 'emphasis':
      return spaced('*', it.text)
    case 'code':
      return codeSpan(it.text, inTable)
    case 'link':
      return `[${escape(it.text)}](${address(it.href)})`
    case 'cite':
      return `[${it.number}]`
    case 'see':
      return `[${escape(it.text)}](#${it.to})`
  }
}

/** Emphasis does not close beside a space, so spaces at the ends go outside the marks. */
function spaced(mark: string, inside: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(inside) ?? []
  return middle === '' ? inside : `${before}${mark}${escape(middle)}${mark}${after}`
}

/** A code span cannot escape: the fence is longer than any run of backticks inside. A pipe would end a table cell. */
function codeSpan(inside: string, inTable: boolean): string {
  const fence = '`'.repeat(longestRun(inside) + 1)
  const padding = fence.length > 1 ? ' ' : ''
  return `${fence}${padding}${inTable ? flat(inside).replaceAll('|', '\\|') : flat(inside)}${padding}${fence}`
}

function fenced(inside: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(inside) + 1))
  return `${fence}${language}\n${inside}\n${fence}`
}

const longestRun = (inside: string): number => Math.max(0, ...(inside.match(/`+/g) ?? []).map((run) => run.length))

/** Everything inside a line that could start markup. `<` and `&` become entities, because HTML passes through Markdown. */
function escape(plain: string): string {
  return flat(plain)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*[\]|~$]/g, (mark) => `\\${mark}`)
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
}

/** What would start a block at the beginning of a paragraph or an item. */
function atLineStart(line: string): string {
  return line
    .trimStart()
    .replace(/^(\d*)([#>+=.)-])/, (start: string, digits: string, mark: string) =>
      digits !== '' && !'.)'.includes(mark) ? start : `${digits}\\${mark}`,
    )
}

/** Line breaks would end a cell or a list item. */
const flat = (plain: string): string => plain.replace(/\s*[\r\n]+\s*/g, ' ')

/** Only web addresses become links, with what would end the link encoded. */
function address(href: string): string {
  if (!/^https?:\/\//.test(href)) throw new RangeError(`Links lead to web addresses, got ${href}.`)
  return href.replace(/[()<>\s\\|"]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}
