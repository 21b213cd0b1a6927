import type { DrawnTrial, Family, Target } from '../family.ts'
import { usualPaper } from '../draw-arms.ts'
import { experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import {
  cutOffBetween,
  lifetime,
  meanUpTo,
  observed,
  type SimulatedPatient,
  survivalOf,
} from '../simulated-patients.ts'

const enrolled = 140
const share = 0.85
const [minimum, median, maximum] = [0.8, 1.4, 3]
const [infused, others] = [survivalOf(9, 1.1), survivalOf(3)]
const response = 0.7

/** Survival of all enrolled, from enrolment: nobody is infused who has had the event, and nobody who is infused had it before. */
function wholeArm(time: number): number {
  const pieces = 2000
  let own = 0
  for (let k = 0; k < pieces; k++) own += infused(time - lagAt((k + 0.5) / pieces)) / pieces
  return share * own + (1 - share) * others(time)
}

const lagAt = (u: number): number =>
  u < 0.5 ? minimum + 2 * u * (median - minimum) : median + (2 * u - 1) * (maximum - median)

function medianOf(survival: (time: number) => number): number {
  let [low, high] = [0, 100]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (survival(middle) > 0.5) low = middle
    else high = middle
  }
  return low
}

/** A single arm reported on the clock and in the population of the infused; asked for is everybody who was enrolled. */
export const singleArm: Family = {
  id: 'single-arm',
  words: `Single arm on the infused clock: ${enrolled} enrolled, each infused with probability ${share} after ${minimum} to ${maximum} months (median ${median}), then Weibull times from infusion with a median of 9 months (shape 1.1) and response with probability ${response}; the others exponential from enrolment, median 3, without response. Printed of the infused alone.`,
  remarks: [
    'Below nominal: the restricted mean. Its sampling interval takes the share of the infused as known, while among 140 enrolled it varies by 3 points from trial to trial, which costs 2 to 3 points of coverage even with the true patients (the limits of milestones and of the median, mixed from pointwise limits, are wider). The rest is the reconstruction: before the first landmark at 6 months and beyond 12 nothing is printed of a single arm, and the model, learnt from pairs of arms, sets its restricted mean a little too high. The spread knows: together they hold.',
  ],
  draw: (random): DrawnTrial => {
    const all: SimulatedPatient[] = []
    let responders = 0
    for (let k = 0; k < enrolled; k++) {
      if (random.uniform() >= share) continue
      const cutOff = cutOffBetween(random, 9, 24)
      all.push({ arm: 0, event: lifetime(random, 9, 1.1), cutOff, dropOut: random.exponential() / 0.005 })
      responders += random.uniform() < response ? 1 : 0
    }
    const of = all.length
    const stages = { arm: experimental, infused: { stage: 'infused', of: 'enrolled' } }
    return {
      paper: {
        ...usualPaper,
        clock: 'infusion',
        population: 'infused',
        landmarks: [6, 12],
        patients: observed([experimental], all),
        potential: all.map((it) => it.cutOff),
        flow: { [experimental]: [{ enrolled }, { infused: of }] },
        response: { arm: experimental, responders, of },
      },
      measures: ['events', 'median', 'milestone 9', 'rmst 12'],
      scenarios: [
        scenario('itt', 'itt from infused', ['sensitivity', 'reconstructed', 'assumption'], {
          ...stages,
          clock: 'enrolment',
          lags: [
            { id: 'true', label: 'true lag', minimum, median, maximum },
            { id: 'none', label: 'no lag', months: 0 },
          ],
          'not infused': [
            { id: 'true', label: 'true', survival: 'exponential', median: 3 },
            { id: 'as-infused', label: 'as infused', survival: 'as the infused' },
          ],
          measures: ['median', 'milestone 9', 'rmst 12'],
        }),
        scenario('response', 'response by denominator', ['supplementary', 'counts', 'assumption'], {
          ...stages,
          figure: `response.${experimental}.overall-response`,
          responders: [0],
        }),
      ],
      targets,
    }
  },
}

const itt = (measure: string, words: string, truth: number): readonly Target[] => [
  {
    words: `ITT from infused: ${words}`,
    truth,
    scale: 'plain',
    right: rowWith({ scenario: 'itt', measure, origin: 'scenario', variant: 'true; true lag' }),
    wrong: {
      words: 'as the infused, no lag',
      row: rowWith({ scenario: 'itt', measure, origin: 'scenario', variant: 'as infused; no lag' }),
    },
  },
]

const targets: readonly Target[] = [
  ...itt('survival', 'survival at 9 months', wholeArm(9)),
  ...itt('median', 'median', medianOf(wholeArm)),
  ...itt('rmst', 'RMST to 12 months', meanUpTo(wholeArm, 12, [minimum, median, maximum])),
  {
    words: 'response of all enrolled (Clopper-Pearson)',
    truth: share * response,
    scale: 'plain',
    right: rowWith({ scenario: 'response', measure: 'proportion', method: 'clopper-pearson', value: 0 }),
    wrong: {
      words: 'of the infused',
      row: rowWith({ scenario: 'response', measure: 'proportion', method: 'clopper-pearson', value: null }),
    },
  },
]
