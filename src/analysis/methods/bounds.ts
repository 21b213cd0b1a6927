import { boundsRows } from '../bounds-rows.ts'
import { checkArms } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import type { Method } from '../method.ts'
import type { BoundsPlan } from '../plan.ts'

/** The range of a milestone difference over every assumption about those not infused. */
export function boundsMethod(scenario: BoundsPlan): Method {
  return {
    inMonths: (months) => ({ ...scenario, milestone: months(scenario.milestone) }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFlow(scenario, input, report)
    },
    run: ({ its, draws }) => boundsRows(its, scenario, draws.patients),
    references: ['HorowitzManski1995'],
    onCurves: false,
    borrows: [],
  }
}
