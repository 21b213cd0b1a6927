import { bounds } from '../../evidence/bounds.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type Calculation, plannedShare } from '../planned-number.ts'

/** R27: the information fraction of an analysis is its events over those planned for the final analysis, rounded as printed. */
export const informationFraction: AuditRule = {
  id: 'R27',
  name: 'info-fraction',
  compares: 'the information fraction of an analysis with its events and those planned',
  worst: 'fail',
  agree: 'information fractions are the events over the planned events',
  tolerance: 'half a unit of the last printed digit',
  references: ['LanDeMets1983'],
  examples: { clean: [example('84%')], firing: [example('80%')] },
  run: ({ trial }) =>
    (trial.calculations ?? []).flatMap((calculation, index) => ofCalculation(trial, calculation, index)),
}

function example(reached: string): string {
  return `${exampleEndpoint('arms: {}')}
calculations: [{ endpoint: os, events: 289, looks: [{ label: interim, reached: ${reached}, events: 242 }] }]`
}

function ofCalculation(trial: Trial, calculation: Calculation, index: number): readonly RuleFinding[] {
  const { events: planned, looks = [], endpoint } = calculation
  if (planned === undefined || planned.count <= 0) return []
  return looks.flatMap((look, rank): readonly RuleFinding[] => {
    const fraction = plannedShare(look.reached)
    const range = fraction && bounds(fraction)
    const path = ['calculations', index, 'looks', rank, 'reached']
    const reportsEndpoint = look.report === true && look.events === undefined
    const total = reportsEndpoint ? trial.endpoints[endpoint]?.events?.total.count : look.events?.count
    if (!range || look.reached === undefined || total === undefined) return []
    const eventsPath = reportsEndpoint
      ? ['endpoints', endpoint, 'events', 'total']
      : ['calculations', index, 'looks', rank, 'events']
    const figures = [path, eventsPath, ['calculations', index, 'events']].map((it) => figureId(trial, it))
    const share = total / planned.count
    const message = `${total} of ${planned.count} planned events; the information fraction is ${look.reached.printed}`
    if (share >= range.lower - 1e-12 && share <= range.upper + 1e-12) return [{ state: 'pass', figures, message, path }]
    const expected = `${(100 * share).toFixed(1)}%`
    const computation = `${total} divided by ${planned.count} is ${expected}.`
    const explanation =
      'The fraction counts other events (another assessor or data cut-off), or a number is a misprint.'
    const resolve = 'Which events the analysis plan counts.'
    return [
      {
        state: 'fail',
        figures,
        message,
        path,
        computation,
        explanation,
        resolve,
        expected,
        found: look.reached.printed,
      },
    ]
  })
}
