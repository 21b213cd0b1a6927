import { describe, expect, test } from 'vitest'
import * as survival from '../../src/survival/index.ts'
import { patients } from '../../src/survival/index.ts'
import { brief, everyEstimator } from './every-estimator.ts'

const two = (time: readonly number[], event: readonly number[], assigned: readonly number[]) =>
  patients({ arms: ['a', 'b'], time, event, assigned })

const SETS = {
  'no patients': two([], [], []),
  'an empty arm': two([1, 2], [1, 1], [0, 0]),
  'no events': two([1, 2, 3, 4], [0, 0, 0, 0], [0, 1, 0, 1]),
  'one patient': two([2], [1], [0]),
  'all tied': two([3, 3, 3, 3], [1, 1, 1, 1], [0, 1, 0, 1]),
  'events at time 0': two([0, 0, 1, 2], [1, 1, 1, 0], [0, 1, 0, 1]),
  'one event': two([1, 2, 3, 4], [0, 1, 0, 0], [0, 1, 0, 1]),
}

const NO_ARM_ANSWERS = 'not-estimable: no patients'
const NO_VARIANCE = 'not-estimable: no event of weight above 0 that could have been in either arm'
const NO_CONTRAST = 'not-estimable: no event while both arms have patients at risk'
const ALIKE = 'not-estimable: no event while those at risk differ in their covariates'
const NO_STATISTIC = 'not-estimable: the statistic does not exist for the patients'
const NO_SCALE = 'not-estimable: survival of 0 or 1 has no standard error on the scale log-log'
const NO_MAXIMUM = 'not-estimable: the likelihood has no maximum'
const six = (reason: string) => `[${Array.from({ length: 6 }, () => reason).join('; ')}]`

/*
 * In the order of SETS, reasoned before they were run; numbers to four digits. With one patient, one arm or an empty arm there is nobody to
 * compare with; a curve and what is read from it exist as soon as there is a patient, whether or not there are events.
 */
