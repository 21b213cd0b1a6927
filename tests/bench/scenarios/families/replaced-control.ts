import { drawArms } from '../draw-arms.ts'
import type { DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { meanUpTo, survivalOf } from '../simulated-patients.ts'

const medians = { control: 8, experimental: 14, elsewhere: 11 }

const targets: readonly Target[] = [
  {
    words: 'control arm of another trial: hazard ratio',
    truth: medians.elsewhere / medians.experimental,
    scale: 'log',
    right: rowWith({ scenario: 'replaced', measure: 'hazard-ratio' }),
    wrong: { words: 'own control arm', row: rowWith({ scenario: 'as-published', measure: 'hazard-ratio' }) },
  },
  {
    words: 'control arm of another trial: RMST difference to 18 months',
    truth: meanUpTo(survivalOf(medians.experimental), 18) - meanUpTo(survivalOf(medians.elsewhere), 18),
    scale: 'plain',
    right: rowWith({ scenario: 'replaced', measure: 'rmst-difference' }),
    wrong: { words: 'own control arm', row: rowWith({ scenario: 'as-published', measure: 'rmst-difference' }) },
  },
]

/** Two trials whose patients are alike: what the scenario assumes. */
export const replacedControl: Family = {
  id: 'replaced-control',
  words:
    'Control arm replaced: medians of 8 and 14 months, 200 patients an arm; in the other trial, whose patients are alike, the control arm has a better treatment, median 11, and 150 patients.',
  remarks: ['Patients of the two trials were drawn alike. That is the assumption, and no print can show it.'],
  draw: (random): DrawnTrial => ({
    paper: drawArms(random, [
      { size: 200, median: medians.control },
      { size: 200, median: medians.experimental },
    ]),
    elsewhere: drawArms(random, [
      { size: 150, median: medians.elsewhere },
      { size: 150, median: 13 },
    ]),
    measures: ['hazard ratio', 'rmst difference 18'],
    scenarios: [
      scenario('replaced', 'control arm replaced', ['sensitivity', 'reconstructed', 'assumption'], {
        arm: experimental,
        borrow: { record: 'elsewhere', endpoint: 'endpoint', arm: control },
        measures: ['hazard ratio', 'rmst difference 18'],
      }),
    ],
    targets,
  }),
}
