import { assumedInMonths } from '../assumed-follow-up.ts'
import { censoringRows } from '../censoring-rows.ts'
import { checkArms } from '../check-arms.ts'
import { checkFollowUp } from '../check-follow-up.ts'
import type { Method } from '../method.ts'
import type { InformativeCensoringPlan } from '../plan.ts'

/** Drop-out that tells of the prognosis: how much of it, and how strongly, until a conclusion falls. */
export function informativeCensoringMethod(scenario: InformativeCensoringPlan): Method {
  return {
    inMonths: (months) => {
      const dropOut = scenario['drop-out']
      const times = {
        milestone: months(scenario.milestone),
        ...assumedInMonths(scenario['potential follow-up'], months),
      }
      if (dropOut.from === 'the reconstruction') return { ...scenario, ...times }
      return { ...scenario, ...times, 'drop-out': { ...dropOut, before: months(dropOut.before) } }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFollowUp(scenario, input, report)
    },
    run: ({ its, draws }) => censoringRows(its, scenario, draws.patients),
    references: ['Jackson2014', 'Lipkovich2016', 'Jaeckel1972'],
    onCurves: false,
    borrows: [],
  }
}
