export type TimeUnit = 'days' | 'weeks' | 'months' | 'years'

/** 365.25 / 12; a week has 7 days and a year 12 months. Exact in binary, so a conversion rounds once. */
export const DAYS_PER_MONTH = 30.4375

/** A time in months, in another unit. */
export function fromMonths(months: number, unit: TimeUnit): number {
  switch (unit) {
    case 'days':
      return months * DAYS_PER_MONTH
    case 'weeks':
      return (months * DAYS_PER_MONTH) / 7
    case 'months':
      return months
    case 'years':
      return months / 12
  }
}

const SPELLINGS: Readonly<Record<TimeUnit, readonly string[]>> = {
  days: ['d', 'day', 'days'],
  weeks: ['w', 'wk', 'wks', 'week', 'weeks'],
  months: ['mo', 'mos', 'mon', 'mth', 'mths', 'month', 'months'],
  years: ['y', 'yr', 'yrs', 'year', 'years'],
}

const UNITS: ReadonlyMap<string, TimeUnit> = new Map(
  (['days', 'weeks', 'months', 'years'] as const).flatMap((unit) =>
    SPELLINGS[unit].map((word) => [word, unit] as const),
  ),
)

/** The unit that a word names ("wk", "months"), or `undefined`. "m" is no unit: it may be months or minutes. */
export function timeUnit(word: string): TimeUnit | undefined {
  return UNITS.get(word)
}
