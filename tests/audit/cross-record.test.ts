import { describe, expect, test } from 'vitest'
import { audit, auditRule } from '../../src/audit/audit.ts'
import { eligibility } from '../../src/audit/eligibility.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { canBeSame, printedValue } from '../../src/audit/printed-value.ts'
import { dayBounds } from '../../src/evidence/day-bounds.ts'
import type { Path } from '../../src/record/spans.ts'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from '../record/record-of.ts'

/* By hand: the rules that compare sources, reports and words. */

const trialOf = (part: string): Trial => recordOf(exampleRecord(part)).trial

const states = (rule: string, part: string, ...related: readonly string[]): readonly string[] =>
  auditRule(rule, trialOf(part), related.map(trialOf)).map(({ state }) => state)

const endpoint = (arms: string, more = ''): string => `
endpoints:
  pfs:
    label: PFS
    event: progression or death
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: investigator
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms: ${arms}
    ${more}`

describe('one rule', () => {
  const trial = trialOf('flow: { new: { chains: [[randomised: 100, treated: { count: 90, percent: 91% }]] } }')
  test('by id, by name, by both: what the whole audit finds by it', () => {
    const whole = audit(trial).findings.filter(({ rule }) => rule === 'R01')
    expect(whole.map(({ state }) => state)).toEqual(['fail'])
    for (const name of ['R01', 'pct-count', 'R01 pct-count']) expect(auditRule(name, trial)).toEqual(whole)
  })
  test('that does not exist is refused', () => {
    expect(() => auditRule('R00', trial)).toThrow(new RangeError('auditRule: a rule such as R16 is required, got R00'))
  })
})

describe('dates', () => {
  test.each([
    ['1970-01-02', 1, 1],
    ['1970-02', 31, 58],
    ['1970', 0, 364],
    ['1972-02', 761, 789],
    ['2022-04-18', 19100, 19100],
  ])('%s is day %d to %d', (date, lower, upper) => {
    expect(dayBounds(date)).toEqual({ lower, upper })
  })
  test('anything else is none', () => {
    expect(dayBounds('not stated')).toBeNull()
  })
})