const EXPECTED: Readonly<Record<keyof typeof survival, readonly string[]>> = {
  // Kinds of events a, b, a, b by row, S(t-) d/n: two patients 1/2 each; all tied, two of each kind of four; one event, of kind b, of three at risk.
  aalenJohansen: [
    '[(); ()]',
    '[(0.5 0.5); (0 0.5)]',
    '[(0 0 0 0); (0 0 0 0)]',
    '[(1); (0)]',
    '[(0.5); (0.5)]',
    '[(0.25 0.5 0.5); (0.25 0.25 0.25)]',
    '[(0 0 0 0); (0 0.3333 0.3333 0.3333)]',
  ],
  arm: ['()', '()', '(2 4)', '()', '(3 3)', '(0 2)', '(2 4)'],
  // Restricted mean to 1 of resampled patients: all reach 1, but where half have the event at 0.
  bootstrap: [NO_STATISTIC, 'value: 1', 'value: 1', 'value: 1', 'value: 1', 'value: 0.5', 'value: 1'],
  // A Cox fit: log 1 where all are tied; -log 2 (below); monotone, and so no number, with one event.
  bootstrapHazardRatio: [
    NO_STATISTIC,
    NO_STATISTIC,
    NO_STATISTIC,
    NO_STATISTIC,
    'value: 0',
    'value: -0.6931',
    NO_STATISTIC,
  ],
  censoringReason: Array.from({ length: 7 }, () => 'administrative 0, other 1'),
  // From 1 to 2: the one left at 1 has the event at 2; nobody does; the same; all live to 3; one censored at 2; one event of three.
  conditionalSurvival: [
    'not-estimable: nobody is in follow-up after 1',
    'value: 0',
    'value: 1',
    'value: 0',
    'value: 1',
    'value: 1',
    'value: 0.6667',
  ],
  // All tied: by symmetry 0. At time 0 one of each arm, at 1 one of arm a: (1 - p0) + (1 - p1) + ... gives a ratio of 1/2. One event: in arm b.
  cox: [
    NO_CONTRAST,
    NO_CONTRAST,
    NO_CONTRAST,
    NO_CONTRAST,
    'value: 0',
    'value: -0.6931',
    'monotone: no event in arm 0 while arm 1 is at risk',
  ],
  // -log of the numbers at risk: 2; 4 3 2 1 (Efron), score by symmetry 0, information 4 times 1/4; 4 3 2; 3, O - E = 1 - 2/3.
  coxLikelihood: [
    'logLikelihood 0, score 0, information 0',
    'logLikelihood -0.6931, score 0, information 0',
    'logLikelihood 0, score 0, information 0',
    'logLikelihood 0, score 0, information 0',
    'logLikelihood -3.178, score 0, information 1',
    'logLikelihood -3.178, score -0.5, information 0.75',
    'logLikelihood -1.099, score 0.3333, information 0.2222',
  ],
  // The same fits, shown by their likelihoods: log 1/24, and at a ratio of 1/2.
  coxRegression: [
    ALIKE,
    ALIKE,
    ALIKE,
    ALIKE,
    'value: -3.178',
    'value: -3.008',
    'monotone: the likelihood has no maximum in arm',
  ],
  // exp of -(1/2), -(1/2 + 1), -1, -(1/4 + 1/3 + 1/2 + 1), -(1/4 + 1/3) and 1/2 more, -1/3.
  flemingHarrington: [
    '()',
    '(0.6065 0.2231)',
    '(1 1 1 1)',
    '(0.3679)',
    '(0.1245)',
    '(0.558 0.3385 0.3385)',
    '(1 0.7165 0.7165 0.7165)',
  ],
  // (0, 1) weighs an event by 1 - S(t-), which at the first event time is 0: only the event at 1, in arm a of two, has a weight.
  flemingHarringtonTest: [NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, 'value: -1', NO_VARIANCE],
  // Greenwood: S times the root of the sum of d / (n (n - d)); 0 where S is 0.
  kaplanMeier: [
    '[(); ()]',
    '[(0.5 0); (0.3536 0)]',
    '[(1 1 1 1); (0 0 0 0)]',
    '[(0); (0)]',
    '[(0); (0)]',
    '[(0.5 0.25 0.25); (0.25 0.2165 0.2165)]',
    '[(1 0.6667 0.6667 0.6667); (0 0.2722 0.2722 0.2722)]',
  ],
  // All tied: everybody has the event, so nothing else could have been. At time 0: O - E = 1 - (1 + 1/2), V = 1/3 + 1/4. One event: (1/3) / root of 2/9.
  logRank: [NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, 'value: -0.6547', 'value: 0.7071'],
  // One of the four tests is (0, 1).
  maxCombo: [
    ...Array.from({ length: 5 }, () => 'not-estimable: a weighted test without variance'),
    'value: [-0.6547; -0.3974; -1; -1]',
    'not-estimable: a weighted test without variance',
  ],
  milestone: [NO_ARM_ANSWERS, 'value: 0.5', 'value: 1', 'value: 1', 'value: 1', 'value: 0.25', 'value: 1'],
  // At 1 in arm a nobody is left of two, in arm b one.
  milestoneDifference: [
    NO_ARM_ANSWERS,
    NO_ARM_ANSWERS,
    'value: 0',
    NO_ARM_ANSWERS,
    'value: 0',
    'value: 0.5',
    'value: 0',
  ],
  milestoneTest: [NO_ARM_ANSWERS, NO_ARM_ANSWERS, NO_SCALE, NO_ARM_ANSWERS, NO_SCALE, NO_SCALE, NO_SCALE],
  // Weights from 1 / S(0) up to 1 / S(1) = 4, so 1 and 2: -1/2 2 over the root of 1/3 + 4/4.
  modestlyWeightedLogRank: [
    NO_VARIANCE,
    NO_VARIANCE,
    NO_VARIANCE,
    NO_VARIANCE,
    NO_VARIANCE,
    'value: -0.866',
    'value: 0.7071',
  ],
  nelsonAalen: ['()', '(0.5 1.5)', '(0 0 0 0)', '(1)', '(1)', '(0.5 1 1)', '(0 0.3333 0.3333 0.3333)'],
  // 1 / difference.
  numberNeededToTreat: [
    NO_ARM_ANSWERS,
    NO_ARM_ANSWERS,
    'value: Infinity',
    NO_ARM_ANSWERS,
    'value: Infinity',
    'value: 2',
    'value: Infinity',
  ],
  // Exponential: d log(d / person-time) - d. One time for all events: every law but the exponential can pile up there without end. One event
  // among the censored is no pile: a Weibull of infinite shape would put it before 3 and 4 who live on.
  parametricFit: [
    six('not-estimable: no events'),
    `[value: -2.811; value: -1.397; value: -1.412; value: -1.567; value: -1.402; ${NO_MAXIMUM}]`,
    six('not-estimable: no events'),
    `[value: -1.693; ${NO_MAXIMUM}; ${NO_MAXIMUM}; ${NO_MAXIMUM}; ${NO_MAXIMUM}; ${NO_MAXIMUM}]`,
    `[value: -8.394; ${NO_MAXIMUM}; ${NO_MAXIMUM}; ${NO_MAXIMUM}; ${NO_MAXIMUM}; ${NO_MAXIMUM}]`,
    '[value: -3; not-estimable: events at time 0 have no weibull density; not-estimable: events at time 0 have no log-normal density; not-estimable: events at time 0 have no log-logistic density; value: -1.394; not-estimable: events at time 0 have no generalised-gamma density]',
    `[value: -3.303; value: -3.013; value: -2.837; value: -2.939; value: -3.194; ${NO_MAXIMUM}]`,
  ],
  patients: ['()', '(1 2)', '(1 2 3 4)', '(2)', '(3 3 3 3)', '(0 0 1 2)', '(1 2 3 4)'],
  // Periods (0, 1] and after: events 1 and 1 in person-times 2 and 1. A period without events has no log hazard.
  piecewiseExponential: [
    'not-estimable: no events from 0 to 1',
    'value: -2.693',
    'not-estimable: no events from 0 to 1',
    'not-estimable: no events from 0 to 1',
    'not-estimable: no events from 0 to 1',
    'not-estimable: no events after 1',
    'not-estimable: no events from 0 to 1',
  ],
  // Cut at 1.5.
  piecewiseHazardRatio: [
    `[${NO_CONTRAST}; ${NO_CONTRAST}]`,
    `[${NO_CONTRAST}; ${NO_CONTRAST}]`,
    `[${NO_CONTRAST}; ${NO_CONTRAST}]`,
    `[${NO_CONTRAST}; ${NO_CONTRAST}]`,
    `[${NO_CONTRAST}; value: 0]`,
    `[value: -0.6931; ${NO_CONTRAST}]`,
    `[${NO_CONTRAST}; monotone: no event in arm 0 while arm 1 is at risk]`,
  ],
  // Events after 1 only.
  piecewiseLogRank: [NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, NO_VARIANCE, 'value: 0.7071'],
  productLimit: ['()', '(0.5 0)', '(1 1 1 1)', '(0)', '(0)', '(0.5 0.25 0.25)', '(1 0.6667 0.6667 0.6667)'],
  // Censorings as events, those tied with an event after it.
  reverseKaplanMeier: ['()', '(1 1)', '(0.75 0.5 0.25 0)', '(1)', '(1)', '(1 1 0)', '(0.75 0.75 0.375 0)'],
  // At 0 and at 1, arm a and arm b.
  riskTable: [
    '[[0; 0]; [0; 0]]',
    '[[2; 2]; [0; 0]]',
    '[[2; 2]; [2; 2]]',
    '[[1; 1]; [0; 0]]',
    '[[2; 2]; [2; 2]]',
    '[[2; 1]; [2; 1]]',
    '[[2; 2]; [2; 2]]',
  ],
  // To 1, before which only events at 0 count.
  rmst: [NO_ARM_ANSWERS, 'value: 1', 'value: 1', 'value: 1', 'value: 1', 'value: 0.5', 'value: 1'],
  rmstDifference: [NO_ARM_ANSWERS, NO_ARM_ANSWERS, 'value: 0', NO_ARM_ANSWERS, 'value: 0', 'value: 0', 'value: 0'],
  rmstRatio: [NO_ARM_ANSWERS, NO_ARM_ANSWERS, 'value: 1', NO_ARM_ANSWERS, 'value: 1', 'value: 1', 'value: 1'],
  schoenfeldTest: [
    ALIKE,
    ALIKE,
    ALIKE,
    ALIKE,
    'not-estimable: the event times do not vary on the scale km',
    'value: [chiSquared 0.75, degreesOfFreedom 1, pValue 0.3865]',
    'monotone: the likelihood has no maximum in arm',
  ],
  selectRows: ['()', '(1)', '(1)', '(2)', '(3)', '(0)', '(1)'],
  survivalAt: ['1', '0.5', '1', '1', '1', '0.25', '1'],
  // The curve of two is at 1/2 from 1 to 2, and of four from 0 to 1: the middle.
  survivalQuantile: [NO_ARM_ANSWERS, 'value: 1.5', 'not-reached', 'value: 2', 'value: 3', 'value: 0.5', 'not-reached'],
  timeWindow: ['()', '(1 1)', '(1 1 1 1)', '(1)', '(1 1 1 1)', '(1 1)', '(1 1 1 1)'],
}

