import { UserMistake } from './user-mistake.ts'

const newYear2000 = Date.UTC(2000, 0, 1) / 1000

/**
 * The date that files carry which must have one: SOURCE_DATE_EPOCH (seconds since 1970, the convention of reproducible builds) where it is set, else
 * the first day of 2000. Never the clock: the same input gives the same bytes.
 *
 * UserMistake where SOURCE_DATE_EPOCH is no whole number of seconds from 1980 (the first year that a zip file can say) to 2107.
 */
export function fixedDate(environment: Readonly<Record<string, string | undefined>>): Date {
  const text = environment['SOURCE_DATE_EPOCH'] ?? ''
  const seconds = text === '' ? newYear2000 : Number(text)
  if (!/^\d*$/.test(text) || seconds < Date.UTC(1980, 0, 2) / 1000 || seconds >= Date.UTC(2107, 0, 1) / 1000) {
    throw new UserMistake(`SOURCE_DATE_EPOCH is a number of seconds that falls in 1980 to 2106, got "${text}".`)
  }
  return new Date(seconds * 1000)
}