describe('R30 fu-dates', () => {
  const record = (range: string, more = '', dates = 'enrolment: 2019-05 to 2022-04, cutoff: 2022-04-18'): string =>
    `design: { ${dates} }\nfollow-up: { range: ${range}, from: randomisation, definition: potential${more} }`
  // 2019-05-01 to 2022-04-18 are 1084 days: 36.1 months of 30 days.
  test.each([
    ['0.4 to 35.4', ['pass', 'pass']],
    ['0.4 to 36.1', ['pass', 'pass']],
    ['0.4 to 36.3', ['fail', 'pass']],
    // 2022-04-01 to 2022-04-18 are 18 days: 0.6 months.
    ['0.6 to 35.4', ['pass', 'pass']],
    ['0.8 to 35.4', ['pass', 'fail']],
  ])('%s: %s', (range, expected) => {
    expect(states('R30', record(range))).toEqual(expected)
  })
  test('the shortest is compared only where every patient counts', () => {
    const survivors = record('0.8 to 35.4').replace('potential', 'survivors only')
    expect(states('R30', survivors)).toEqual(['pass'])
  })
  test('without a start that is known, a note; without dates nothing', () => {
    expect(states('R30', record('0.4 to 40').replace('from: randomisation, ', ''))).toEqual(['note'])
    expect(states('R30', record('0.4 to 40').replace('from: randomisation', 'from: diagnosis'))).toEqual(['note'])
    expect(states('R30', record('0.4 to 40', '', 'cutoff: 2022-04-18'))).toEqual(['not-applicable'])
  })
  test('the median where no range is printed, in the unit of the record', () => {
    const weeks = (median: string): string =>
      `time unit: weeks\ndesign: { enrolment: 2021-01-01 to 2021-06-30, cutoff: 2021-12-31 }\nfollow-up: { median: '${median}', from: enrolment, definition: unknown }`
    expect([states('R30', weeks('52')), states('R30', weeks('54'))]).toEqual([['pass'], ['fail']])
  })
  test('enrolment ends after it began, the data after both', () => {
    const dates = (enrolment: string, cutoff: string): readonly string[] =>
      states('R30', `design: { enrolment: ${enrolment}, cutoff: ${cutoff} }`)
    expect(dates('2021-05 to 2019-04', '2022-04-18')).toEqual(['fail'])
    expect(dates('2021-05 to 2019-04', 'not stated')).toEqual(['fail'])
    expect(dates('2019-05 to 2021-04', '2018-04-18')).toEqual(['fail'])
    expect(dates('2019-05 to 2021-04', '2020-07-01')).toEqual(['note'])
    // The last patient may have come on the first of the month.
    expect(dates('2019-05 to 2021-04', '2021-04-18')).toEqual(['not-applicable'])
    const own = endpoint('{ new: { n: 50 } }').replace(/^( *)clock:/mu, '$1cutoff: 2018-04-18\n$1clock:')
    const design = 'design: { enrolment: 2019-05 to 2021-04, cutoff: 2022-04-18 }\n'
    expect([own.includes('cutoff'), states('R30', `${design}${own}`)]).toEqual([true, ['fail']])
  })
  test('no curve goes on after that: landmarks, medians and their limits', () => {
    const dates = 'design: { enrolment: 2021-01 to 2021-06, cutoff: 2021-12-31 }\n'
    const of = (figures: string, clock = 'randomisation'): readonly string[] =>
      states(
        'R30',
        `${dates}${endpoint(`{ new: { n: 50, ${figures} } }`).replace(/clock: [^,\n]+/u, `clock: ${clock}`)}`,
      )
    expect([of('survival: { 6: 80%, 12: 60% }'), of('survival: { 6: 80%, 36: 60% }')]).toEqual([['pass'], ['fail']])
    expect(of('survival: { 36: 60% }', 'diagnosis')).toEqual(['note'])
    // A curve that has fallen to 0 stays there.
    expect(of('survival: { 6: 80%, 36: 0% }')).toEqual(['pass'])
    expect([of('median: "9.2 (7.3 to 12.1)"'), of('median: "9.2 (7.3 to 13.3)"')]).toEqual([['pass'], ['fail']])
    expect([of('median: "NR (7.3-NE)"'), of('median: "NR (17.3-NE)"')]).toEqual([['pass'], ['fail']])
    expect(of('median: "13.3 years"')).toEqual(['fail'])
    expect(of('median: NR')).toEqual(['not-applicable'])
  })
  test('nobody is at risk after that', () => {
    const dates = 'design: { enrolment: 2021-01 to 2021-06, cutoff: 2021-12-31 }\n'
    const at = (time: number, count: number): string =>
      `${dates}${endpoint(`{ new: { n: 50, at risk: { 0: 50, ${time}: ${count} } } }`)}`
    expect([states('R30', at(12, 1)), states('R30', at(13, 1)), states('R30', at(13, 0))]).toEqual([
      ['pass'],
      ['fail'],
      ['not-applicable'],
    ])
  })
})

