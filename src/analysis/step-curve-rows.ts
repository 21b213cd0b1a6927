import type { ScenarioCurveRow } from '../result/frames.ts'
import type { KaplanMeier } from '../survival/kaplan-meier.ts'
import type { Case } from './case.ts'
import type { PlanScenario } from './plan.ts'

/** A Kaplan-Meier curve under a scenario as rows, from 1 at time 0: always a proper curve. */
export function stepCurveRows(
  { reconstruction: { evidence } }: Case,
  scenario: PlanScenario,
  { variant, arm }: { readonly variant: string; readonly arm: string },
  { time, survival }: Pick<KaplanMeier, 'time' | 'survival'>,
): readonly ScenarioCurveRow[] {
  const row = (months: number, at: number): ScenarioCurveRow => ({
    trial: evidence.trial,
    endpoint: evidence.endpoint,
    scenario: scenario.id,
    variant,
    arm,
    parameter: '',
    value: null,
    time: months,
    survival: at,
    repaired: at,
    feasible: true,
  })
  return [
    ...(time[0] === 0 ? [] : [row(0, 1)]),
    ...Array.from(time, (months, i) => row(months, survival[i] ?? Number.NaN)),
  ]
}
