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

/** Thousandths of a month: 44 minutes. */
export const TICKS_PER_MONTH = 1000

/**
 * A time at which a paper counts, as the nearest place of the lattice on which rebuilt patients stand. 28 days are 0.91992 months, where no patient can
 * stand: an event on day 28 would come before or after it, and the number at risk (time >= t) and the survival (time <= t) printed there
 * could not both be right. So a printed time is rounded once, when it is read, and everything after that uses the same time.
 */
export function onLattice(months: number): number {
  return Math.round(months * TICKS_PER_MONTH) / TICKS_PER_MONTH
}

/** A time as whoever counts in a unit writes it, the shortest number that stands at its place of the lattice: 28 days for 0.92 months. */
export function writtenTime(months: number, unit: TimeUnit): number {
  const exact = fromMonths(months, unit)
  const shortest = [1, 10, 100]
    .map((scale) => Math.round(exact * scale) / scale)
    .find((it) => onLattice(it / fromMonths(1, unit)) === onLattice(months))
  return shortest ?? Math.round(exact * 1000) / 1000
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
