import { assumedInMonths } from '../assumed-follow-up.ts'
import { checkArms } from '../check-arms.ts'
import { checkFollowUp } from '../check-follow-up.ts'
import { dropOutAssumedRows } from '../drop-out-assumed-rows.ts'
import type { Method } from '../method.ts'
import type { DropOutAssumedPlan } from '../plan.ts'

/** What named assumptions about drop-outs give, by the expected-value curve and by multiple imputation, and the range over every fate of all censored. */
export function dropOutAssumedMethod(scenario: DropOutAssumedPlan): Method {
  const dropOut = scenario['drop-out']
  return {
    inMonths: (months) => ({
      ...scenario,
      milestone: months(scenario.milestone),
      ...(scenario.rmst === undefined ? {} : { rmst: months(scenario.rmst) }),
      ...assumedInMonths(scenario['potential follow-up'], months),
      'drop-out': dropOut.from === 'the reconstruction' ? dropOut : { ...dropOut, before: months(dropOut.before) },
    }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFollowUp(scenario, input, report)
    },
    run: ({ its, draws }) => dropOutAssumedRows(its, scenario, draws.patients),
    references: ['Jackson2014', 'Lipkovich2016', 'Rubin1987', 'TaylorMurrayHsu2002', 'HorowitzManski1995'],
    onCurves: false,
    borrows: [],
  }
}
