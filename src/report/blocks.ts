import type { Block, Column, Inline, Table, Text } from './document.ts'

/** Short ways to write blocks. Numbers of tables and figures are given by `numbered` once the order is known. */
export const blocks = {
  section: (text: string): Block => ({ kind: 'heading', level: 2, id: slug(text), text }),
  /** `within` keeps ids apart where several trials or scenarios use the same words. */
  subsection: (text: string, within: string): Block => ({
    kind: 'heading',
    level: 3,
    id: slug(`${within} ${text}`),
    text,
  }),
  paragraph: (...text: readonly Inline[]): Block => ({ kind: 'paragraph', text }),
  list: (items: readonly Text[]): Block => ({ kind: 'list', ordered: false, items }),
  terms: (items: readonly { readonly term: string; readonly text: Text }[]): Block => ({ kind: 'terms', items }),
  /** Said on demand where the format can; said at once elsewhere. */
  details: (summary: string, items: readonly { readonly term: string; readonly text: Text }[]): Block => ({
    kind: 'details',
    summary,
    items,
  }),
  table: (table: Table): Block => ({ kind: 'table', number: '', table }),
  caution: (title: string, ...text: readonly Inline[]): Block => ({ kind: 'note', tone: 'caution', title, text }),
  aside: (title: string, ...text: readonly Inline[]): Block => ({ kind: 'note', tone: 'aside', title, text }),
}

export const strong = (text: string): Inline => ({ kind: 'strong', text })
export const code = (text: string): Inline => ({ kind: 'code', text })

/** "Supplement: Specification log", as a way there; `section` is its heading. */
export const see = (section: string): Inline => ({
  kind: 'see',
  text: `Supplement: ${section}`,
  to: supplementId(section),
})

/** Id of a section of the supplement. */
export const supplementId = (section: string): string => slug(`supplement ${section}`)

export const column = (label: string, align: Column['align'] = 'left'): Column => ({ label, align })

/** The table without columns that hold nothing in any row; the first column stays. */
export function withoutEmptyColumns(table: Table): Table {
  const keep = table.columns.map((_, at) => at === 0 || table.rows.some((row) => !isEmpty(row[at] ?? '')))
  const kept = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, at) => keep[at] === true)
  return { ...table, columns: kept(table.columns), rows: table.rows.map((row) => kept(row)) }
}

/**
 * The table without columns that hold the same in every row of several: that is said once, in the caption. Columns that hold nothing go too; at
 * least one column stays.
 */
export function withoutConstantColumns(table: Table): Table {
  const told = withoutEmptyColumns(table)
  const [first, ...others] = told.rows
  if (first === undefined || others.length === 0) return told
  const constant = first.map((cell) => typeof cell === 'string' && cell !== '')
  others.forEach((row) => {
    row.forEach((cell, at) => (constant[at] &&= cell === first[at]))
  })
  if (constant.every(Boolean)) return told
  const said = told.columns.flatMap(({ label }, at) =>
    constant[at] === true ? [`${label.charAt(0).toLowerCase()}${label.slice(1)}: ${plain(first[at])}`] : [],
  )
  if (said.length === 0) return told
  const kept = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, at) => constant[at] !== true)
  return {
    ...told,
    caption: `${told.caption.replace(/\.$/u, '')}. In all rows, ${said.join('; ')}`,
    columns: kept(told.columns),
    rows: told.rows.map((row) => kept(row)),
  }
}

const plain = (text: Text | undefined): string => (typeof text === 'string' ? text : '')

/** Tables and figures numbered in reading order, each kind on its own; of a supplement with `S` before. */
export function numbered(all: readonly Block[], before: '' | 'S' = ''): readonly Block[] {
  let tables = 0
  let figures = 0
  return all.map((block) => {
    if (block.kind === 'table') return { ...block, number: `${before}${++tables}` }
    if (block.kind === 'figure') return { ...block, number: `${before}${++figures}` }
    return block
  })
}

/** Letters, digits and hyphens of a text: the id of a heading, the name of a file. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function isEmpty(text: Text): boolean {
  return typeof text === 'string' ? text === '' : text.length === 0
}
