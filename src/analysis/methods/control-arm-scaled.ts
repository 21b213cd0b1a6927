import { checkArms } from '../check-arms.ts'
import { driftRows } from '../drift-rows.ts'
import type { Method } from '../method.ts'
import { parseMeasure } from '../plan-measure.ts'
import type { ControlArmScaledPlan } from '../plan.ts'

/** What if the control arm had had another hazard: every measure for each multiplier, and the one that tips. */
export function controlArmScaledMethod(scenario: ControlArmScaledPlan): Method {
  return {
    inMonths: (months) => {
      const { tip } = scenario
      if (tip === undefined) return scenario
      const { kind, time } = parseMeasure(tip.measure)
      const measure = time === null ? kind : `${kind} ${months(time)}`
      // Times may lie on either side of 0.
      const target = kind === 'rmst difference' ? Math.sign(tip.target) * months(Math.abs(tip.target)) : tip.target
      return { ...scenario, tip: { ...tip, measure, target } }
    },
    check: (input, report) => {
      checkArms(scenario, input, report)
    },
    run: ({ its, draws }) => driftRows(its, scenario, draws.patients),
    references: ['Cox1972', 'Greenwood1926'],
    onCurves: false,
    borrows: [],
  }
}
