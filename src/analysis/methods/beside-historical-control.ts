import { checkName } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import { historicalRows } from '../historical-rows.ts'
import type { Method } from '../method.ts'
import type { BesideHistoricalControlPlan } from '../plan.ts'

/** An arm and one of another trial side by side, each on its own clock. A hazard ratio between them is refused. */
export function besideHistoricalControlMethod(scenario: BesideHistoricalControlPlan): Method {
  const { record, endpoint } = scenario.borrow
  const earlier = scenario['earlier clock']
  return {
    inMonths: (months) =>
      earlier === undefined ? scenario : { ...scenario, 'earlier clock': { ...earlier, lag: months(earlier.lag) } },
    check: (input, report) => {
      const { trial, endpoint: own, arms } = input
      checkName('arm', scenario.arm, arms, `the endpoint ${own} of ${trial.id}`, ['arm'], report)
      if (earlier !== undefined)
        checkFlow({ arm: scenario.arm, infused: earlier.infused }, input, (at, words, severity) => {
          report(['earlier clock', ...at], words, severity)
        })
    },
    run: ({ its, draws, other }) => historicalRows(its, scenario, other(record, endpoint), draws.patients),
    references: ['Pocock1976', 'Suissa2008'],
    onCurves: false,
    borrows: [{ record, endpoint }],
  }
}
