import { z } from 'zod'
import { contrast } from './contrast.ts'
import { count, elsewhere, printed, remark } from './figure.ts'
import { level, name, place, words } from './words.ts'

/** What the cells of a row hold, in the order in which they print it. */
const form = z.enum([
  'count',
  'count (percent)',
  'count/total (percent)',
  'percent',
  'percent (interval)',
  'percent range',
  'count/total (percent; interval)',
  'median',
  'median (range)',
  'median (interval)',
  'mean (SD)',
])

const columnFields = z.strictObject({
  arm: name.describe('Arm of the column; "all" for all patients.'),
  grade: words.exactOptional().describe('Grades that the column counts: any, "3 or 4", 5.'),
  label: words.exactOptional().describe('Anything else that sets the column apart.'),
  of: count.exactOptional().describe('Denominator of the column.'),
})

export type Column = z.output<typeof columnFields>

const column = z
  .union([name.transform((it): Column => ({ arm: it })), columnFields])
  .describe('An arm, or {arm, grade, label, of}.')

const cellFields = z.strictObject({ printed, ...place, also: elsewhere })

export type Cell = z.output<typeof cellFields>

const cell = z
  .union([printed.transform((it): Cell => ({ printed: it })), cellFields])
  .describe('A cell as printed: "248 (99)", "197/225 (88)", "71 (66-77)", "0"; "unreadable" where the copy is broken.')

const rowFields = z.strictObject({
  cells: z.array(cell).describe('One for each column of the table.'),
  percents: z
    .array(cell)
    .exactOptional()
    .describe(
      'Percentages, one for each column, where the paper gives them a line of their own: ["71 (66-77)", "42 (33-50)"].',
    ),
  form: form.exactOptional().describe('Where it is not that of the table.'),
  unit: words.exactOptional().describe('Unit of the cells, such as years.'),
  of: z.array(count).exactOptional().describe('Denominators of this row, one for each column.'),
  level: level.exactOptional(),
  method: words.exactOptional().describe('Method of the intervals, where it is not that of the table.'),
  population: words.exactOptional().describe('Where it is not that of the table.'),
  definition: words.exactOptional().describe('What the row counts, where the name does not say it.'),
  'all arms of': z
    .strictObject({ table: name.describe('Name of the table.'), row: words.describe('Name of its row.') })
    .exactOptional()
    .describe(
      'The row of another table that this one totals over the arms: {table: refractory-status, row: Lenalidomide}.',
    ),
  permitted: name.exactOptional().describe('Quantity that says which values are permitted, for a range of values.'),
  contrast: contrast.exactOptional(),
  ...place,
})

export type TableRow = z.output<typeof rowFields>

const row = z
  .union([z.array(cell).transform((cells): TableRow => ({ cells })), rowFields])
  .describe('The cells in the order of the columns: ["248 (99)", "123 (98)"]; or {cells, form, of, at, note, ...}.')

/** A table of the paper, or figures of its text that would make one: proportions, baseline, adverse events. */
export const table = z
  .strictObject({
    label: words.describe('Title of the table.'),
    population: words.describe('Who is counted.'),
    assessor: remark.exactOptional().describe('Who judged.'),
    criteria: remark.exactOptional().describe('Criteria, such as "CTCAE 4.03 or higher".'),
    columns: z.array(column).min(1, 'at least one column').describe('Columns from left to right.'),
    form: form.default('count (percent)').describe('What the cells hold; a row may differ.'),
    unit: words.exactOptional().describe('Unit of the cells where they are not counts or percentages.'),
    level: level.exactOptional(),
    method: words.exactOptional().describe('Method of the intervals, such as "Wald".'),
    rows: z.record(words, row).describe('Rows from top to bottom.'),
    partitions: z
      .array(z.array(words))
      .exactOptional()
      .describe('Rows that add up to the denominator: [[Stringent complete response, ..., Not evaluable]].'),
    sums: z
      .record(words, z.array(words))
      .exactOptional()
      .describe('Rows that are the sum of others: {Overall response: [Complete response, Partial response]}.'),
    parts: z
      .record(words, z.array(words))
      .exactOptional()
      .describe(
        'Rows of which each patient of another row is in at most one, and in none where others are not printed: {Any cause: [Progression, Infection]}.',
      ),
    within: z
      .record(words, words)
      .exactOptional()
      .describe('Rows whose patients all belong to another row: {Neutropenia: Any adverse event}.'),
    unions: z
      .record(words, z.array(words))
      .exactOptional()
      .describe(
        'Rows of the patients of any of others, who may be in several: {Proteasome inhibitor: [Bortezomib, Carfilzomib, Ixazomib]}.',
      ),
    pooled: z
      .array(name)
      .exactOptional()
      .describe('Records of the studies that ranges are pooled from, as far as the source names them.'),
    ...place,
  })
  .describe('Proportions or other summaries, written as a table.')
