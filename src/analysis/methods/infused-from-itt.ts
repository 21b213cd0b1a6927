import { checkArms } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import { type CurvePair, infusedRows } from '../infused-rows.ts'
import type { Method, MethodInput } from '../method.ts'
import type { InfusedFromIttPlan } from '../plan.ts'
import { lawInMonths } from './law-in-months.ts'

/** The inverse mixture: the infused of an arm, for each assumption about the others. */
export function infusedFromIttMethod(scenario: InfusedFromIttPlan): Method {
  return {
    inMonths: (months) => {
      const first = scenario['first infusion']
      const converted = { ...scenario, 'not infused': scenario['not infused'].map((it) => lawInMonths(it, months)) }
      return first === undefined ? converted : { ...converted, 'first infusion': months(first) }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkFlow(scenario, input, report)
    },
    run: (input) => infusedRows(input.its, scenario, pairsOf(scenario, input)),
    references: [],
    onCurves: true,
    borrows: [],
  }
}

function pairsOf({ arm, control }: InfusedFromIttPlan, { its, draws }: MethodInput): readonly CurvePair[] {
  const ids = its.reconstruction.arms.map((it) => it.arm)
  return draws.curves.flatMap((curves): CurvePair[] => {
    const [own, other] = [curves[ids.indexOf(arm)], curves[ids.indexOf(control)]]
    return own === undefined || other === undefined ? [] : [{ arm: own, control: other }]
  })
}
