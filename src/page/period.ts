import { trimmed } from '../result/format.ts'
import type { LiveEndpoint, PeriodExperiment } from '../result/experiment.ts'
import { hazardRatioByPeriod } from '../scenario/hazard-ratio-by-period.ts'
import { arm as armOnly } from '../survival/arm.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { numberOf } from './control.ts'
import { beyond, timeControl } from './effects.ts'
import { armOf, patientsOf } from './live-arms.ts'
import { type LiveExperiment, shownEstimate, stepLine } from './outcome.ts'

/** One hazard ratio before and one after a time that the reader chooses. */
export function period(endpoint: LiveEndpoint, experiment: PeriodExperiment): LiveExperiment {
  const [control, arm] = [armOf(endpoint, experiment.control), armOf(endpoint, experiment.arm)]
  const pair = patientsOf([control, arm])
  const lines = [arm, control].map((it) =>
    stepLine(it.id, 'rebuilt', kaplanMeier(armOnly(pair, it.id)), endpoint.horizon),
  )
  return {
    controls: () => [timeControl(endpoint, experiment.cut, 'Cut at')],
    outcome: (settings) => {
      const cut = numberOf(settings, 'time')
      const parts = hazardRatioByPeriod(pair, [cut])
      const name = {
        'all events': 'All events',
        'events after': `Events after ${trimmed(cut)} months`,
        period: `Events up to ${trimmed(cut)} months`,
      }
      return {
        lines,
        cursor: cut,
        columns: ['Hazard ratio', 'Estimate (95% CI)', 'Events'],
        rows: parts.map((it) => [name[it.kind], shownEstimate('hazard-ratio', it.estimate), String(it.nEvent)]),
        said: [
          'Randomisation supports the ratio over all events. Each ratio after a cut compares those who are left, and nothing identifies an effect there.',
          ...beyond([arm, control], cut),
        ],
      }
    },
  }
}
