import type { ArmEvidence } from '../evidence/evidence.ts'
import type { Fit } from './fit.ts'
import { printedNumber } from './printed-number.ts'
import { censoringAt, highestTheta, stateAt } from './state.ts'

/** Two are expected, so that of whole patients one is left. */
const fewestWatched = 2

/**
 * Whether a drawn state still watches patients when the figures speak of them. A Kaplan-Meier figure at a time is of patients who were at
 * risk then; where little is printed of follow-up, the tails of its law would censor everybody before, and no such patients could have
 * given the figure.
 */
export function watcherOf(
  { posterior: { model, state } }: Fit,
  evidence: readonly ArmEvidence[],
): (drawn: Float64Array) => boolean {
  const last = evidence.map((arm) => lastWatched(arm, model.horizon))
  const expected = (at: Float64Array, arm: number): number => {
    const time = last[arm]!
    const event = Math.exp(Math.min(highestTheta, stateAt(model, at, arm, 0, time)))
    return model.arms[arm]!.n * Math.exp(-event - censoringAt(model, at, arm, time).total)
  }
  const arms = model.arms.flatMap((_, arm) => (last[arm]! > 0 ? [arm] : []))
  // Where the likeliest state expects hardly anybody, as after the last of the patients has died, a draw need not have more.
  const fewest = arms.map((arm) => Math.min(fewestWatched, expected(state, arm) / 2))
  return (drawn) => arms.every((arm, at) => expected(drawn, arm) >= fewest[at]!)
}

/** The last time (months, within the horizon) at which survival, a median or somebody at risk is printed of an arm; 0 where none is. */
function lastWatched(arm: ArmEvidence, horizon: number): number {
  const median = printedNumber(arm.median?.estimate)?.value ?? 0
  const landmarks = arm.landmarks.map(({ time, estimate }) => (printedNumber(estimate) === null ? 0 : time))
  const atRisk = arm.atRisk.map(({ time, count }) => ((printedNumber(count)?.value ?? 0) > 0 ? time : 0))
  return [median, ...landmarks, ...atRisk].reduce((last, time) => (time <= horizon ? Math.max(last, time) : last), 0)
}
