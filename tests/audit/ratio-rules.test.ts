import { describe, expect, test } from 'vitest'
import { findings } from './findings.ts'

type Changes = readonly (readonly [string, string])[]

const ratio = '0.49 (97.5% CI 0.31 to 0.78)'
const p = 'p: { printed: <0.001, test: log-rank, stratified: true }'

function state(rule: string, changes: Changes): string | undefined {
  return findings(rule, changes)[0]?.state
}

describe('R08 log-symmetric', () => {
  test.each([
    [ratio, 'pass'],
    // sqrt(0.305 * 0.775) = 0.486 and sqrt(0.315 * 0.785) = 0.497: 0.50 is 0.495 to 0.505, 0.51 begins 0.016 above on the log scale.
    ['0.50 (97.5% CI 0.31 to 0.78)', 'pass'],
    ['0.51 (97.5% CI 0.31 to 0.78)', 'note'],
    ['0.55 (97.5% CI 0.31 to 0.78)', 'fail'],
    ['0.40 (97.5% CI 0.31 to 0.78)', 'fail'],
    ['0.05 (0.00 to 0.78)', 'uninformative'],
    ['0.49', 'not-applicable'],
  ])('%s: %s', (printed, expected) => {
    expect(state('R08', [[ratio, printed]])).toBe(expected)
  })

  test('not for intervals that need not be symmetric', () => {
    const wide: Changes = [
      [`${ratio}, model: Cox`, '0.55 (97.5% CI 0.31 to 0.78), model: Cox with profile likelihood interval'],
    ]
    expect(state('R08', wide)).toBe('not-applicable')
  })

  test('further contrasts and those of tables too', () => {
    const further: Changes = [
      [
        '    at: page 5',
        '    further contrasts: [{ label: sensitivity, hazard ratio: 0.55 (0.31 to 0.78) }, { label: other, hazard ratio: { printed: 0.55 (0.31 to 0.78), model: Cox with bootstrap interval } }]\n    at: page 5',
      ],
      ['cells: [71, 21]', 'cells: [71, 21], contrast: { hazard ratio: 0.55 (0.31 to 0.78) }'],
    ]
    expect(findings('R08', further).map((it) => [it.state, it.figures[0]])).toEqual([
      ['pass', 'pfs.new-vs-old.hazard-ratio'],
      ['fail', 'pfs.new-vs-old.hazard-ratio#2'],
      ['not-applicable', 'pfs.new-vs-old.hazard-ratio#3'],
      ['fail', 'response.new-vs-old.response-hazard-ratio'],
    ])
  })

  // Rodriguez-Otero 2023; San-Miguel 2023; the update of the latter.
  test.each(['0.49 (0.38 to 0.65)', '0.26 (0.18 to 0.38)', '0·29 (0·22–0·39)', '0.55 (0.39–0.79)'])(
    '%s as published',
    (printed) => {
      expect(state('R08', [[ratio, printed]])).toBe('pass')
    },
  )
})

describe('R10 p-ci-decision', () => {
  test('significant by p, and the interval contains 1: a note, as the tests differ', () => {
    expect(state('R10', [])).toBe('pass')
    expect(state('R10', [[ratio, '0.80 (0.60 to 1.07)']])).toBe('note')
  })

  test('the same the other way round', () => {
    expect(state('R10', [['<0.001', '0.21']])).toBe('note')
  })

  test('a Wald test of the same model must agree', () => {
    const wald = 'p: { printed: <0.001, test: Wald, stratified: true, sides: 2 }'
    const model: readonly [string, string] = [
      `${ratio}, model: Cox`,
      '0.80 (0.60 to 1.07), model: Cox, stratified: true, adjusted: false',
    ]
    expect(state('R10', [model, [p, wald]])).toBe('fail')
    expect(state('R10', [model, [p, wald.replace(', sides: 2', '')]])).toBe('note')
    const open: readonly [string, string] = [model[0], model[1].replace(', adjusted: false', '')]
    expect(state('R10', [open, [p, wald]])).toBe('note')
    const denied: readonly [string, string] = [model[0], model[1].replace('stratified: true', 'stratified: false')]
    expect(state('R10', [denied, [p, wald.replace('stratified: true', 'stratified: false')]])).toBe('fail')
  })

  test('alpha is that of the interval, and a one-sided p-value is doubled', () => {
    expect(state('R10', [['<0.001', '0.031']])).toBe('note')
    expect(
      state('R10', [
        ['<0.001', '0.031'],
        ['97.5% CI', '95% CI'],
      ]),
    ).toBe('pass')
    expect(state('R10', [[p, p.replace('<0.001', '0.02').replace(' }', ', sides: 1 }')]])).toBe('note')
    expect(state('R10', [['<0.001', '0.02']])).toBe('pass')
  })

  test('rounding that leaves the decision open cannot tell', () => {
    expect(
      state('R10', [
        ['<0.001', '0.05'],
        ['97.5% CI', '95% CI'],
      ]),
    ).toBe('uninformative')
    expect(state('R10', [[ratio, '0.75 (0.56 to 1.00)']])).toBe('uninformative')
  })
})