const entries = Object.entries(everyEstimator)
const CONTRASTS = [
  'bootstrapHazardRatio',
  'cox',
  'coxLikelihood',
  'flemingHarringtonTest',
  'logRank',
  'maxCombo',
  'milestoneDifference',
  'milestoneTest',
  'modestlyWeightedLogRank',
  'numberNeededToTreat',
  'piecewiseHazardRatio',
  'piecewiseLogRank',
  'rmstDifference',
  'rmstRatio',
]

test('every export has an entry here', () => {
  expect(Object.keys(everyEstimator).sort()).toEqual(Object.keys(survival).sort())
})

describe.each(Object.entries(SETS))('%s', (name, set) => {
  test.each(Object.entries(EXPECTED))('%s', (estimator, answers) => {
    const entry = entries.find(([key]) => key === estimator)?.[1]
    expect(brief(entry?.run(set))).toBe(answers[Object.keys(SETS).indexOf(name)])
  })
})

describe('a time that is negative, infinite or not a number', () => {
  const four = two([1, 2, 3, 4], [1, 1, 1, 0], [0, 1, 0, 1])
  test.each(entries)('%s', (_, { withTime, allows = [] }) => {
    for (const t of [-1, Infinity, NaN])
      if (allows.includes(t)) expect(() => withTime(four, t)).not.toThrow()
      else expect(() => withTime(four, t)).toThrow(RangeError)
  })
})

describe('one arm only', () => {
  const one = patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 1] })
  const contrasts = entries.filter(([name]) => CONTRASTS.includes(name))
  // Who compares has to have two arms: asking it of one is a mistake of the caller.
  test.each(contrasts)('%s is refused', (_, { run }) => {
    expect(() => run(one)).toThrow(/exactly two arms are required, got \[all\]/)
  })
  test.each(entries.filter(([name]) => !CONTRASTS.includes(name) && name !== 'arm'))('%s answers', (name, { run }) => {
    // A covariate that is the same for all is no covariate.
    expect(brief(run(one)).startsWith('not-estimable')).toBe(['coxRegression', 'schoenfeldTest'].includes(name))
  })
})
