import { z } from 'zod'

/** Free text. */
export const words = z.string('text').min(1, 'some text')

/** The short name of a record, an arm, an endpoint, a table, a source: it becomes part of figure ids, columns and file names. */
export const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'a short name of small letters, digits and hyphens, such as ide-cel')

export const notStated = z.literal('not stated')

/** A fact of the method that is so, is not so, or is left open by the paper. */
export const yesNo = z.union([z.boolean(), notStated], 'true, false or not stated')

/** Whether the calendar has this day, month or year: no 30 February. What is not written as a date is refused for that. */
export function isDate(text: string): boolean {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return !/^\d{4}(-\d{2}(-\d{2})?)?$/u.test(text) || (day >= 1 && day <= days)
}

export const noSuchDate = {
  error: 'there is no such date',
  params: { rule: 'no-such-date', expected: 'a day of the calendar', mend: 'check the date against the paper' },
}

/** A day, a month or a year, as exact as the paper is. */
export const date = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/u,
    'a date as year-month-day, year-month or year, such as 2022-04-18',
  )
  .refine(isDate, noSuchDate)

/** A time as a name, in the time unit of the record: 6, 12.4. */
export const time = z.string().regex(/^\d+(\.\d+)?$/u, 'a time in the time unit of the record, such as 6 or 12.4')

export const level = z
  .string()
  .regex(/^\d{1,2}(\.\d+)?%$/u, 'the level of an interval in percent: 95%, not 0.95')
  .refine((it) => !(Number.parseFloat(it) <= 50), {
    error: 'this is not the level of an interval',
    params: { rule: 'wrong-level', expected: 'more than 50%', mend: 'write 95% for alpha = 5%' },
  })
  .describe('Level of the interval, as in "95%".')

export const timeUnit = z.enum(['days', 'weeks', 'months', 'years'])

/** Where a figure stands; every figure and every part of a record may say it. */
export const place = {
  at: words
    .exactOptional()
    .describe('Where it stands: section, table and row, figure legend, page. Several places: separate them by "; ".'),
  source: name.exactOptional().describe('Name of the source, where it is not the default source of the record.'),
  note: words.exactOptional().describe('Anything that a reader of the figure must know.'),
}

/** `{printed, at, source, note}` or `{count, ...}`: what else is printed in place of a figure, elsewhere or by someone else. */
export function also<T extends z.ZodType>(shape: T): z.ZodExactOptional<z.ZodArray<T>> {
  return z
    .array(shape)
    .exactOptional()
    .describe('The same thing where the paper, or another source, prints it differently elsewhere.')
}
