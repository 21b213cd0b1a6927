import type { ArmEvidence, EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { boundsAt, boundsOf } from './bounds.ts'
import { censoringLimits } from './censoring-limits.ts'
import { ticksPerMonth } from './lattice.ts'
import type { Predicted } from './observation.ts'
import { printedNumber } from './printed-number.ts'

/**
 * A prediction of a survival percentage, of a number at risk or of the events of an arm kept to what the other figures of its arm prove: where no event is printed S is 1, whatever the curves of other trials did. Figures that exclude each other
 * prove nothing. Y <= n S always, and Y = n S before the first censoring.
 */
export function proven(
  evidence: EndpointEvidence,
  horizon: number,
): (figure: Figure, predicted: Predicted) => Predicted {
  const limits = censoringLimits(evidence)
  return (figure, predicted) => {
    const index = evidence.arms.findIndex(({ id }) => id === figure.arm)
    const arm = evidence.arms[index]
    if (arm === undefined) return predicted
    if (figure.measure === 'events') return keptIn(predicted)(0, mostEvents(without(arm, figure), horizon))
    if (figure.time === undefined) return predicted
    // A table counts those at risk just before a time.
    const time = figure.measure === 'at-risk' ? figure.time - 0.5 / ticksPerMonth : figure.time
    const { lower, upper } = boundsAt(boundsOf(without(arm, figure), horizon), time)
    if (lower > upper) return predicted
    const within = keptIn(predicted)
    if (figure.measure === 'survival') return within(lower, upper)
    // Without an event a limit is as sure as the curve.
    if (figure.measure === 'survival-lower' || figure.measure === 'survival-upper')
      return lower >= 1 ? within(1, 1) : predicted
    if (figure.measure !== 'at-risk') return predicted
    const n = printedNumber(arm.patients)?.value
    if (n === undefined) return predicted
    const { first } = limits[index]!
    return within(
      first !== null && figure.time <= first ? Math.ceil(n * lower - 1e-9) : 0,
      Math.floor(n * upper + 1e-9),
    )
  }
}

/** Each event takes at least 1 / n off the curve, and after a time no more have it than are at risk: d <= n (1 - S(t)) + Y(t). */
function mostEvents(arm: ArmEvidence, horizon: number): number {
  const n = printedNumber(arm.patients)?.value ?? Infinity
  const bounds = boundsOf(arm, horizon)
  const most = arm.atRisk.map(({ time, count }) => {
    const atRisk = printedNumber(count)?.value
    const { lower, upper } = boundsAt(bounds, time)
    return atRisk === undefined || time > horizon || lower > upper ? n : n * (1 - lower) + atRisk
  })
  return Math.floor(Math.min(n, ...most) + 1e-9)
}

const keptIn =
  (predicted: Predicted) =>
  (least: number, most: number): Predicted =>
  (deviate) =>
    Math.min(most, Math.max(least, predicted(deviate)))

/** The arm without a figure, and without the estimate whose limit it is. */
function without(arm: ArmEvidence, figure: Figure): ArmEvidence {
  return {
    ...arm,
    landmarks: arm.landmarks.filter(
      ({ estimate, interval }) => estimate !== figure && interval?.lower !== figure && interval?.upper !== figure,
    ),
    atRisk: arm.atRisk.filter(({ count }) => count !== figure),
    events: arm.events === figure ? null : arm.events,
  }
}
