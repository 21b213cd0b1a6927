import { significant, trimmed } from '../result/format.ts'
import type { EffectsExperiment, LiveArm, LiveEndpoint } from '../result/experiment.ts'
import { arm as armOnly } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { milestone, milestoneDifference } from '../survival/milestone.ts'
import { numberNeededToTreat } from '../survival/number-needed-to-treat.ts'
import { rmstDifference } from '../survival/rmst-contrast.ts'
import { numberOf } from './control.ts'
import { armOf, patientsOf } from './live-arms.ts'
import { type LiveExperiment, shownEstimate, stepLine } from './outcome.ts'

/** The arms at a time that the reader chooses. */
export function effects(endpoint: LiveEndpoint, experiment: EffectsExperiment): LiveExperiment {
  const [control, arm] = [armOf(endpoint, experiment.control), armOf(endpoint, experiment.arm)]
  const pair = patientsOf([control, arm])
  const lines = [arm, control].map((it) =>
    stepLine(it.id, 'rebuilt', kaplanMeier(armOnly(pair, it.id)), endpoint.horizon),
  )
  return {
    controls: () => [timeControl(endpoint, experiment.time, 'Compare at')],
    outcome: (settings) => {
      const time = numberOf(settings, 'time')
      const own = (id: string): string => shownEstimate('survival', milestone(armOnly(pair, id), time))
      return {
        lines,
        cursor: time,
        columns: ['Measure', `At ${trimmed(time)} months (95% CI)`],
        rows: [
          [`Survival, ${arm.label}`, own(arm.id)],
          [`Survival, ${control.label}`, own(control.id)],
          [
            'Difference in survival, percentage points',
            shownEstimate('survival-difference', milestoneDifference(pair, time)),
          ],
          [`Number needed to treat, at ${trimmed(time)} months`, numberNeeded(numberNeededToTreat(pair, time))],
          [
            'Difference in restricted mean to then, months',
            shownEstimate('rmst-difference', rmstDifference(pair, time)),
          ],
        ],
        said: beyond([arm, control], time),
      }
    },
  }
}

/** A control for a time on the curves. */
export const timeControl = (endpoint: LiveEndpoint, value: number, label: string) =>
  ({
    kind: 'range',
    id: 'time',
    label,
    min: 0.5,
    max: Math.max(1, Math.floor(2 * endpoint.horizon) / 2),
    step: 0.5,
    scale: 'linear',
    value,
    unit: 'months',
  }) as const

/** Said of a time that no printed figure of an arm reaches: what needs the curve of that arm there is extrapolated, as in the report. */
export function beyond(arms: readonly LiveArm[], time: number): readonly string[] {
  const open = arms
    .filter((it) => it.lastEvidence < time)
    .map(({ label, lastEvidence }) =>
      lastEvidence === 0 ? `${label} at any time` : `${label} after ${trimmed(lastEvidence, 1)} months`,
    )
  if (open.length === 0) return []
  return [
    `No printed figure pins the curve of ${open.join(', nor that of ')}: what needs it at ${trimmed(time)} months is the model’s alone.`,
  ]
}

function numberNeeded(it: ReturnType<typeof numberNeededToTreat>): string {
  if (it.kind !== 'value') return 'not estimable'
  const number = (n: number): string => (n === Infinity ? 'infinity' : significant(n, 3))
  const stretches = it.interval.map(({ direction, from, to }) => `${direction} ${number(from)} to ${number(to)}`)
  const value = it.direction === 'none' ? 'none' : `${number(it.value)} (${it.direction})`
  return stretches.length === 0 ? value : `${value}; 95% CI ${stretches.join(', ')}`
}