describe('two prints of one figure', () => {
  const trial = trialOf(endpoint('{ new: { median: 1 } }'))
  const at = {
    survival: ['endpoints', 'pfs', 'arms', 'new', 'survival', '12'],
    median: ['endpoints', 'pfs', 'arms', 'new', 'median'],
    events: ['endpoints', 'pfs', 'arms', 'new', 'events'],
    p: ['endpoints', 'pfs', 'contrast', 'p'],
  } satisfies Record<string, Path>
  const same = (of: keyof typeof at, a: string, b: string): boolean | null => {
    const [one, two] = [a, b].map((it) => printedValue(trial, at[of], it))
    return one && two ? canBeSame(one, two) : null
  }
  test.each<[keyof typeof at, string, string, boolean | null]>([
    ['survival', '71%', '71.3%', true],
    ['survival', '71%', '71.6%', false],
    ['survival', '71 percent', '71.0%', true],
    ['survival', '71 (66-77)', '71%', true],
    ['survival', '71 (66-77)', '71 (66-78)', false],
    ['survival', '71%', '72%', false],
    ['median', '13.3 (11.8 to 16.1)', '13.3 months', true],
    ['median', 'NR', 'not reached', true],
    ['median', 'NR', '13.3', false],
    ['p', '0.0009', '0.0003', false],
    ['p', '<0.001', '0.0003', true],
    ['events', '94/128 (73%)', '73%', true],
    ['events', '94/128', '73%', true],
    ['events', '94/128', '74%', false],
    ['events', '94/128 (73%)', '94', true],
    ['events', '94/128', '94/140', false],
    ['events', '94', '93', false],
    ['events', '94', '73%', null],
    ['events', 'many', '73%', null],
  ])('%s: %s and %s: %s', (of, a, b, expected) => {
    expect(same(of, a, b)).toBe(expected)
    expect(same(of, b, a)).toBe(expected)
  })
})

describe('R31 duplicate-key', () => {
  test('the same source in two places; another source is none of its business', () => {
    const twice = (other: string): string =>
      endpoint(`{ new: { median: { printed: '13.3', at: A, also: [${other}] } } }`)
    expect(states('R31', twice("{ printed: '13', at: B }"))).toEqual(['pass'])
    expect(states('R31', twice("{ printed: '13.4', at: B }"))).toEqual(['fail'])
    const two = 'sources: { paper: { citation: A, kind: primary }, box: { citation: B, kind: secondary } }'
    expect(states('R31', `${two}${twice("{ printed: '13.4', source: box }")}`)).toEqual(['not-applicable'])
    // Both boxes of the same source differ from each other, not from the paper.
    const boxes = "{ printed: '13.3', source: box }, { printed: '13.4', source: box }"
    expect(states('R31', `${two}${twice(boxes)}`)).toEqual(['fail'])
  })
  const tables = (second: string): string => `
tables:
  one: { label: One, population: randomised, columns: [{ arm: new, grade: any }], rows: { Nausea: [10 (20)] } }
  two: ${second}`
  test.each([
    ['{ label: T, population: randomised, columns: [{ arm: new, grade: any }], rows: { Nausea: [10 (20)] } }', 'pass'],
    ['{ label: T, population: randomised, columns: [{ arm: new, grade: any }], rows: { Nausea: [11 (22)] } }', 'note'],
    [
      '{ label: T, population: treated, columns: [{ arm: new, grade: any }], rows: { Nausea: [11 (22)] } }',
      'not-applicable',
    ],
    [
      '{ label: T, population: randomised, columns: [{ arm: new, grade: 3 }], rows: { Nausea: [11 (22)] } }',
      'not-applicable',
    ],
    [
      '{ label: T, population: randomised, columns: [{ arm: old, grade: any }], rows: { Nausea: [11 (22)] } }',
      'not-applicable',
    ],
    [
      '{ label: T, population: randomised, columns: [{ arm: new, grade: any }], rows: { Vomiting: [11 (22)] } }',
      'not-applicable',
    ],
  ])('rows of two tables: %s: %s', (second, expected) => {
    expect(states('R31', tables(second.replace('grade: 3 ', "grade: '3' ")))).toEqual([expected])
  })
})

