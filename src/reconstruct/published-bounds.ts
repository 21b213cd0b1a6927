import type { ArmEvidence, EstimateFigure, Figure } from '../evidence/evidence.ts'
import type { Proof } from './bounds.ts'
import { boundsAt, provenBy, steppedUpTo } from './bounds.ts'
import type { Doubt } from './doubts-of.ts'
import { show } from './horizon.ts'
import { jointFacts } from './joint-facts.ts'
import { printedNumber } from './printed-number.ts'
import type { BandedCurve, Bounds } from './reconstruction.ts'

/** The bounds of an arm as they are handed out, and what must be said of them. */
export interface PublishedBounds {
  readonly bounds: Bounds
  /** `all`: of every printed figure; `believed`: of those that the model does not doubt, where no curve has all; `none`: these exclude each other too. */
  readonly basis: 'all' | 'believed' | 'none'
}

/**
 * What all printed figures of an arm prove up to the end of its curve, also those that stand later. The model has no say in it: only where no curve agrees with all figures, the ones that
 * it doubts are left out.
 */
export function publishedBounds(printed: ArmEvidence, believed: ArmEvidence, horizon: number): PublishedBounds {
  const all = together(printed, Math.max(horizon, ...figuresIn(printed).map(({ time = 0 }) => time)))
  if (all?.agree && estimatesOf(printed).every(isInsideLimits))
    return { bounds: steppedUpTo(horizon, all.envelope), basis: 'all' }
  const rest = together(believed, horizon)
  if (rest?.agree) return { bounds: steppedUpTo(horizon, rest.envelope), basis: 'believed' }
  const nothing = { time: Float64Array.of(0, horizon), lower: Float64Array.of(0, 0), upper: Float64Array.of(1, 1) }
  return { bounds: nothing, basis: 'none' }
}

/** What the figures prove each and jointly; null where they exclude each other. */
function together(arm: ArmEvidence, end: number): Proof | null {
  const joint = jointFacts(arm, end)
  return joint && provenBy(arm, end, joint)
}

function estimatesOf({ median, landmarks, restrictedMeans = [] }: ArmEvidence): readonly EstimateFigure[] {
  return [...(median === null ? [] : [median]), ...landmarks, ...restrictedMeans]
}

/** The figures of an arm that go into its bounds. */
function figuresIn(arm: ArmEvidence): readonly Figure[] {
  const counts = arm.atRisk.map(({ count }) => count)
  return [...estimatesOf(arm).map(({ estimate }) => estimate), ...counts, ...(arm.events === null ? [] : [arm.events])]
}

/** No curve has an estimate outside the limits that are computed from it. */
function isInsideLimits({ estimate, interval }: EstimateFigure): boolean {
  const [own, lower, upper] = [estimate, interval?.lower, interval?.upper].map((it) => printedNumber(it))
  return !own || ((!lower || own.upper >= lower.lower) && (!upper || own.lower <= upper.upper))
}

/** Where the bounds are not those of all figures, or the curve or its band leaves them because the model does not follow a figure, as sentences. */
export function boundsNotes(
  arm: ArmEvidence,
  { bounds, basis }: PublishedBounds,
  curve: BandedCurve,
  horizon: number,
  doubts: readonly Doubt[],
): readonly string[] {
  const aside = figuresIn(arm).filter(
    ({ id, time = 0 }) => time > horizon || doubts.some(({ figure }) => figure === id),
  )
  const names = aside.map(({ id }) => id).join(', ')
  if (basis === 'none')
    return [`${arm.label}: no curve agrees with the printed figures, with or without those in doubt: they prove nothing, and the bounds are 0% and 100%.`] // prettier-ignore
  if (basis === 'believed')
    return [`${arm.label}: no curve agrees with all printed figures; the bounds are what they prove without ${names}.`]
  const outside = curve.time.filter((time, i) => {
    const { lower, upper } = boundsAt(bounds, time)
    return curve.lower[i]! < lower - visible || curve.upper[i]! > upper + visible
  })
  if (names === '' || outside.length === 0) return []
  const where = timesInWords(outside)
  return [`${arm.label}: ${where} the model, which does not follow ${names}, leaves the bounds; they are what all printed figures prove together.`] // prettier-ignore
}

/** Where a curve that was read leaves what the figures prove by more than any hand misses it. */
export function readingNotes(
  arm: ArmEvidence,
  { bounds, basis }: PublishedBounds,
  curve: BandedCurve,
): readonly string[] {
  if (basis === 'none')
    return [
      `${arm.label}: no curve agrees with all printed figures: they prove nothing, and the bounds are 0% and 100%.`,
    ]
  if (basis === 'believed') return [`${arm.label}: no curve agrees with all printed figures.`]
  const outside = curve.time.filter((time, i) => {
    const { lower, upper } = boundsAt(bounds, time)
    return curve.survival[i]! < lower - misread || curve.survival[i]! > upper + misread
  })
  if (outside.length === 0) return []
  return [`${arm.label}: ${timesInWords(outside)} the rebuilt curve lies more than 2 points outside what the printed figures prove.`] // prettier-ignore
}

/** "between 6 and 12 months", "at 12 months". */
function timesInWords(times: Float64Array): string {
  const [first, last] = [show(times[0]!), show(times.at(-1)!)]
  return first === last ? `at ${first} months` : `between ${first} and ${last} months`
}

/** Less than this would not be printed. */
const visible = 5e-4
/** Points of S. */
const misread = 0.02
