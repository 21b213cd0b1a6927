import type { ArmEvidence } from '../evidence/evidence.ts'
import { boundsAt, boundsOf } from './bounds.ts'
import { ticksPerMonth } from './lattice.ts'
import { printedNumber } from './printed-number.ts'

/** Whole days or visits tie times at one count after the other: a single count that is too high for its landmark is as likely misprinted. */
const fewest = 2

/** For each number at risk of each arm the least fall of log S on its very day, where at least two of a trial prove one; else 0. */
export function dropsOnTheDay(arms: readonly ArmEvidence[], horizon: number): readonly (readonly number[])[] {
  const drops = arms.map((arm) => arm.atRisk.map(({ time }) => dropOnTheDay(arm, time, horizon)))
  const proved = drops.flat().filter((drop) => drop > 0).length
  return proved >= fewest ? drops : drops.map((own) => own.map(() => 0))
}

/** Whether events on the very days of numbers at risk are taken to have been. */
export function areTied(arms: readonly ArmEvidence[], horizon: number): boolean {
  return dropsOnTheDay(arms, horizon).some((own) => own.some((drop) => drop > 0))
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
