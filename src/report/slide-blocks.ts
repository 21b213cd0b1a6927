import type { Block, Table, Text } from './document.ts'
import type { SlideBlock, SlidePicture } from './slide.ts'

/** Short ways to write what stands on a slide, from the blocks of the report. */
export const slideBlocks = {
  text: (tone: 'lead' | 'plain' | 'caption' | 'small', text: Text): SlideBlock => ({ kind: 'text', tone, text }),

  tablesOf: (blocks: readonly Block[]): readonly Table[] =>
    blocks.flatMap((it) => (it.kind === 'table' ? [it.table] : [])),

  /** A picture under the words that say what its marks are. */
  picture: (picture: SlidePicture): readonly SlideBlock[] => [
    ...(picture.legend === '' ? [] : [slideBlocks.text('small', picture.legend)]),
    { kind: 'picture', picture },
  ],

  /** A table and the note under it. */
  table: (table: Table): readonly SlideBlock[] => [
    { kind: 'table', table },
    ...(table.note === undefined ? [] : [slideBlocks.text('small', table.note)]),
  ],

  /** The named columns of a table, in its order; what a slide has no room for is in the notes. */
  columnsOf(table: Table, names: readonly string[]): Table {
    const kept = table.columns.map((it) => names.includes(it.label))
    const keep = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, at) => kept[at] === true)
    return { caption: table.caption, columns: keep(table.columns), rows: table.rows.map((row) => keep(row)) }
  },
}
