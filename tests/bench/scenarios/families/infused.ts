import { betaQuantile } from '../../../../src/statistics/distribution-quantiles.ts'
import { followed, paperOf } from '../draw-arms.ts'
import type { DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { lifetime, meanUpTo, type SimulatedPatient, survivalOf } from '../simulated-patients.ts'

const share = 0.8
const sizes = { control: 150, experimental: 250 }
const [infused, other] = [survivalOf(18, 1.2), survivalOf(8)]
const milestone = 15
const [a, b] = [3, 7]

/** An arm of whom one in five is never infused. How those fare is another number in each trial, drawn from the prior that the bias analysis has. */
export const infusedFamily: Family = {
  id: 'infused',
  words: `Never infused: 250 patients against 150; each of the 250 is infused with probability ${share}, and has then Weibull times with a median of 18 months (shape 1.2), otherwise exponential times whose 15-month survival is drawn anew in each trial from a beta law (${a}, ${b}); control exponential, median 8.`,
  remarks: [
    'The interval of the bounds holds every assumption, so it holds the truth more often than 95%. The prior of the bias analysis is the law from which the trials were drawn, which no real analysis can know. The share of the infused is taken as known; here its error adds little.',
  ],
  draw: (random): DrawnTrial => {
    const survivalOfOthers = betaQuantile(random.uniform(), a, b)
    const median = (-Math.LN2 * milestone) / Math.log(survivalOfOthers)
    let count = 0
    const patient = (arm: number): SimulatedPatient => {
      const isInfused = arm === 1 && random.uniform() < share
      count += isInfused ? 1 : 0
      const event = arm === 0 ? lifetime(random, 8) : isInfused ? lifetime(random, 18, 1.2) : lifetime(random, median)
      return { arm, event, ...followed(random) }
    }
    const all = [
      ...Array.from({ length: sizes.control }, () => patient(0)),
      ...Array.from({ length: sizes.experimental }, () => patient(1)),
    ]
    const flow = { [experimental]: [{ randomised: sizes.experimental }, { infused: count }] }
    const arms = { arm: experimental, control, infused: { stage: 'infused', of: 'randomised' } }
    return {
      paper: { ...paperOf(all), flow },
      measures: ['events'],
      scenarios: [
        scenario('infused', 'infused from itt', ['supplementary', 'reconstructed', 'assumption'], {
          ...arms,
          'not infused': [
            { id: 'true', label: 'true', survival: 'exponential', median },
            { id: 'as-arm', label: 'as the arm', survival: 'as the whole arm' },
          ],
          measures: [`milestone difference ${milestone}`, 'rmst difference 18'],
        }),
        scenario('bounds', 'bounds over the not infused', ['supplementary', 'reconstructed', 'bounded'], {
          ...arms,
          milestone,
          target: 0,
          against: ['control arm'],
        }),
        bias('bias', arms, { prior: 'beta', a, b }),
        bias('bias-wrong', arms, { prior: 'beta', a: b, b: a }),
      ],
      targets,
    }
  },
}

function bias(id: string, arms: Readonly<Record<string, unknown>>, prior: unknown): unknown {
  return scenario(id, 'probabilistic bias', ['supplementary', 'simulated', 'assumption'], {
    ...arms,
    milestone,
    priors: { 'survival of those not infused': prior },
    simulations: 2000,
  })
}

const difference = infused(milestone) - other(milestone)
const variant = 'priors and random error'

const targets: readonly Target[] = [
  {
    words: 'infused from ITT: difference at 15 months',
    truth: difference,
    scale: 'plain',
    right: rowWith({ scenario: 'infused', measure: 'survival-difference', variant: 'true' }),
    wrong: {
      words: 'others as the whole arm',
      row: rowWith({ scenario: 'infused', measure: 'survival-difference', variant: 'as the arm' }),
    },
  },
  {
    words: 'infused from ITT: RMST difference to 18 months',
    truth: meanUpTo(infused, 18) - meanUpTo(other, 18),
    scale: 'plain',
    right: rowWith({ scenario: 'infused', measure: 'rmst-difference', variant: 'true' }),
    wrong: {
      words: 'others as the whole arm',
      row: rowWith({ scenario: 'infused', measure: 'rmst-difference', variant: 'as the arm' }),
    },
  },
  {
    words: 'bounds over the not infused: difference at 15 months',
    truth: difference,
    scale: 'plain',
    right: rowWith({ scenario: 'bounds', measure: 'survival-difference', method: 'bounds with sampling error' }),
  },
  {
    words: 'probabilistic bias: difference at 15 months',
    truth: difference,
    scale: 'plain',
    right: rowWith({ scenario: 'bias', measure: 'survival-difference', variant }),
    wrong: {
      words: 'beta law (7, 3)',
      row: rowWith({ scenario: 'bias-wrong', measure: 'survival-difference', variant }),
    },
  },
]
