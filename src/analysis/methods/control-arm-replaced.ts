import { checkName } from '../check-arms.ts'
import type { Method } from '../method.ts'
import type { ControlArmReplacedPlan } from '../plan.ts'
import { replacedRows } from '../replaced-rows.ts'

/** What if the control arm had been that of another trial. */
export function controlArmReplacedMethod(scenario: ControlArmReplacedPlan): Method {
  const { record, endpoint } = scenario.borrow
  return {
    inMonths: (months) => (scenario.lag === undefined ? scenario : { ...scenario, lag: months(scenario.lag) }),
    check: ({ trial, endpoint: own, arms }, report) => {
      checkName('arm', scenario.arm, arms, `the endpoint ${own} of ${trial.id}`, ['arm'], report)
      if (arms.length > 1) return
      report(['method'], {
        rule: 'no-control-to-replace',
        message: `${trial.id} has one arm, and a single arm cannot be compared with a borrowed one as if it had been randomised`,
        expected: 'a record with a control arm',
        mend: 'write "method: beside a historical control"',
      })
    },
    run: ({ its, draws, other }) => replacedRows(its, scenario, other(record, endpoint), draws.patients),
    references: ['Pocock1976'],
    onCurves: false,
    borrows: [{ record, endpoint }],
  }
}
