import { usualPaper } from '../draw-arms.ts'
import type { DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { cutOffBetween, lifetime, observed, type SimulatedPatient, survivalOf } from '../simulated-patients.ts'

const delta = 3
/** Per month, of the experimental arm. */
const hazard = Math.LN2 / 14
const dropOut = { control: 0.01, experimental: 0.03 }
const milestone = 15

/** Of everybody, drop-outs included, whose hazard is then delta times what it was: hazard h, drop-out g. */
function survivalOfAll(time: number): number {
  const leave = hazard + dropOut.experimental
  const after = delta * hazard
  return (
    Math.exp(-leave * time) +
    (dropOut.experimental / (leave - after)) * (Math.exp(-after * time) - Math.exp(-leave * time))
  )
}

const variant = (value: number) =>
  rowWith({ scenario: 'delta', measure: 'survival-difference', parameter: 'delta', value })

const targets: readonly Target[] = [
  {
    words: 'delta of 3: difference at 15 months',
    truth: survivalOfAll(milestone) - survivalOf(8)(milestone),
    scale: 'plain',
    right: variant(delta),
    wrong: { words: 'censoring at random', row: variant(1) },
  },
]

/** Drop-outs of one arm do worse afterwards, three times the hazard; potential follow-up is printed. */
export const dropOutFamily: Family = {
  id: 'drop-out',
  words:
    'Informative censoring: 200 patients an arm, exponential with medians of 8 (control) and 14 months, drop-out 1% and 3% a month; in the experimental arm the hazard after drop-out is three times what it was. The paper prints potential follow-up.',
  remarks: [
    'Printed potential follow-up tells drop-out from the cut-off well enough: with the right delta the truth is found, though which censorings were drop-out is simulated. What delta is, no print tells.',
  ],
  draws: 39,
  draw: (random): DrawnTrial => {
    const patient = (arm: number): SimulatedPatient => ({
      arm,
      event: lifetime(random, arm === 0 ? 8 : 14),
      cutOff: cutOffBetween(random, 10, 30),
      dropOut: random.exponential() / (arm === 0 ? dropOut.control : dropOut.experimental),
    })
    const all = [0, 1].flatMap((arm) => Array.from({ length: 200 }, () => patient(arm)))
    return {
      paper: {
        ...usualPaper,
        patients: observed([control, experimental], all),
        potential: all.map((it) => it.cutOff),
        followUp: 'potential',
      },
      measures: ['events'],
      scenarios: [
        scenario('delta', 'informative censoring', ['sensitivity', 'simulated', 'assumption'], {
          arm: experimental,
          control,
          'drop-out': { from: 'the reconstruction' },
          milestone,
          delta: { to: delta, points: 2 },
        }),
      ],
      targets,
    }
  },
}
