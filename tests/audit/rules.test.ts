import { describe, expect, test } from 'vitest'
import { rules } from '../../src/audit/audit.ts'
import { findings, short } from './findings.ts'

/** The made-up trial is clean; each firing example changes one figure of it. By hand. */
test.each(rules.map(({ id }) => [id]))('%s finds nothing in a clean trial', (id) => {
  const states = findings(id).map(({ state }) => state)
  expect(states.length).toBeGreaterThan(0)
  for (const state of states) expect(['pass', 'uninformative', 'not-applicable']).toContain(state)
})

describe('R07 ci-contains', () => {
  const median = 'pfs.new.median pfs.new.median-lower pfs.new.median-upper'
  const first = (changes: Parameters<typeof short>[1]): string | undefined =>
    short('R07', changes).find((it) => it.includes('pfs.new.median'))

  test.each([
    ['13.3 (13.4 to 16.1)', 'fail'],
    ['13.3 (11.8 to 13.2)', 'fail'],
    // Rounding intervals that overlap: 13 stands for 12.5 to 13.5, 13.4 for 13.35 to 13.45.
    ['13 (13.4 to 16.1)', 'pass'],
    ['13.3 (13.3 to 16.1)', 'pass'],
    ['13.3 (11.8 to NE)', 'pass'],
    ['13.3 (NE to 16.1)', 'note'],
    ['NR (11.8 to 16.1)', 'fail'],
    ['NR (11.8 to NE)', 'pass'],
    ['NR (NE to NE)', 'pass'],
    ['">16 (11.8 to 15.2)"', 'fail'],
    ['NE (11.8 to 16.1)', 'not-applicable'],
  ])('%s: %s', (printed, state) => {
    expect(first([['13.3 (11.8 to 16.1)', printed]])).toBe(`${state} ${median}`)
  })

  test.each([
    ['13.3 (11.8 to 16.1)', '13.3 lies in its interval 11.8 to 16.1'],
    ['13.3 (13.4 to 16.1)', '13.3 lies outside its interval 13.4 to 16.1'],
    [
      '13.3 (NE to 16.1)',
      '13.3 has the interval NE to 16.1: where there is an estimate there is a lower limit, which NE is not',
    ],
    ['NE (11.8 to 16.1)', 'NE is no number that could lie in its interval 11.8 to 16.1'],
  ])('%s in words', (printed, message) => {
    expect(findings('R07', [['13.3 (11.8 to 16.1)', printed]]).map((it) => it.message)).toContain(message)
  })

  test('also for landmarks and hazard ratios', () => {
    expect(short('R07', [['55% (45 to 64)', '55% (56 to 64)']])).toContain(
      'fail pfs.new.survival@12 pfs.new.survival-lower@12 pfs.new.survival-upper@12',
    )
    expect(findings('R07', [['0.31 to 0.78', '0.50 to 0.78']]).find(({ state }) => state === 'fail')).toMatchObject({
      message: '0.49 lies outside its interval 0.50 to 0.78',
      path: ['endpoints', 'pfs', 'contrast', 'hazard ratio', 'printed'],
    })
  })

  test.each<[string, [string, string], string]>([
    [
      'a further contrast',
      ['    at: page 5\n', '    further contrasts: [{ hazard ratio: 0.49 (0.50 to 0.78) }]\n    at: page 5\n'],
      'pfs.new-vs-old.hazard-ratio#2',
    ],
    ['an odds ratio', ['      p: {', '      odds ratio: 2.0 (2.1 to 3.0)\n      p: {'], 'pfs.new-vs-old.odds-ratio'],
    ['a rate ratio', ['      p: {', '      rate ratio: 2.0 (1.1 to 1.9)\n      p: {'], 'pfs.new-vs-old.rate-ratio'],
    ['a percentage of a table', ['71 (62-80)', '71 (72-80)'], 'response.new.response'],
  ])('%s', (_, change, id) => {
    expect(short('R07').filter((it) => it.startsWith('fail'))).toEqual([])
    expect(short('R07', [change])).toContain(`fail ${id}`)
  })

  test('percentages of the clean tables lie in their intervals', () => {
    expect(short('R07')).toContain('pass response.new.response')
    expect(short('R07')).toContain('pass response.old.response')
  })

  test('a percentage whose count cannot be read is compared all the same', () => {
    const gone: [string, string] = [
      'cells: [71, 21], percents: [71 (62-80)',
      'cells: [unreadable, 21], percents: [71 (72-80)',
    ]
    expect(short('R07', [gone])).toContain('fail response.new.response')
  })

  test('without an interval there is nothing to compare', () => {
    const bare: [string, string][] = [
      ['13.3 (11.8 to 16.1)', '13.3'],
      ['4.4 (3.4 to 6.9)', '4.4'],
      ['55% (45 to 64)', '55%'],
      ['0.49 (97.5% CI 0.31 to 0.78)', '0.49'],
      ['NR (30.1-NE)', 'NR'],
      ['71 (62-80), 42% (28-56)', '71, 42%'],
    ]
    expect(short('R07', bare)).toEqual(['not-applicable'])
  })
})

