import { checkName } from '../check-arms.ts'
import { checkAscending } from '../check-ascending.ts'
import { checkFlow } from '../check-flow.ts'
import { checkWholeArm } from '../check-whole-arm.ts'
import { illnessDeathRows } from '../illness-death-rows.ts'
import type { Method } from '../method.ts'
import type { IllnessDeathPlan } from '../plan.ts'

/** Who waits, who is infused and who has had the event by each time, in a model with constant hazards; and what guarantee time does by itself. */
export function illnessDeathMethod(scenario: IllnessDeathPlan): Method {
  const after = scenario['after infusion']
  return {
    inMonths: (months) => ({
      ...scenario,
      'median lag': months(scenario['median lag']),
      'after infusion': 'median' in after ? { median: months(after.median) } : { through: months(after.through) },
      times: scenario.times.map(months),
    }),
    check: (input, report) => {
      checkName('arm', scenario.arm, input.arms, `the endpoint ${input.endpoint} of ${input.trial.id}`, ['arm'], report)
      checkFlow(scenario, input, report)
      checkAscending('times', scenario.times, report)
      checkWholeArm('who is infused is followed from before the infusion', input, report)
    },
    run: ({ its, draws }) => illnessDeathRows(its, scenario, draws.curves),
    references: ['Suissa2008'],
    onCurves: true,
    borrows: [],
  }
}
