import { bounds, canBeAtMost, timeBounds } from '../../evidence/bounds.ts'
import type { EstimateFigure, Figure, PrintedEndpoint } from '../../evidence/evidence.ts'
import type { AuditRule, FindingState, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { printedIntervals } from '../printed-intervals.ts'

/** R07: every confidence interval contains its estimate, allowing for the rounding of all three. */
export const ciContains: AuditRule = {
  id: 'R07',
  name: 'ci-contains',
  compares: 'an estimate with its confidence interval',
  worst: 'fail',
  agree: 'estimates lie in their intervals',
  tolerance: 'half a unit of the last printed digit of the estimate and of each limit',
  references: ['AltmanBland2011'],
  examples: {
    clean: [exampleEndpoint('arms: { new: { n: 100, median: 13.3 (11.8 to 16.1) } }')],
    firing: [exampleEndpoint('arms: { new: { n: 100, median: 13.3 (13.8 to 16.1) } }')],
  },
  run: ({ trial, endpoints }) => [
    ...endpoints.flatMap(estimates).flatMap(({ estimate, interval }) => {
      if (interval === null) return []
      return judged(estimate, interval, [estimate.id, interval.lower.id, interval.upper.id])
    }),
    ...printedIntervals(trial).flatMap(({ id, path, unit, estimate, interval }) => {
      const [it, lower, upper] = [estimate, interval.lower, interval.upper].map((figure) => ({ ...figure, unit }))
      return it && lower && upper ? judged(it, { lower, upper }, [id]).map((found) => ({ ...found, path })) : []
    }),
  ],
}

function estimates(evidence: PrintedEndpoint): readonly EstimateFigure[] {
  const perArm = evidence.arms.flatMap((arm) => [...(arm.median ? [arm.median] : []), ...arm.landmarks])
  return [...perArm, ...evidence.contrasts.flatMap(({ hazardRatio }) => hazardRatio ?? [])]
}

type Printed = Pick<Figure, 'printed' | 'quantity' | 'unit'>

interface Limits {
  readonly lower: Printed
  readonly upper: Printed
}

function judged(estimate: Printed, interval: Limits, figures: readonly string[]): readonly RuleFinding[] {
  const state = stateOf(estimate, interval)
  const { lower, upper } = interval
  const range = `${lower.printed} to ${upper.printed}`
  return [
    {
      state,
      figures,
      message: inWords(state, estimate.printed, lower.printed, range),
      ...(state === 'fail' && {
        explanation: 'Estimate and interval come from different analyses, or a digit of one of the three is wrong.',
        resolve: 'The estimate with its interval from one table or output.',
        expected: `between ${lower.printed} and ${upper.printed}`,
        found: estimate.printed,
      }),
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
function stateOf(estimate: Printed, { lower, upper }: Limits): FindingState {
  const of = estimate.unit === 'months' ? timeBounds : bounds
  const value = of(estimate.quantity)
  const low = of(lower.quantity)
  const high = of(upper.quantity) ?? { lower: Infinity, upper: Infinity }
  if (value === null) return 'not-applicable'
  if (!canBeAtMost(value, high)) return 'fail'
  if (low === null) return estimate.unit === 'months' && value.lower === Infinity ? 'pass' : 'note'
  return canBeAtMost(low, value) ? 'pass' : 'fail'
}
