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
}

// Snapshots in the order of SETS, each read through when it was taken: kinds with their reasons, else the numbers that `brief` picks.
const EXPECTED: Readonly<Record<keyof typeof survival, readonly string[]>> = {
  aalenJohansen: [
    '[(); ()]',
    '[(0.5 0.5); (0 0.5)]',
    '[(0 0 0 0); (0 0 0 0)]',
    '[(1); (0)]',
    '[(0.5); (0.5)]',
    '[(0.25 0.5 0.5); (0.25 0.25 0.25)]',
  ],
  arm: ['()', '()', '(2 4)', '()', '(3 3)', '(0 2)'],
  bootstrap: [
    'not-estimable: the statistic does not exist for the patients',
    'value: 1',
    'value: 1',
    'value: 1',
    'value: 1',
    'value: 0.5',
  ],
  bootstrapHazardRatio: [
    'not-estimable: the statistic does not exist for the patients',
    'not-estimable: the statistic does not exist for the patients',
    'not-estimable: the statistic does not exist for the patients',
    'not-estimable: the statistic does not exist for the patients',
    'value: 0',
    'value: -0.6931',
  ],
  censoringReason: [
    'administrative 0, other 1',
    'administrative 0, other 1',
    'administrative 0, other 1',
    'administrative 0, other 1',
    'administrative 0, other 1',
    'administrative 0, other 1',
  ],
  conditionalSurvival: [
    'not-estimable: nobody is in follow-up after 1',
    'value: 0',
    'value: 1',
    'value: 0',
    'value: 1',
    'value: 1',
  ],
  cox: [
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'value: 0',
    'value: -0.6931',
  ],
  coxLikelihood: [
    'logLikelihood 0, score 0, information 0',
    'logLikelihood -0.6931, score 0, information 0',
    'logLikelihood 0, score 0, information 0',
    'logLikelihood 0, score 0, information 0',
    'logLikelihood -3.178, score 0, information 1',
    'logLikelihood -3.178, score -0.5, information 0.75',
  ],
  coxRegression: [
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: no event while those at risk differ in their covariates',
    'value: -3.178',
    'value: -3.008',
  ],
  flemingHarrington: ['()', '(0.6065 0.2231)', '(1 1 1 1)', '(0.3679)', '(0.1245)', '(0.558 0.3385 0.3385)'],
  flemingHarringtonTest: [
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'value: -1',
  ],
  kaplanMeier: [
    '[(); ()]',
    '[(0.5 0); (0.3536 0)]',
    '[(1 1 1 1); (0 0 0 0)]',
    '[(0); (0)]',
    '[(0); (0)]',
    '[(0.5 0.25 0.25); (0.25 0.2165 0.2165)]',
  ],
  logRank: [
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'value: -0.6547',
  ],
  maxCombo: [
    'not-estimable: a weighted test without variance',
    'not-estimable: a weighted test without variance',
    'not-estimable: a weighted test without variance',
    'not-estimable: a weighted test without variance',
    'not-estimable: a weighted test without variance',
    'value: [-0.6547; -0.3974; -1; -1]',
  ],
  milestone: ['not-estimable: no patients', 'value: 0.5', 'value: 1', 'value: 1', 'value: 1', 'value: 0.25'],
  milestoneDifference: [
    'not-estimable: no patients',
    'not-estimable: no patients',
    'value: 0',
    'not-estimable: no patients',
    'value: 0',
    'value: 0.5',
  ],
  milestoneTest: [
    'not-estimable: no patients',
    'not-estimable: no patients',
    'not-estimable: survival of 0 or 1 has no standard error on the scale log-log',
    'not-estimable: no patients',
    'not-estimable: survival of 0 or 1 has no standard error on the scale log-log',
    'not-estimable: survival of 0 or 1 has no standard error on the scale log-log',
  ],
  modestlyWeightedLogRank: [
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'value: -0.866',
  ],
  nelsonAalen: ['()', '(0.5 1.5)', '(0 0 0 0)', '(1)', '(1)', '(0.5 1 1)'],
  numberNeededToTreat: [
    'not-estimable: no patients',
    'not-estimable: no patients',
    'value: Infinity',
    'not-estimable: no patients',
    'value: Infinity',
    'value: 2',
  ],
  parametricFit: [
    '[not-estimable: no events; not-estimable: no events; not-estimable: no events; not-estimable: no events; not-estimable: no events; not-estimable: no events]',
    '[value: -2.811; value: -1.397; value: -1.412; value: -1.567; value: -1.402; not-estimable: the likelihood has no maximum]',
    '[not-estimable: no events; not-estimable: no events; not-estimable: no events; not-estimable: no events; not-estimable: no events; not-estimable: no events]',
    '[value: -1.693; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum]',
    '[value: -8.394; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum; not-estimable: the likelihood has no maximum]',
    '[not-estimable: events at time 0 have no exponential density; not-estimable: events at time 0 have no weibull density; not-estimable: events at time 0 have no log-normal density; not-estimable: events at time 0 have no log-logistic density; value: -1.394; not-estimable: events at time 0 have no generalised-gamma density]',
  ],
  patients: ['()', '(1 2)', '(1 2 3 4)', '(2)', '(3 3 3 3)', '(0 0 1 2)'],
  piecewiseExponential: [
    'not-estimable: no events from 0 to 1',
    'value: -2.693',
    'not-estimable: no events from 0 to 1',
    'not-estimable: no events from 0 to 1',
    'not-estimable: no events from 0 to 1',
    'not-estimable: no events after 1',
  ],
  piecewiseHazardRatio: [
    '[not-estimable: no event while both arms have patients at risk; not-estimable: no event while both arms have patients at risk]',
    '[not-estimable: no event while both arms have patients at risk; not-estimable: no event while both arms have patients at risk]',
    '[not-estimable: no event while both arms have patients at risk; not-estimable: no event while both arms have patients at risk]',
    '[not-estimable: no event while both arms have patients at risk; not-estimable: no event while both arms have patients at risk]',
    '[not-estimable: no event while both arms have patients at risk; value: 0]',
    '[value: -0.6931; not-estimable: no event while both arms have patients at risk]',
  ],
  piecewiseLogRank: [
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
    'not-estimable: no event while both arms have patients at risk',
  ],
  productLimit: ['()', '(0.5 0)', '(1 1 1 1)', '(0)', '(0)', '(0.5 0.25 0.25)'],
  reverseKaplanMeier: ['()', '(1 1)', '(0.75 0.5 0.25 0)', '(1)', '(1)', '(1 1 0)'],
  riskTable: [
    '[[0; 0]; [0; 0]]',
    '[[2; 2]; [0; 0]]',
    '[[2; 2]; [2; 2]]',
    '[[1; 1]; [0; 0]]',
    '[[2; 2]; [2; 2]]',
    '[[2; 1]; [2; 1]]',
  ],
  rmst: ['not-estimable: no patients', 'value: 1', 'value: 1', 'value: 1', 'value: 1', 'value: 0.5'],
  rmstDifference: [
    'not-estimable: no patients',
    'not-estimable: no patients',
    'value: 0',
    'not-estimable: no patients',
    'value: 0',
    'value: 0',
  ],
  rmstRatio: [
    'not-estimable: no patients',
    'not-estimable: no patients',
    'value: 1',
    'not-estimable: no patients',
    'value: 1',
    'value: 1',
  ],
  schoenfeldTest: [
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: no event while those at risk differ in their covariates',
    'not-estimable: event times do not vary on the scale km, or not finitely',
    'value: [chiSquared 0.75, degreesOfFreedom 1, pValue 0.3865]',
  ],
  selectRows: ['()', '(1)', '(1)', '(2)', '(3)', '(0)'],
  survivalAt: ['1', '0.5', '1', '1', '1', '0.25'],
  survivalQuantile: ['not-estimable: no patients', 'value: 1.5', 'not-reached', 'value: 2', 'value: 3', 'value: 0.5'],
  timeWindow: ['()', '(1 1)', '(1 1 1 1)', '(1)', '(1 1 1 1)', '(1 1)'],
}

const entries = Object.entries(everyEstimator)

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

describe('a million rows', () => {
  const million = (n: number) =>
    patients({
      arms: ['a', 'b'],
      time: Float64Array.from({ length: n }, (_, i) => (((i * 7919) % n) + 1) / 100),
      event: Uint8Array.from({ length: n }, (_, i) => (i % 3 > 0 ? 1 : 0)),
      assigned: Uint8Array.from({ length: n }, (_, i) => i % 2),
    })
  const [all, some] = [million(1_000_000), million(10_000)]
  // Several covariates, and a table of tails for every step: half a minute and more for a million, so less here.
  const slow = ['coxRegression', 'schoenfeldTest', 'parametricFit']
  test.each(entries)(
    '%s',
    (name, { run }) => {
      const answer = run(slow.includes(name) ? some : all)
      expect(answer).toBeDefined()
      if (typeof answer === 'object' && answer !== null && 'kind' in answer) expect(answer.kind).toBe('value')
      for (const column of Array.isArray(answer) ? answer : [answer])
        if (column instanceof Float64Array) expect(column.some(Number.isNaN)).toBe(false)
    },
    60_000,
  )
})