describe('R16 median-landmark', () => {
  test.each([
    ['13.3 (11.8 to 16.1)', '11.3', 'fail'], // 55% at 12 months, so the median comes later
    ['13.3 (11.8 to 16.1)', 'NR', 'pass'],
    ['55% (45 to 64)', '45%', 'fail'], // below 50% at 12 months, so a median of 13.3 is too late
    ['55% (45 to 64)', '50%', 'uninformative'],
    ['55% (45 to 64)', '50.4%', 'pass'],
    ['55% (45 to 64)', '49.6%', 'fail'],
  ])('%s becomes %s: %s', (from, to, state) => {
    const changes: [string, string][] = [[from, to]]
    expect(short('R16', changes)).toContain(`${state} pfs.new.survival@12 pfs.new.median`)
  })

  test('a median that is not reached needs survival that is not below 50%', () => {
    expect(findings('R16', [['{ 12: 80% }', '{ 12: 45% }']])).toContainEqual(
      expect.objectContaining({ state: 'fail', expected: 'a median of at most 12 months', found: 'NR' }),
    )
  })

  test('rounding is allowed for: a median of 12 may be 12.5', () => {
    const changes: [string, string][] = [['13.3 (11.8 to 16.1)', '12']]
    expect(short('R16', changes)).toContain('pass pfs.new.survival@12 pfs.new.median')
  })
})

describe('R19 monotone-S', () => {
  test('survival that rises', () => {
    expect(findings('R19', [['6: 73%', '6: 51%']])).toContainEqual(
      expect.objectContaining({
        state: 'fail',
        figures: ['pfs.new.survival@12', 'pfs.new.survival@6'],
        message: 'survival rises: survival is 51% at 6 months and 55% at 12 months',
        path: ['endpoints', 'pfs', 'arms', 'new', 'survival', '12', 'printed'],
      }),
    )
  })

  test('survival at time 0 below 100% is a note', () => {
    expect(short('R19', [['6: 73%', '0: 90%']])).toContain('note pfs.new.survival@0')
    expect(short('R19', [['6: 73%', '0: 100%']]).join()).not.toContain('note')
  })

  test('a rise within rounding passes, one over several steps does not', () => {
    expect(short('R19', [['6: 73%', '6: 54.6%']])).toContain('pass pfs.new.survival@12 pfs.new.survival@6')
    const steps: [string, string][] = [['12: 55% (45 to 64), 6: 73%', '6: 50%, 9: 50.9%, 12: 51.2%']]
    expect(short('R19', steps)).toContain('fail pfs.new.survival@12 pfs.new.survival@6')
  })

  test('progression-free above overall survival is a note, at landmarks and medians', () => {
    expect(short('R19', [['{ 12: 80% }', '{ 12: 50% }']])).toContain('note pfs.new.survival@12 os.new.survival@12')
    expect(short('R19', [['NR (30.1-NE)', '12.0']])).toContain('note pfs.new.median os.new.median')
    expect(short('R19')).toContain('pass pfs.new.median os.new.median')
    expect(
      short('R19', [
        ['13.3 (11.8 to 16.1)', 'NR'],
        ['NR (30.1-NE)', '30.1'],
      ]),
    ).toContain('note pfs.new.median os.new.median')
  })

  test('other clocks and populations are not compared', () => {
    const infused: [string, string] = [
      'event: death from any cause\n    class: death\n    clock: randomisation',
      'event: death from any cause\n    class: death\n    clock: infusion',
    ]
    const own: [string, string] = ['follow-up: { median', 'follow-up: { note: x, median']
    const changes = [['from: randomisation, ', ''] as const, infused, own]
    expect(short('R19', changes).some((it) => it.includes('os.'))).toBe(false)
  })
})

