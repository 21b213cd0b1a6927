import type { TimeUnit } from '../../../src/evidence/time-unit.ts'
import { DAYS_PER_MONTH, timeUnit } from '../../../src/evidence/time-unit.ts'

interface Saying {
  /** File, and level within it. */
  readonly place: string
  readonly unit?: string | null | undefined
}

/** The unit of time of a comparison, which several files say. @throws RangeError where it is not known, or they differ */
export function oneUnit(sayings: readonly Saying[]): TimeUnit {
  const said = sayings.flatMap(({ place, unit: word }) => (typeof word === 'string' ? [{ place, word }] : []))
  const known = said.map((it) => ({ ...it, unit: timeUnit(it.word.trim().toLowerCase()) }))
  const [first] = known
  const odd = known.find(({ unit }) => unit === undefined)
  if (first?.unit === undefined || odd !== undefined)
    throw new RangeError(`a unit of days, weeks, months or years is required, got ${odd?.word ?? 'none'}`)
  const other = known.find(({ unit }) => unit !== first.unit)
  if (other !== undefined)
    throw new RangeError(
      `one unit of time is required, got ${first.word} (${first.place}) and ${other.word} (${other.place})`,
    )
  return first.unit
}

export function monthsIn(unit: TimeUnit): number {
  return { days: 1 / DAYS_PER_MONTH, weeks: 7 / DAYS_PER_MONTH, months: 1, years: 12 }[unit]
}
