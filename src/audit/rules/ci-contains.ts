import { bounds, canBeAtMost, timeBounds } from '../../evidence/bounds.ts'
import type { EndpointEvidence, EstimateFigure, Figure, Interval } from '../../evidence/evidence.ts'
import type { AuditRule, FindingState, RuleFinding } from '../audit-rule.ts'

/** R07: every confidence interval contains its estimate, allowing for the rounding of all three. */
export const ciContains: AuditRule = {
  id: 'R07',
  name: 'ci-contains',
  compares: 'an estimate with its confidence interval',
  worst: 'fail',
  run: ({ endpoints }) => endpoints.flatMap(estimates).flatMap(({ estimate, interval }) => judged(estimate, interval)),
}

function estimates(evidence: EndpointEvidence): readonly EstimateFigure[] {
  const perArm = evidence.arms.flatMap((arm) => [...(arm.median ? [arm.median] : []), ...arm.landmarks])
  return evidence.hazardRatio ? [...perArm, evidence.hazardRatio] : perArm
}

function judged(estimate: Figure, interval: Interval | null): readonly RuleFinding[] {
  if (interval === null) return []
  const state = stateOf(estimate, interval)
  const { lower, upper } = interval
  const range = `${lower.printed} to ${upper.printed}`
  return [
    {
      state,
      figures: [estimate.id, lower.id, upper.id],
      message: inWords(state, estimate.printed, lower.printed, range),
      ...(state === 'fail' && { expected: `between ${range}`, found: estimate.printed }),
    },
  ]
}

function inWords(state: FindingState, estimate: string, lower: string, range: string): string {
  switch (state) {
    case 'fail':
      return `${estimate} lies outside its interval ${range}`
    case 'note':
      return `${estimate} has the interval ${range}: where there is an estimate there is a lower limit, which ${lower} is not`
    case 'not-applicable':
      return `${estimate} is no number that could lie in its interval ${range}`
    case 'pass':
    case 'uninformative':
      return `${estimate} lies in its interval ${range}`
  }
}

/**
 * A time that is not reached is later than any time: its upper limit cannot be reached either, because the upper limit of the
 * curve lies above the curve. A reached time always has a lower limit; software that prints none gets a note.
 */
function stateOf(estimate: Figure, { lower, upper }: Interval): FindingState {
  const of = estimate.unit === 'months' ? timeBounds : bounds
  const value = of(estimate.quantity)
  const low = of(lower.quantity)
  const high = of(upper.quantity) ?? { lower: Infinity, upper: Infinity }
  if (value === null) return 'not-applicable'
  if (!canBeAtMost(value, high)) return 'fail'
  if (low === null) return estimate.unit === 'months' && value.lower === Infinity ? 'pass' : 'note'
  return canBeAtMost(low, value) ? 'pass' : 'fail'
}
