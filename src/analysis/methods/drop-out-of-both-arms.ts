import { assumedInMonths } from '../assumed-follow-up.ts'
import { bothArmsRows } from '../both-arms-rows.ts'
import { checkArms } from '../check-arms.ts'
import { checkFollowUp } from '../check-follow-up.ts'
import type { Method } from '../method.ts'
import type { DropOutOfBothArmsPlan } from '../plan.ts'

/** Drop-out that tells of the prognosis in both arms, each with a delta of its own: the frontier at which a conclusion falls. */
export function dropOutOfBothArmsMethod(scenario: DropOutOfBothArmsPlan): Method {
  return {
    inMonths: (months) => {
      const dropOut = scenario['drop-out']
      const times = assumedInMonths(scenario['potential follow-up'], months)
      if (dropOut.from === 'the reconstruction') return { ...scenario, ...times }
      return { ...scenario, ...times, 'drop-out': { ...dropOut, before: months(dropOut.before) } }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFollowUp(scenario, input, report)
    },
    run: ({ its, draws }) => bothArmsRows(its, scenario, draws.patients),
    references: ['Jackson2014', 'Lipkovich2016', 'TaylorMurrayHsu2002', 'Rubin1987'],
    onCurves: false,
    borrows: [],
  }
}
