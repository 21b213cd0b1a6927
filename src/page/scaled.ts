import { trimmed } from '../result/format.ts'
import type { LiveEndpoint, ScaledExperiment } from '../result/experiment.ts'
import { controlDrift } from '../scenario/control-drift.ts'
import { scaleHazard } from '../scenario/scale-hazard.ts'
import { arm as armOnly } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { numberOf } from './control.ts'
import { beyond, timeControl } from './effects.ts'
import { armOf, patientsOf } from './live-arms.ts'
import { type LiveExperiment, shownEstimate, stepLine } from './outcome.ts'

/** The hazard of the control arm multiplied at all times. */
export function scaled(endpoint: LiveEndpoint, experiment: ScaledExperiment): LiveExperiment {
  const [control, arm] = [armOf(endpoint, experiment.control), armOf(endpoint, experiment.arm)]
  const pair = patientsOf([control, arm])
  const km = kaplanMeier(armOnly(pair, control.id))
  const line = (id: string, curve: ReturnType<typeof kaplanMeier>, series: 'rebuilt' | 'assumed') =>
    stepLine(id, series, curve, endpoint.horizon)
  return {
    controls: () => [
      {
        kind: 'range',
        id: 'multiplier',
        label: `Hazard of ${control.label}, as a multiple of the rebuilt one`,
        min: 0.2,
        max: 5,
        step: 0,
        scale: 'log',
        value: 1,
        unit: 'times',
      },
      timeControl(endpoint, experiment.time, 'Compare at'),
    ],
    outcome: (settings) => {
      const [multiplier, time] = [numberOf(settings, 'multiplier'), numberOf(settings, 'time')]
      const [as, given] = [controlDrift(pair, 1), controlDrift(pair, multiplier)]
      const at = `at ${trimmed(time)} months`
      const row = (label: string, measure: string, of: (it: typeof as) => Parameters<typeof shownEstimate>[1]) => [
        label,
        shownEstimate(measure, of(as)),
        shownEstimate(measure, of(given)),
      ]
      return {
        lines: [
          line(arm.id, kaplanMeier(armOnly(pair, arm.id)), 'rebuilt'),
          line(control.id, km, 'rebuilt'),
          line(control.id, scaleHazard(km, multiplier), 'assumed'),
        ],
        cursor: time,
        columns: ['Measure (95% CI)', 'As rebuilt', 'Under this assumption'],
        rows: [
          row('Hazard ratio', 'hazard-ratio', (it) => it.hazardRatio()),
          row(`Survival of ${control.label} ${at}`, 'survival', (it) => it.controlSurvival(time)),
          row(`Median of ${control.label}, months`, 'median', (it) => it.controlMedian()),
          row(`Difference in survival ${at}, percentage points`, 'survival-difference', (it) =>
            it.survivalDifference(time),
          ),
          row(`Difference in restricted mean to ${trimmed(time)} months, months`, 'rmst-difference', (it) =>
            it.rmstDifference(time),
          ),
        ],
        said: ['The multiplier is taken as known and the same at all times.', ...beyond([arm, control], time)],
      }
    },
  }
}