describe('R33 cross-source', () => {
  const sources = (first: string, second: string): string =>
    `sources: { one: { citation: A, kind: ${first} }, two: { citation: B, kind: ${second} } }`
  const also = (print: string): string => endpoint(`{ new: { survival: { 12: { printed: 71%, also: [${print}] } } } }`)
  test('a fail against the primary report, a note between others', () => {
    expect(states('R33', `${sources('primary', 'secondary')}${also('{ printed: 71.3%, source: two }')}`)).toEqual([
      'pass',
    ])
    expect(states('R33', `${sources('primary', 'secondary')}${also('{ printed: 72%, source: two }')}`)).toEqual([
      'fail',
    ])
    expect(states('R33', `${sources('secondary', 'outside')}${also('{ printed: 72%, source: two }')}`)).toEqual([
      'note',
    ])
  })
  const record = (cutoff: string, median: string, id = 'example-2024'): string =>
    `id: ${id}\ndesign: { cutoff: ${cutoff} }${endpoint(`{ new: { median: '${median}' } }`)}`
  test('records of one trial with the same cut-off', () => {
    const own = record('2022-04-18', '13.3')
    expect(states('R33', own, record('2022-04-18', '13', 'other-2024'))).toEqual(['pass'])
    expect(states('R33', own, record('2022-04-18', '13.6', 'other-2024'))).toEqual(['fail'])
    expect(states('R33', own, record('2023-04-18', '13.6', 'other-2024'))).toEqual(['not-applicable'])
    const assessed = record('2022-04-18', '13.6', 'other-2024')
    expect(states('R33', own, assessed.replace('assessor: investigator', 'assessor: committee'))).toEqual([
      'not-applicable',
    ])
    expect(states('R33', own, assessed.replace('assessor: investigator', 'assessor: not stated'))).toEqual(['note'])
    expect(states('R33', own, assessed.replace('id: other', 'trial: Another\nid: other'))).toEqual(['not-applicable'])
    expect(states('R33', `updates: other-2024\n${own}`, assessed)).toEqual(['not-applicable'])
  })
  test('arms are the same by name, label or role', () => {
    const renamed = record('2022-04-18', '13.6', 'other-2024').replace('{ new: {', '{ novel: {')
    const arms = 'arms: { novel: { label: Novel, role: experimental }, old: { label: Old, role: control } }\n'
    expect(states('R33', record('2022-04-18', '13.3'), `${arms}${renamed}`)).toEqual(['fail'])
  })
})

describe('R32 update-direction', () => {
  const record = (id: string, more: string, arm: string, total = 60): string =>
    `id: ${id}\n${more}${endpoint(`{ new: ${arm} }`, `events: { total: ${total} }`)}`
  const before = record('before-2022', 'design: { sample size: 150 }', '{ n: 100, events: 40, at risk: { 12: 30 } }')
  const now = (arm: string, total: number, size = 150): string =>
    record('now-2024', `updates: before-2022\ndesign: { sample size: ${size} }`, arm, total)
  test('what grows may grow, and nothing else may', () => {
    expect(states('R32', now('{ n: 100, events: 45, at risk: { 12: 50 } }', 70), before)).toEqual(Array(4).fill('pass'))
    expect(states('R32', now('{ n: 100, events: 39, at risk: { 12: 29 } }', 59, 151), before)).toEqual(
      Array(4).fill('note'),
    )
  })
  test('nothing without the earlier record, nor by another assessor', () => {
    const later = now('{ n: 100, events: 39 }', 59)
    expect(states('R32', later)).toEqual(['not-applicable'])
    expect(states('R32', later.replace('assessor: investigator', 'assessor: committee'), before)).toEqual(['pass'])
  })
  test('follow-up of another definition is another figure', () => {
    const with_ = (id: string, median: string, definition: string, more = ''): string =>
      `id: ${id}\n${more}follow-up: { median: ${median} months, definition: ${definition} }`
    const later = (definition: string): string => with_('now-2024', '13.0', definition, 'updates: before-2022\n')
    expect(states('R32', later('potential'), with_('before-2022', '15.9', 'potential'))).toEqual(['note'])
    expect(states('R32', later('observed'), with_('before-2022', '15.9', 'potential'))).toEqual(['not-applicable'])
  })
})

