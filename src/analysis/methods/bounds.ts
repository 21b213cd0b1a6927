import { boundsRows } from '../bounds-rows.ts'
import { checkArms } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import type { Method } from '../method.ts'
import type { BoundsPlan } from '../plan.ts'

/** The range of a difference in survival or in restricted means over every assumption about those not infused, and the point under three. */
export function boundsMethod(scenario: BoundsPlan): Method {
  const { milestone, rmst, target } = scenario
  return {
    inMonths: (months) => ({
      ...scenario,
      ...(milestone === undefined ? {} : { milestone: months(milestone) }),
      ...(rmst === undefined ? {} : { rmst: months(rmst) }),
      // With both the target is 0, in whatever unit.
      target: milestone === undefined ? Math.sign(target) * months(Math.abs(target)) : target,
    }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFlow(scenario, input, report)
    },
    run: ({ its, draws }) => boundsRows(its, scenario, draws.patients),
    references: ['HorowitzManski1995', 'AngristImbensRubin1996'],
    onCurves: false,
    borrows: [],
  }
}
