import { administrativeLaw, followUpOf } from '../../reconstruct/administrative-law.ts'
import { censoringRows } from '../censoring-rows.ts'
import { checkArms } from '../check-arms.ts'
import type { CheckInput, CheckReport, Method } from '../method.ts'
import type { InformativeCensoringPlan } from '../plan.ts'

/** Drop-out that tells of the prognosis: how much of it, and how strongly, until a conclusion falls. */
export function informativeCensoringMethod(scenario: InformativeCensoringPlan): Method {
  return {
    inMonths: (months) => {
      const dropOut = scenario['drop-out']
      const milestone = months(scenario.milestone)
      if (dropOut.from === 'the reconstruction') return { ...scenario, milestone }
      return { ...scenario, milestone, 'drop-out': { ...dropOut, before: months(dropOut.before) } }
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

/** Drop-out can only be told apart from the cut-off where the paper prints potential follow-up. */
function checkFollowUp(scenario: InformativeCensoringPlan, { evidence }: CheckInput, report: CheckReport): void {
  if (evidence === null) return
  for (const name of new Set([scenario.arm, scenario.control])) {
    const arm = evidence.arms.findIndex((it) => it.id === name)
    if (arm < 0 || administrativeLaw(followUpOf(evidence, arm), 1) !== null) continue
    report(
      ['method'],
      {
        rule: 'refused-scenario',
        message: `this scenario will be refused: ${evidence.trial} prints no potential follow-up with its median for ${name}, so that drop-out and the cut-off cannot be told apart`,
        mend: 'record the follow-up with its definition, or leave the scenario out',
      },
      'note',
    )
  }
}
