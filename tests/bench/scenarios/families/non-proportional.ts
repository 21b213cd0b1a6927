import type { RandomNumbers } from '../../../../src/numeric/random-stream.ts'
import { followed, paperOf } from '../draw-arms.ts'
import type { DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { meanUpTo, type SimulatedPatient, survivalOf } from '../simulated-patients.ts'

const cut = 4
const late = 0.4
const rate = Math.LN2 / 8
const other = survivalOf(8)
const own = (time: number): number => Math.exp(-rate * (Math.min(time, cut) + late * Math.max(0, time - cut)))

const period = (words: string) => rowWith({ scenario: 'period', measure: 'hazard-ratio', variant: words })
const whole = { words: 'all events', row: period('all events') }

const targets: readonly Target[] = [
  {
    words: 'hazard ratio up to 4 months',
    truth: 1,
    scale: 'log',
    right: period('period 0 to 4 months'),
    wrong: whole,
  },
  {
    words: 'hazard ratio of events after 4 months',
    truth: late,
    scale: 'log',
    right: period('events after 4 months alone'),
    wrong: whole,
  },
  {
    words: 'effects over time: difference at 15 months',
    truth: own(15) - other(15),
    scale: 'plain',
    right: rowWith({ scenario: 'effects', measure: 'survival-difference', time: 15 }),
  },
  {
    words: 'effects over time: RMST difference to 18 months',
    truth: meanUpTo(own, 18, [cut]) - meanUpTo(other, 18),
    scale: 'plain',
    right: rowWith({ scenario: 'effects', measure: 'rmst-difference', time: 18 }),
  },
]

/** No effect at first, a strong one afterwards; nothing is printed before 6 months. */
export const nonProportional = lateEffect(
  'non-proportional',
  'Non-proportional hazards: 200 patients an arm, control exponential with a median of 8 months; hazard ratio 1 up to 4 months and 0.4 afterwards. Survival is printed at 6, 12 and 18 months, not at the cut.',
  [6, 12, 18],
  [
    'Below nominal: the ratios on the two sides of the cut. No figure tells how the events before 6 months lie about month 4, and the model shares them out smoothly, so that the early ratio comes out too small and the late one too large. The sampling interval is computed as if the rebuilt events had been observed and does not know; the spread knows in part. Rows and finding of `hazard ratio by period` say it of each cut without a printed landmark. Numbers that belong to whole curves (differences, restricted means) are right all the same.',
  ],
)

/** The same with survival printed at the cut. */
export const nonProportionalPrinted = lateEffect(
  'non-proportional-printed',
  'Non-proportional hazards, printed at the cut: the same with survival printed at 4, 8, 12 and 18 months.',
  [4, 8, 12, 18],
  ['One printed landmark at the cut is enough: the bias of both ratios is gone.'],
)

function lateEffect(id: string, words: string, landmarks: readonly number[], remarks: readonly string[]): Family {
  return { id, words, remarks, draw: (random) => drawn(random, landmarks) }
}

function drawn(random: RandomNumbers, landmarks: readonly number[]): DrawnTrial {
  const patient = (arm: number): SimulatedPatient => {
    const spent = random.exponential() / rate
    const event = arm === 0 || spent < cut ? spent : cut + (spent - cut) / late
    return { arm, event, ...followed(random) }
  }
  const arms = { arm: experimental, control }
  return {
    paper: { ...paperOf([0, 1].flatMap((arm) => Array.from({ length: 200 }, () => patient(arm)))), landmarks },
    measures: ['hazard ratio'],
    scenarios: [
      scenario('period', 'hazard ratio by period', ['supplementary', 'reconstructed', 'none'], {
        ...arms,
        cuts: [cut],
      }),
      scenario('effects', 'effects over time', ['supplementary', 'reconstructed', 'none'], {
        ...arms,
        times: [15, 18],
      }),
    ],
    targets,
  }
}