describe('R11 rrr', () => {
  test('51% and 0.49', () => {
    expect(state('R11', [])).toBe('pass')
    expect(findings('R11', [['printed: 51%', 'printed: 57%']])[0]).toMatchObject({
      state: 'fail',
      expected: '50.5% to 51.5%',
      found: '57%',
      path: ['claims', 0, 'printed'],
    })
  })

  test('neighbours do not pass by touching, coarser words do by rounding', () => {
    expect(state('R11', [['printed: 51%', 'printed: 50%']])).toBe('fail')
    expect(state('R11', [['printed: 51%', 'printed: 50.6%']])).toBe('pass')
  })

  test('nothing to rest on', () => {
    expect(state('R11', [['rests on: [pfs.new-vs-old.hazard-ratio]', 'rests on: [os.new-vs-old.hazard-ratio]']])).toBe(
      'not-applicable',
    )
  })
})

describe('R12 se-events-arms', () => {
  // sqrt(1/60 + 1/40) = 0.2041; log(0.785 / 0.305) / (2 x 2.2414) = 0.2109.
  test('an interval narrower than the events allow', () => {
    expect(state('R12', [])).toBe('pass')
    expect(findings('R12', [[ratio, '0.49 (0.36 to 0.67)']])[0]).toMatchObject({
      state: 'fail',
      expected: 'at least 0.204',
      figures: [
        'pfs.new-vs-old.hazard-ratio',
        'pfs.new-vs-old.hazard-ratio-lower',
        'pfs.new-vs-old.hazard-ratio-upper',
        'pfs.new.events',
        'pfs.old.events',
      ],
    })
  })

  test('the level of the interval counts: the same limits at 95% are wide enough', () => {
    expect(findings('R12', [['97.5% CI', '95% CI']])[0]).toMatchObject({
      state: 'note',
      message: 'the interval gives a standard error of 0.230 to 0.241; 60 and 40 events give at least 0.204',
    })
  })

  test('not for weights or windows, nor without events per arm', () => {
    expect(state('R12', [['model: Cox', 'weighted: true']])).toBe('not-applicable')
    expect(state('R12', [['model: Cox', 'events after: 8 weeks']])).toBe('not-applicable')
    expect(state('R12', [['        events: 40\n', '']])).toBe('not-applicable')
    expect(state('R12', [[ratio, '0.05 (0.00 to 0.78)']])).toBe('uninformative')
  })
})

describe('R43 ratio-direction', () => {
  // 13.3 against 4.4 months and 73% against 40% at 6 months: all in favour of the new drug.
  test('agrees in the clean trial', () => {
    expect(findings('R43').map(({ state, message }) => [state, message])).toEqual([
      [
        'pass',
        'the hazard ratio of New against Old is 0.49 (0.31 to 0.78); medians and survival are in favour of New too',
      ],
    ])
  })

  // 1 / 2.04 = 0.490, 1 / 3.23 = 0.310, 1 / 1.28 = 0.781; 4.4 / 13.3 = 0.331 lies between.
  test('a ratio on the wrong side of everything else is the other one, turned round', () => {
    expect(findings('R43', [[ratio, '2.04 (1.28 to 3.23)']])).toMatchObject([
      {
        state: 'note',
        message:
          'ratio and curves point in opposite directions: the hazard ratio of New against Old is 2.04 (1.28 to 3.23), while every median and survival percentage of both arms is in favour of New; perhaps it is that of Old against New: turned round, 0.49 (0.31 to 0.78), it agrees',
        figures: [
          'pfs.new-vs-old.hazard-ratio',
          'pfs.new-vs-old.hazard-ratio-lower',
          'pfs.new-vs-old.hazard-ratio-upper',
          'pfs.new.median',
          'pfs.old.median',
          'pfs.new.survival@6',
          'pfs.old.survival@6',
        ],
      },
    ])
  })

  test('turned round it would not agree either: nothing is suggested', () => {
    const found = findings('R43', [[ratio, '1.05 (1.02 to 1.08)']])[0]
    expect(found?.state).toBe('note')
    expect(found?.message).toMatch(/is in favour of New$/u)
  })

  test('not where the interval holds 1, nor where figures differ or rounding leaves them open', () => {
    expect(state('R43', [[ratio, '1.40 (0.90 to 2.18)']])).toBe('uninformative')
    const other = [ratio, '2.04 (1.28 to 3.23)'] as const
    expect(state('R43', [other, ['6: 73%', '6: 35%']])).toBe('uninformative')
    expect(state('R43', [other, ['6: 73%', '6: 40%']])).toBe('uninformative')
    expect(state('R43', [other, ['model: Cox', 'events after: 8 weeks']])).toBe('not-applicable')
  })

  test('a median that is not reached is later than any', () => {
    expect(
      state('R43', [
        [ratio, '2.04 (1.28 to 3.23)'],
        ['13.3 (11.8 to 16.1)', 'NR'],
      ]),
    ).toBe('note')
  })
})
