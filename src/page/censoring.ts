import { randomStream } from '../numeric/random-stream.ts'
import { levelText, trimmed } from '../result/format.ts'
import type { CensoringExperiment, LiveEndpoint } from '../result/experiment.ts'
import { assumeDropOut } from '../scenario/assume-drop-out.ts'
import { modelsFor } from '../scenario/censoring-tipping.ts'
import { expectedKaplanMeier } from '../scenario/expected-kaplan-meier.ts'
import { differenceUnderCensoring, milestoneUnderCensoring } from '../scenario/milestone-under-censoring.ts'
import { isDropOut } from '../scenario/arm-rows.ts'
import { type Control, numberOf } from './control.ts'
import { beyond } from './effects.ts'
import { armOf, curveOf, patientsOf } from './live-arms.ts'
import { type LiveExperiment, shownEstimate, stepLine } from './outcome.ts'

/** Patients who dropped out early did worse than those who stayed. One set of times of potential follow-up; the report takes the median of several. */
export function censoring(endpoint: LiveEndpoint, experiment: CensoringExperiment): LiveExperiment {
  const { milestone, before, level } = experiment
  const [control, arm] = [armOf(endpoint, experiment.control), armOf(endpoint, experiment.arm)]
  const pair = patientsOf([control, arm])
  const laws = [control, arm].map((it) => it.administrative)
  return {
    controls: () => controls(experiment, control.label, arm.label),
    outcome: (settings) => {
      const [share, delta] = [numberOf(settings, 'share'), numberOf(settings, 'delta')]
      const direction = settings['other'] === 'opposite' ? 'opposite' : 'arm-1'
      const random = randomStream(endpoint.seed, `${endpoint.trial}/${endpoint.endpoint}/live`)(0)
      const shares = [direction === 'opposite' ? share : 0, share]
      const assumed = laws.reduce(
        (patients, law, index) =>
          law === null
            ? patients
            : assumeDropOut(
                patients,
                index,
                { share: shares[index] ?? 0, before, administrative: curveOf(law) },
                random,
              ),
        pair,
      )
      const dropOuts = [0, 1].map(
        (index) =>
          [...assumed.time.keys()].filter((row) => assumed.assigned[row] === index && isDropOut(assumed, row)).length,
      )
      const models = [modelsFor(direction, 1), modelsFor(direction, delta)] as const
      const row = (
        label: string,
        measure: string,
        of: (it: (typeof models)[number]) => Parameters<typeof shownEstimate>[1],
      ) => [label, ...models.map((it) => shownEstimate(measure, of(it)))]
      const own = (index: 0 | 1) => (it: (typeof models)[number]) =>
        milestoneUnderCensoring(assumed, index, it[index], milestone, level)
      return {
        lines: [1, 0].flatMap((index) => {
          const at = index === 0 ? 0 : 1
          const id = at === 0 ? control.id : arm.id
          const curve = (set: (typeof models)[number]) => expectedKaplanMeier(assumed, at, set[at])
          const last = Math.max(...(at === 0 ? control : arm).time)
          const rebuilt = stepLine(id, 'rebuilt', curve(models[0]), endpoint.horizon, last)
          return (dropOuts[at] ?? 0) > 0
            ? [rebuilt, stepLine(id, 'assumed', curve(models[1]), endpoint.horizon, last)]
            : [rebuilt]
        }),
        cursor: milestone,
        columns: [`Measure (${levelText(level)} CI)`, 'Censoring at random', 'Under this assumption'],
        rows: [
          row(`Survival of ${arm.label} at ${trimmed(milestone)} months`, 'survival', own(1)),
          row(`Survival of ${control.label} at ${trimmed(milestone)} months`, 'survival', own(0)),
          row('Difference in survival, percentage points', 'survival-difference', (it) =>
            differenceUnderCensoring(assumed, it, milestone, level),
          ),
        ],
        said: [
          `${dropOuts[1] ?? 0} patients of ${arm.label} and ${dropOuts[0] ?? 0} of ${control.label} count as drop-outs: which censorings were is assumed, no paper says it of each.`,
          'Delta is taken as known; censoring by the cut-off is never touched.',
          ...beyond([arm, control], milestone),
        ],
      }
    },
  }
}

function controls({ before, share, other }: CensoringExperiment, control: string, arm: string): readonly Control[] {
  return [
    {
      kind: 'range',
      id: 'share',
      label: `Censorings before ${trimmed(before)} months that were drop-out`,
      min: 0,
      max: 1,
      step: 0.05,
      scale: 'linear',
      value: share,
      unit: 'percent',
    },
    {
      kind: 'range',
      id: 'delta',
      label: `Their hazard in ${arm}, as a multiple of that of those who stayed`,
      min: 0.1,
      max: 1000,
      step: 0,
      scale: 'log',
      value: 1,
      unit: 'times',
    },
    {
      kind: 'choice',
      id: 'other',
      label: `Drop-out in ${control}`,
      options: [
        { value: 'at random', label: 'none, all censoring by the cut-off' },
        { value: 'opposite', label: 'the same share, with the hazard divided instead' },
      ],
      value: other,
    },
  ]
}
