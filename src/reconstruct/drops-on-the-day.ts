import type { ArmEvidence, Figure } from '../evidence/evidence.ts'
import { boundsAt, boundsOf } from './bounds.ts'
import { ticksPerMonth } from './lattice.ts'
import { printedNumber } from './printed-number.ts'

/** Whole days or visits tie times at one figure after the other: a single count that is too high for its landmark is as likely misprinted. */
const fewest = 2

/** What falls on the very days of printed figures of an arm, as the least fall of log S there; 0 where none is proved. */
export interface DayDrops {
  /** For each number at risk. */
  readonly counts: readonly number[]
  /** For the median: from 1/2 to the survival that is printed for its day. */
  readonly median: number
}

/** For each arm, where at least two figures of a trial prove such a fall; else 0 everywhere. */
export function dropsOnTheDay(arms: readonly ArmEvidence[], horizon: number): readonly DayDrops[] {
  const drops = arms.map((arm) => ({
    counts: arm.atRisk.map(({ time }) => dropOnTheDay(arm, time, horizon)),
    median: medianDrop(arm),
  }))
  const proved = drops.flatMap(({ counts, median }) => [...counts, median]).filter((drop) => drop > 0).length
  return proved >= fewest ? drops : drops.map(({ counts }) => ({ counts: counts.map(() => 0), median: 0 }))
}

/** The figures that are explained by events on their very days, and would be misprints otherwise. */
export function tiedFigures(arms: readonly ArmEvidence[], horizon: number): readonly Figure[] {
  return dropsOnTheDay(arms, horizon).flatMap(({ counts, median }, k) => {
    const { atRisk, median: printed } = arms[k]!
    return [
      ...atRisk.flatMap(({ count }, j) => (counts[j]! > 0 ? [count] : [])),
      ...(median > 0 && printed !== null ? [printed.estimate] : []),
    ]
  })
}

/** A median at the day of a landmark below 1/2: the curve fell from 1/2 or more to there on that day, or in the days to either side that print as the same. */
function medianDrop({ median, landmarks }: ArmEvidence): number {
  const printed = printedNumber(median?.estimate)
  if (printed === null) return 0
  const at = landmarks.filter(({ time }) => printed.lower <= time && time <= printed.upper)
  const highest = Math.min(1, ...at.flatMap(({ estimate }) => printedNumber(estimate)?.upper ?? []))
  return highest < 0.5 && highest > 0 ? Math.log(0.5 / highest) : 0
}

/**
 * The least fall of log S on the day itself, where survival and a number at risk are printed for the same time; 0 where none is proved. A table counts who is at risk
 * just before a time, a curve is read just after it. Where times are counted in days, or patients seen at visits, events fall on that very day: 30 of 40 at risk at six months and
 * S = 60% there exclude each other on a smooth curve, and with six events on the day they are both right.
 */
function dropOnTheDay(arm: ArmEvidence, time: number, horizon: number): number {
  const highest = arm.landmarks.reduce(
    (least, it) => (it.time === time ? Math.min(least, printedNumber(it.estimate)?.upper ?? 1) : least),
    1,
  )
  if (highest >= 1 || highest <= 0) return 0
  const landmarks = arm.landmarks.filter((it) => it.time < time)
  const before = { ...arm, median: null, restrictedMeans: [], landmarks }
  const { lower, upper } = boundsAt(boundsOf(before, horizon), time - 0.5 / ticksPerMonth)
  return lower <= highest || lower > upper ? 0 : Math.log(lower / highest)
}
