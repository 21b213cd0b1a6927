import { z } from 'zod'
import { also, level, place, words } from './words.ts'

/** The characters of the paper, with its trailing zeros, signs and limits. */
export const printed = z
  .string('a printed figure such as "66.0%" or "13.3 (11.8 to 16.1)"')
  .min(1, 'a printed figure such as "66.0%"')
  .describe('As printed, with its limits where it has them: "66.0%", "13.3 (11.8 to 16.1)", "NR (34.5-NE)", "<0.001".')

/** Where a figure is wanted, no figure is said by leaving the line out: "not stated" must not be read as a number by anyone. */
export const present = printed.refine((it) => !/^(not (stated|reported|given)|unknown|n\/?a|none|[-–—?])$/iu.test(it), {
  error: 'a figure that the paper does not print is left out of the record',
  params: { rule: 'no-figure', expected: 'a printed figure', mend: 'delete the line' },
})

export const elsewhere = also(z.strictObject({ printed: present, ...place }))

const figureFields = z.strictObject({ printed: present, level: level.exactOptional(), ...place, also: elsewhere })

export type Figure = z.output<typeof figureFields>

/** One printed figure: the bare string, or a map that says more about it. */
export const figure = z
  .union([present.transform((it): Figure => ({ printed: it })), figureFields])
  .meta({ id: 'figure', description: 'A figure as printed, or {printed, at, source, note, level, also}.' })

const wholeNumber = z.int('a whole number such as 254 (no thousands separator)').min(0, 'a whole number, 0 or more')

const printedCount = {
  count: wholeNumber.describe('Number of patients or events.'),
  of: wholeNumber.exactOptional().describe('Denominator, where the paper prints it here.'),
  percent: present.exactOptional().describe('The percentage that is printed beside the count, such as "30%".'),
  ...place,
}

const countFields = z.strictObject({ ...printedCount, also: also(z.strictObject(printedCount)) })

export type Count = z.output<typeof countFields>

/** A number of patients or events: the bare number, or a map that says more about it. */
export const count = z.union([wholeNumber.transform((it): Count => ({ count: it })), countFields]).meta({
  id: 'count',
  description: 'A number of patients or events, or {count, of, percent, at, source, note, also}.',
})

/** A statement in words that may carry its place. */
export const remarkFields = z.strictObject({
  words: words.describe('As stated, or "not stated".'),
  ...place,
  also: also(z.strictObject({ words: words.describe('As stated there.'), ...place })),
})

export type Remark = z.output<typeof remarkFields>

export const remark = z.union([words.transform((it): Remark => ({ words: it })), remarkFields]).meta({
  id: 'remark',
  description: 'A statement of the paper in words, or {words, at, source, note, also}; "not stated" is an answer.',
})