describe('R21 arm-sum', () => {
  test('events', () => {
    expect(short('R21', [['total: 100', 'total: 101']])).toContain('fail pfs.all.events pfs.old.events pfs.new.events')
    expect(findings('R21').map(({ message }) => message)).toEqual([
      'patients: 100 + 50 = 150, and 150 in all',
      'events: 40 + 60 = 100, and 100 in all',
    ])
  })

  test('with an arm missing, the others must not exceed the total', () => {
    expect(short('R21', [['        events: 40\n', '']])).toContain('uninformative pfs.all.events pfs.new.events')
    expect(
      short('R21', [
        ['        events: 40\n', ''],
        ['total: 100', 'total: 59'],
      ]),
    ).toContain('fail pfs.all.events pfs.new.events')
  })

  test('patients of the design', () => {
    expect(findings('R21', [['sample size: 150', 'sample size: 151']])).toContainEqual(
      expect.objectContaining({
        state: 'fail',
        figures: ['design.all.sample-size', 'flow.new.randomised', 'flow.old.randomised'],
        path: ['design', 'sample size'],
      }),
    )
  })
})

describe('R24 flow', () => {
  test('a later stage with more patients', () => {
    expect(findings('R24', [['treated: 48', 'treated: 51']])).toContainEqual(
      expect.objectContaining({
        state: 'fail',
        figures: ['flow.old.treated', 'flow.old.randomised'],
        message: 'more treated than randomised: 50 randomised, 51 treated',
        path: ['flow', 'old', 'chains', 0, 1, 'treated'],
      }),
    )
  })

  test('equal stages pass, and what stands besides is never compared', () => {
    expect(short('R24', [['treated: 48]]', 'treated: 50]]\n    besides: { screened: 900 }']])).toContain(
      'pass flow.old.treated flow.old.randomised',
    )
  })

  test('a stage in two chains has one number', () => {
    expect(
      short('R24', [['[[randomised: 50, treated: 48]]', '[[randomised: 50, treated: 48], [randomised: 49]]']]),
    ).toContain('fail flow.old.randomised')
  })
})

describe('structural rules', () => {
  test('S01: more events or numbers at risk than patients', () => {
    expect(short('S01', [['events: 40', 'events: 51']])).toContain('fail pfs.old.events pfs.old.patients')
    expect(short('S01', [['6: 70', '6: 101']])).toContain('fail pfs.new.at-risk@6 pfs.new.patients')
    expect(short('S01', [['total: 100', 'total: 151']])).toContain(
      'fail pfs.all.events pfs.old.patients pfs.new.patients',
    )
  })

  test('S02: a landmark after the last follow-up', () => {
    expect(short('S02', [['12: 55% (45 to 64)', '36: 30%']])).toEqual([
      'note pfs.new.survival@36 pfs.all.follow-up-maximum',
      'pass os.old.survival@12 os.new.survival@12',
    ])
  })

  test('S03: numbers at risk that rise', () => {
    expect(short('S03')).toEqual(['pass pfs.new.at-risk@6 pfs.new.at-risk@0'])
    expect(short('S03', [['{ 0: 100, 6: 70 }', '{ 0: 100, 6: 70, 12: 71 }']])).toContain(
      'fail pfs.new.at-risk@12 pfs.new.at-risk@6',
    )
  })
})

/** 35.4 weeks, 58 weeks and so on: nothing may be said in months, least of all with all digits of a division by 30.4375. */
describe('a record in weeks is spoken of in weeks', () => {
  const weeks: [string, string] = ['time unit: months', 'time unit: weeks']
  const said = (rule: string, ...changes: [string, string][]): readonly string[] =>
    findings(rule, [weeks, ...changes]).map(({ message, expected = '' }) => `${message} (${expected})`)

  test.each<[string, [string, string][], string]>([
    ['R16', [], 'survival is 55% at 12 weeks and the median is 13.3 weeks ()'],
    [
      'R16',
      [['13.3 (11.8 to 16.1)', '11.3']],
      'survival is 55% at 12 weeks and the median is 11.3 weeks (a median after 12 weeks)',
    ],
    ['R19', [], 'survival is 73% at 6 weeks and 55% at 12 weeks ()'],
    ['R19', [['NR (30.1-NE)', '14.0 months']], 'the medians: 13.3 weeks for pfs and 14.0 months for os ()'],
    ['S01', [], '70 at risk at 6 weeks, 100 patients ()'],
    [
      'S02',
      [['12: 55% (45 to 64)', '36: 30%']],
      'survival at 36 weeks is later than the longest follow-up (35.4 weeks): it is skipped ()',
    ],
    ['S03', [['0: 100, 6: 70', '1: 100, 6.5: 70']], '100 at risk at 1 week, 70 at 6.5 weeks ()'],
  ])('%s', (rule, changes, message) => {
    expect(said(rule, ...changes)).toContain(message)
  })

  test('every message of every rule', () => {
    // p-values have as many digits without a conversion.
    const all = rules.flatMap(({ id }) => (id === 'R09' ? [] : said(id))).join('\n')
    expect(all).not.toMatch(/month|\d\.\d{4}/)
  })
})
