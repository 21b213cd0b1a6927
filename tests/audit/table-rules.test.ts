import { describe, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { readTrial } from '../evidence/read-trial.ts'
import { findings, short } from './findings.ts'

/** By hand, on the tables of the made-up trial. */
describe('R01 pct-count', () => {
  test('a percentage that is not its count', () => {
    expect(findings('R01', [['5 (10)', '5 (11)']])).toContainEqual(
      expect.objectContaining({
        state: 'fail',
        figures: ['response.old.complete'],
        message: '5 of 50 is 10.00%, printed as 11',
        path: ['tables', 'response', 'rows', 'Complete', 'cells', 1],
      }),
    )
  })

  test.each([
    ['7/40 (18)', 'pass'], // 17.5%, which rounds either way
    ['7/40 (17)', 'pass'],
    ['7/40 (17.5%)', 'pass'],
    ['7/40 (17.4)', 'fail'],
    ['0/40 (<1)', 'pass'],
    ['1/100 (<1)', 'fail'],
    ['1/101 (<1)', 'pass'],
    ['7/40 (18; 8 to 33)', 'pass'],
    ['0', 'not compared'],
    ['1/8 (12.4)', 'fail'],
    ['1/8 (12)', 'pass'],
    ['1/8 (13)', 'pass'],
  ])('%s: %s', (printed, expected) => {
    // Relapse stands within Complete: without that, any denominator will do.
    const found = short('R01', [['7/40 (18)', `"${printed}"`]]).find((it) => it.endsWith('response.new.relapse'))
    expect(found?.split(' ')[0] ?? 'not compared').toBe(expected)
  })

  test('percentages on lines of their own, in the flow and beside events', () => {
    expect(short('R01', [['71 (62-80)', '72 (62-80)']])).toContain('fail response.new.response')
    expect(short('R01')).toContain('pass flow.new.treated')
    expect(short('R01', [['percent: 90%', 'percent: 91%']])).toContain('fail flow.new.treated')
    expect(short('R01', [['events: 40', 'events: { count: 40, percent: 80% }']])).toContain('pass pfs.old.events')
    expect(short('R01', [['{ total: 100 }', '{ total: { count: 100, percent: 66% } }']])).toContain(
      'fail pfs.all.events',
    )
  })
})

describe('R20 partition-sum', () => {
  test('a table whose parts do not add up', () => {
    expect(findings('R20', [['29 (58)', '28 (56)']])).toContainEqual(
      expect.objectContaining({
        state: 'fail',
        message: '5 + 16 + 28 = 49, of 50 patients (old)',
        expected: '50',
        found: '49',
      }),
    )
  })

  test('with a part that cannot be read only too much tells', () => {
    expect(findings('R20', [['29 (58)', 'unreadable']]).map(({ state }) => state)).toEqual(['pass', 'uninformative'])
    expect(
      findings('R20', [
        ['29 (58)', 'unreadable'],
        ['16 (32)', '46 (92)'],
      ]).map(({ state }) => state),
    ).toEqual(['pass', 'fail'])
  })

  test('the flow', () => {
    const split = (not: number): readonly [string, string] => [
      'treated: 48]]\n',
      `treated: 48]]\n    besides: { not treated: ${not} }\n    partitions: [{ of: randomised, into: [treated, not treated] }]\n`,
    ]
    expect(short('R20', [split(2)])).toContain('pass flow.old.randomised flow.old.treated flow.old.not-treated')
    expect(short('R20', [split(3)])).toContain('fail flow.old.randomised flow.old.treated flow.old.not-treated')
  })
})

test('R22 composite', () => {
  expect(short('R22')).toEqual([
    'pass response.new.response response.new.complete response.new.partial',
    'pass response.old.response response.old.complete response.old.partial',
  ])
  expect(short('R22', [['31 (31)', '30 (30)']])).toContain(
    'fail response.new.response response.new.complete response.new.partial',
  )
})

test('R23 subset-bounds', () => {
  expect(short('R23')).toContain('pass response.new.relapse response.new.complete')
  expect(short('R23', [['7/40 (18)', '41/41 (100)']])).toContain('fail response.new.relapse response.new.complete')
  expect(short('R23', [['7/40 (18)', '41/40 (18)']])).toContain('fail response.new.relapse')
})

test('a cell that is no count is noted, one that is unreadable says so itself', () => {
  expect(audit(readTrial().trial).problems).toEqual([])
  expect(audit(readTrial([['29 (58)', '29† (58)']]).trial).problems).toMatchObject([
    { severity: 'note', rule: 'unread-cell', found: '29† (58)', figures: ['response.old.none'] },
  ])
})
