import { asPublishedRows } from '../as-published-rows.ts'
import { checkIdentification } from '../check-identification.ts'
import type { Method } from '../method.ts'
import type { AsPublishedPlan } from '../plan.ts'

/** The reference: the identity on the rebuilt patients. */
export function asPublishedMethod(scenario: AsPublishedPlan): Method {
  return {
    inMonths: () => scenario,
    check: (input, report) => {
      checkIdentification(scenario.identification, input, report)
    },
    run: ({ its, draws }) => asPublishedRows(its, scenario, draws.patients),
    references: [],
    onCurves: false,
    borrows: [],
  }
}