describe('who could take part', () => {
  test.each([
    ['two to four previous regimens including daratumumab', [2, 4]],
    ['2 to 4 prior lines', [2, 4]],
    ['received 1–3 prior lines of therapy', [1, 3]],
    ['>= 3 prior lines', [3, Infinity]],
    ['at least 3 prior regimens', [3, Infinity]],
    ['4 or more previous lines of treatment', [4, Infinity]],
    ['up to two earlier therapies', [0, 2]],
    ['Adults (18 years or older) with an ECOG score of 0 or 1', null],
  ])('%s', (words, lines) => {
    const found = eligibility(words).lines
    expect(found && [found.from, found.to]).toEqual(lines)
  })
  test.each([
    ['Adults with lenalidomide-refractory multiple myeloma', ['lenalidomide refractory']],
    ['disease refractory to lenalidomide', ['lenalidomide refractory']],
    ['whose disease was refractory to the last regimen', []],
    ['HER2-positive, triple-class-refractory', ['her2 positive', 'triple-class refractory']],
    ['relapsed and refractory myeloma, triple-class exposed', []],
  ])('%s', (words, conditions) => {
    expect(eligibility(words).conditions).toEqual(conditions)
  })
  test('R35: other numbers of lines are noted, silence is not', () => {
    const two = 'sources: { one: { citation: A, kind: primary }, two: { citation: B, kind: secondary } }\n'
    const said = (words: string): string =>
      `${two}design: { population: { words: two to four previous regimens, also: [{ words: "${words}", source: two }] } }`
    expect(states('R35', said('at least 3 prior lines'))).toEqual(['note'])
    expect(states('R35', said('2-4 prior lines'))).toEqual(['pass'])
    expect(states('R35', said('heavily pretreated'))).toEqual(['not-applicable'])
  })
})

describe('R42 claim-words', () => {
  const claims = (claim: string, ratio = '0.49 (0.38 to 0.65)'): string =>
    `${endpoint("{ new: { median: '13.3' }, old: { median: '4.4' } }", `contrast: { hazard ratio: ${ratio}, p: 0.04 }`)}
claims: [{ words: so, ${claim} }]`
  const ratio = 'rests on: [pfs.new-vs-old.hazard-ratio]'
  test.each<[string, string, string, string?]>([
    ['a ratio whose interval excludes 1', `kind: superiority, ${ratio}`, 'pass'],
    ['one whose interval does not', `kind: superiority, ${ratio}`, 'note', '0.80 (0.60 to 1.07)'],
    ['one that only touches 1', `kind: superiority, ${ratio}`, 'pass', '0.80 (0.60 to 1.00)'],
    ['a p-value', 'kind: superiority, rests on: [pfs.new-vs-old.p-value]', 'pass'],
    [
      'an open ratio beside a p-value',
      `kind: superiority, rests on: [pfs.new-vs-old.hazard-ratio, pfs.new-vs-old.p-value]`,
      'pass',
      '0.80 (0.60 to 1.07)',
    ],
    ['medians only', 'kind: superiority, rests on: [pfs.new.median, pfs.old.median]', 'note'],
    ['nothing', 'kind: superiority', 'note'],
    ['a reduction without a ratio', 'kind: relative reduction, printed: 51%', 'note'],
    ['a comparison of two arms', 'kind: comparison, rests on: [pfs.new.median, pfs.old.median]', 'pass'],
    ['a comparison of one', 'kind: comparison, rests on: [pfs.new.median]', 'note'],
    ['13.3 as about 13', 'kind: rounding, printed: 13 months, rests on: [pfs.new.median]', 'pass'],
    ['13.3 as about 14', 'kind: rounding, printed: 14 months, rests on: [pfs.new.median]', 'note'],
    ['anything else', 'kind: other', 'not-applicable'],
  ])('%s', (_, claim, expected, printed) => {
    expect(states('R42', claims(claim, printed))).toEqual([expected])
  })
  test('what is said to be early is noted once a later report is at hand', () => {
    const early = 'claims: [{ words: overall survival is immature, kind: status }]'
    expect(states('R42', early)).toEqual(['not-applicable'])
    expect(states('R42', early, 'id: later-2026\nupdates: example-2024')).toEqual(['note'])
  })
})
