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
  table: (table: Table): Block => ({ kind: 'table', number: 0, table }),
  caution: (title: string, ...text: readonly Inline[]): Block => ({ kind: 'note', tone: 'caution', title, text }),
  aside: (title: string, ...text: readonly Inline[]): Block => ({ kind: 'note', tone: 'aside', title, text }),
}

export const strong = (text: string): Inline => ({ kind: 'strong', text })
export const code = (text: string): Inline => ({ kind: 'code', text })

export const column = (label: string, align: Column['align'] = 'left'): Column => ({ label, align })

/** The table without columns that hold nothing in any row; the first column stays. */
export function withoutEmptyColumns(table: Table): Table {
  const keep = table.columns.map((_, at) => at === 0 || table.rows.some((row) => !isEmpty(row[at] ?? '')))
  const kept = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, at) => keep[at] === true)
  return { ...table, columns: kept(table.columns), rows: table.rows.map((row) => kept(row)) }
}

/** Tables and figures numbered in reading order, each kind on its own. */
export function numbered(all: readonly Block[]): readonly Block[] {
  let tables = 0
  let figures = 0
  return all.map((block) => {
    if (block.kind === 'table') return { ...block, number: ++tables }
    if (block.kind === 'figure') return { ...block, number: ++figures }
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
