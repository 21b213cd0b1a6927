import { drawArms } from '../draw-arms.ts'
import type { DrawnTrial, Family, Target } from '../family.ts'
import { control, experimental } from '../paper.ts'
import { scenario } from '../plan-of.ts'
import { rowWith } from '../rows.ts'
import { meanUpTo, survivalOf } from '../simulated-patients.ts'

const medians = { control: 8, experimental: 14 }
const [own, other] = [survivalOf(medians.experimental), survivalOf(medians.control)]
const multiplier = 0.7
const scaled = survivalOf(medians.control / multiplier)
/** Survival as a trial sees it that looks every so many months: events wait for the next visit. */
const seen = (survival: (time: number) => number, every: number) => (time: number) =>
  survival(every * Math.floor(time / every + 1e-9))
const [visitsOwn, visitsOther] = [seen(own, 3), seen(other, 1)]
const months = Array.from({ length: 18 }, (_, k) => k + 1)

const variant = 'each arm at its own visits'
const drift = 'control-arm-scaled'
const schedule = 'assessment-schedule'

const targets: readonly Target[] = [
  {
    words: 'as published: hazard ratio',
    truth: medians.control / medians.experimental,
    scale: 'log',
    right: rowWith({ scenario: 'as-published', measure: 'hazard-ratio' }),
  },
  {
    words: 'as published: difference at 15 months',
    truth: own(15) - other(15),
    scale: 'plain',
    right: rowWith({ scenario: 'as-published', measure: 'survival-difference' }),
  },
  {
    words: 'as published: RMST difference to 18 months',
    truth: meanUpTo(own, 18) - meanUpTo(other, 18),
    scale: 'plain',
    right: rowWith({ scenario: 'as-published', measure: 'rmst-difference' }),
  },
  {
    words: 'control arm scaled by 0.7: hazard ratio',
    truth: medians.control / medians.experimental / multiplier,
    scale: 'log',
    right: rowWith({ scenario: drift, measure: 'hazard-ratio', value: multiplier }),
    wrong: { words: 'not scaled', row: rowWith({ scenario: drift, measure: 'hazard-ratio', value: 1 }) },
  },
  {
    words: 'control arm scaled by 0.7: RMST difference to 18 months',
    truth: meanUpTo(own, 18) - meanUpTo(scaled, 18),
    scale: 'plain',
    right: rowWith({ scenario: drift, measure: 'rmst-difference', value: multiplier }),
    wrong: { words: 'not scaled', row: rowWith({ scenario: drift, measure: 'rmst-difference', value: 1 }) },
  },
  {
    words: 'visits every 3 months against monthly: RMST difference to 18 months',
    truth: meanUpTo(visitsOwn, 18, months) - meanUpTo(visitsOther, 18, months),
    scale: 'plain',
    right: rowWith({ scenario: schedule, measure: 'rmst-difference', variant }),
    wrong: {
      words: 'no visits',
      row: rowWith({ scenario: schedule, measure: 'rmst-difference', variant: 'as rebuilt' }),
    },
  },
  {
    words: 'visits every 3 months against monthly: difference at 14 months',
    truth: visitsOwn(14) - visitsOther(14),
    scale: 'plain',
    right: rowWith({ scenario: schedule, measure: 'survival-difference', variant }),
    wrong: {
      words: 'no visits',
      row: rowWith({ scenario: schedule, measure: 'survival-difference', variant: 'as rebuilt' }),
    },
  },
]

/** Proportional hazards: the reference, the control arm with another hazard, and visits. */
export const proportional: Family = {
  id: 'proportional',
  words:
    'Proportional hazards: 200 patients an arm, exponential with medians of 8 (control) and 14 months, events seen when they happen; drop-out 0.5% a month, cut-off at 10 to 30 months.',
  remarks: [
    'What the paper prints nails these numbers down: the reconstruction adds almost nothing to the sampling error, and its spread is rather too wide than too narrow. A ratio over a multiplier is as good as the ratio.',
    'The scenario of visits moves every rebuilt event to the next visit, also where follow-up would have ended before it, since rebuilt patients do not carry when; of the true patients that is known. That is the bias of its restricted mean, small beside the sampling error.',
  ],
  draw: (random): DrawnTrial => {
    const paper = drawArms(random, [
      { size: 200, median: medians.control },
      { size: 200, median: medians.experimental },
    ])
    const arms = { arm: experimental, control }
    return {
      paper,
      measures: ['hazard ratio', 'milestone difference 15', 'rmst difference 18'],
      scenarios: [
        scenario(drift, 'control arm scaled', ['sensitivity', 'reconstructed', 'assumption'], {
          ...arms,
          multipliers: [1, multiplier],
          measures: ['hazard ratio', 'rmst difference 18'],
        }),
        scenario(schedule, 'assessment schedule', ['sensitivity', 'reconstructed', 'assumption'], {
          ...arms,
          visits: { arm: { first: 3, every: 3 }, control: { first: 1, every: 1 } },
          measures: ['milestone difference 14', 'rmst difference 18'],
        }),
      ],
      targets,
    }
  },
}
