import { asPublishedRows } from '../as-published-rows.ts'
import type { CheckInput, CheckReport, Method } from '../method.ts'
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

/** Randomisation identifies a comparison, so there must be one, and it must have been randomised. */
function checkIdentification(
  identification: AsPublishedPlan['identification'],
  { trial: { id, design }, arms }: CheckInput,
  report: CheckReport,
): void {
  const unrandomised = design?.allocation?.words === 'none'
  if (identification === 'none' || (arms.length > 1 && !unrandomised)) return
  const why = arms.length > 1 ? 'its record says "allocation: none"' : 'this endpoint has one arm'
  report(['identification'], {
    rule: 'not-randomised',
    message: `randomisation identifies nothing in ${id}: ${why}`,
    expected: 'none',
    found: '"randomised"',
    mend: 'write "identification: none"',
  })
}
