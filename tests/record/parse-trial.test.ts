import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { recordOf } from './record-of.ts'

const record = `id: a-2024
trial: A
time unit: months
sources:
  paper: {citation: "A et al., 2024", kind: primary}
arms:
  new: {label: New, role: experimental}
  old: {label: Old, role: control}
flow:
  new: {chains: [[randomised: 100, infused: 90]], besides: {not infused: 10}, partitions: [{of: randomised, into: [infused, not infused]}]}
  old: {chains: [[randomised: 50]]}
endpoints:
  pfs:
    label: PFS
    event: progression or death
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      new: {median: NR (34.5-NE), survival: {6: 66.0%, 12.4: 50%}}
      old: {median: 4.4, events: {count: 40, of: 50, percent: 80%}}
    contrast: {arm: new, versus: old, hazard ratio: 0.50}
tables:
  response:
    label: Response
    population: randomised
    columns: [{arm: new, of: 100}, old]
    rows:
      Overall: [71 (71), 20 (40)]
      Complete: {cells: [40, 5], form: count, percents: [40 (30-50), 10 (3-22)]}
    sums: {Overall: [Complete]}
    within: {Complete: Overall}
    partitions: [[Overall, Complete]]
calculations:
  - {endpoint: pfs, medians: {old: 4, new: 8}, hierarchy: [pfs, response]}
quantities:
  onset: {label: Onset, about: time course, values: {all: 1 (1 to 14)}, source: paper}
`

function lines(text: string, file = 'a-2024.yaml'): readonly string[] {
  const result = parseTrial(text, file)
  return result.kind === 'parsed' ? [] : result.diagnostics.map(formatDiagnostic)
}

function edited(from: string | RegExp, to: string): readonly string[] {
  const text = record.replace(from, to)
  expect(text).not.toBe(record)
  return lines(text)
}

test('a record with every kind of part parses', () => {
  expect(lines(record)).toEqual([])
})

test('shorthands are written out', () => {
  const parsed = recordOf(record, 'a-2024.yaml')
  const { trial, spans } = parsed
  expect(trial['interval level']).toBe('95%')
  expect(trial.flow?.['new']?.chains).toEqual([
    [
      { stage: 'randomised', count: { count: 100 } },
      { stage: 'infused', count: { count: 90 } },
    ],
  ])
  expect(trial.endpoints['pfs']?.arms['new']?.survival).toEqual({
    6: { printed: '66.0%' },
    '12.4': { printed: '50%' },
  })
  expect(trial.endpoints['pfs']?.contrast?.['hazard ratio']).toEqual({
    printed: '0.50',
    model: 'not stated',
    stratified: 'not stated',
    adjusted: 'not stated',
    weighted: 'not stated',
  })
  expect(spans.value(['flow', 'new', 'chains', 0, 1, 'infused'])).toEqual({ line: 10, column: 45 })
  expect(spans.value(['endpoints', 'pfs', 'arms', 'new', 'survival', '12.4', 'printed'])).toEqual({
    line: 24,
    column: 62,
  })
})

describe('mistakes in a record', () => {
  test.each<[string, string | RegExp, string, string]>([
    [
      'a unit that nobody knows',
      'unit: months',
      'unit: moons',
      'a-2024.yaml:3:12 wrong-value "time unit" has a value that is not known (expected days | weeks | months | years, found "moons")',
    ],
    [
      'an unknown field',
      'hazard ratio: 0.50',
      'hazard rate: 0.50',
      'a-2024.yaml:26:39 unknown-field unknown field "hazard rate" in "contrast" of endpoints > pfs; did you mean "hazard ratio"? (write "hazard ratio")',
    ],
    [
      'text torn at a comma',
      'hazard ratio: 0.50',
      'at: Results, Efficacy',
      'a-2024.yaml:26:52 unknown-field unknown field "Efficacy" in "contrast" of endpoints > pfs (expected arm, versus, label, hazard ratio, odds ratio, rate ratio, difference, rmst difference, p, at, source, note, if this is text after a comma, put the whole text in quotes)',
    ],
    [
      'one time written twice',
      '{6: 66.0%, 12.4: 50%}',
      '{6: 66.0%, 6.0: 66.0%, 12.4: 50%}',
      'a-2024.yaml:24:56 same-time 6 and 6.0 are the same time in "survival" of new (expected each time once, found "6" and "6.0", delete one of the two; what is printed differently elsewhere goes under "also")',
    ],
    [
      'two arms of one name',
      'label: Old,',
      'label: "new ",',
      'a-2024.yaml:8:16 same-label new and old have the same label: no reader could tell them apart (expected a label of its own for each arm, found "new ", name what differs, such as the dose or the line of treatment)',
    ],
    [
      'a non-breaking space in the name of a field',
      '    clock: randomisation\n',
      '    clock: randomisation\n    time\u00A0unit: weeks\n',
      'a-2024.yaml:18:5 odd-space a non-breaking space (U+00A0) stands in or before the name of this field (expected plain spaces, found "time[U+00A0]unit", type the spaces of this line again, also those before "time\u00A0unit")',
    ],
    [
      'a bracket that is never closed',
      'population: randomised\n    assessor',
      'population: [randomised\n    assessor',
      'a-2024.yaml:18:17 broken-yaml the [ that opens here is never closed (close it with ])',
    ],
    [
      'a bracket closed by a brace',
      'chains: [[randomised: 50]]}',
      'chains: [[randomised: 50]}',
      'a-2024.yaml:11:17 broken-yaml the [ that opens here is closed by } (close it with ])',
    ],
    [
      'a duplicate key',
      'trial: A',
      'trial: A\ntrial: B',
      'a-2024.yaml:3:1 duplicate-key "trial" stands here twice (expected each field once, found another on line 2, delete one of the two)',
    ],
    [
      'a missing field',
      '    clock: randomisation\n',
      '',
      'a-2024.yaml:13:3 missing-field "clock" is missing in "pfs" of endpoints (expected text, add a line "clock: ...")',
    ],
    [
      'a figure that is not one',
      'median: 4.4',
      'median: not stated',
      'a-2024.yaml:25:21 no-figure a figure that the paper does not print is left out of the record (expected a printed figure, found "not stated", delete the line)',
    ],
    [
      'a count with a separator',
      'randomised: 50',
      'randomised: "1,050"',
      'a-2024.yaml:11:31 wrong-kind "randomised" of flow > old > chains > item 1 > item 1 is of the wrong kind (expected a whole number such as 254 (no thousands separator), found "1,050")',
    ],
    [
      'a count below zero',
      'randomised: 50',
      'randomised: -50',
      'a-2024.yaml:11:31 wrong-value "randomised" of flow > old > chains > item 1 > item 1 is not as it must be (expected a whole number, 0 or more, found "-50")',
    ],
    [
      'a stage with two names',
      '[[randomised: 50]]',
      '[[{randomised: 50, treated: 40}]]',
      'a-2024.yaml:11:19 wrong-value a stage of a chain holds one name and one number (expected [randomised: 254, infused: 225], separate the stages by commas, or put each on a line of its own with "- ")',
    ],
    [
      'a time in words',
      '12.4: 50%',
      'twelve: 50%',
      'a-2024.yaml:24:56 wrong-name "twelve" cannot be a name here (expected a time in the time unit of the record, such as 6 or 12.4)',
    ],
    [
      'a name with a blank',
      '  new: {label',
      '  New arm: {label',
      'a-2024.yaml:7:3 wrong-name "New arm" cannot be a name here (expected a short name of small letters, digits and hyphens, such as ide-cel)',
    ],
    [
      'a level without percent',
      'time unit: months',
      'time unit: months\ninterval level: 0.95',
      'a-2024.yaml:4:17 wrong-value "interval level" is not as it must be (expected the level of an interval in percent: 95%, not 0.95, found "0.95")',
    ],
    ['alpha as a level', 'time unit: months', 'time unit: months\ninterval level: 5%', 'a-2024.yaml:4:17 wrong-level'],
    ['a day that no month has', 'flow:', 'design: {cutoff: 2022-02-30}\nflow:', 'a-2024.yaml:9:18 no-such-date'],
    ['29 February of a common year', 'flow:', 'design: {cutoff: 1900-02-29}\nflow:', 'a-2024.yaml:9:18 no-such-date'],
    ['a thirteenth month', 'flow:', 'design: {cutoff: 2022-13}\nflow:', 'a-2024.yaml:9:18 wrong-value'],
    [
      'enrolment to a thirteenth month',
      'flow:',
      'design: {enrolment: 2019-05 to 2020-13}\nflow:',
      'a-2024.yaml:9:21 no-such-date',
    ],
    [
      'enrolment in words',
      'flow:',
      'design: {enrolment: May}\nflow:',
      'a-2024.yaml:9:21 wrong-value "enrolment" of design is not as it must be (expected two dates',
    ],
    ['a date in words', 'flow:', 'design: {cutoff: April 2022}\nflow:', 'a-2024.yaml:9:18 wrong-value'],
    [
      'an id that is not the file',
      'id: a-2024',
      'id: b-2024',
      'a-2024.yaml:1:5 wrong-name the id is not the name of the file (expected a-2024, found "b-2024", rename the file or the id: one finds the other by it)',
    ],
    [
      'a source that does not exist',
      'source: paper',
      'source: papers',
      'a-2024.yaml:41:81 unknown-source there is no source "papers"; did you mean "paper"? (expected paper, write "paper")',
    ],
    [
      'no source',
      /sources:\n.*\n/u,
      'sources: {}\n',
      'a-2024.yaml:4:1 missing-field the record names no source (add the paper under "sources")',
    ],
    [
      'two experimental arms only',
      'role: control',
      'role: experimental',
      'a-2024.yaml:6:1 wrong-arms these arms do not make a trial (expected one control arm and at least one experimental arm, or one single arm alone, found new: experimental, old: experimental, check "role" of each arm)',
    ],
    [
      'an arm that does not exist',
      '      old: {median',
      '      odl: {median',
      'a-2024.yaml:25:7 unknown-arm there is no arm "odl"',
    ],
    [
      'an arm in flow',
      '  old: {chains',
      '  control: {chains',
      'a-2024.yaml:11:3 unknown-arm there is no arm "control" (expected new | old, correct the name, or add it)',
    ],
    ['an arm in a contrast', 'versus: old', 'versus: odd', 'a-2024.yaml:26:34 unknown-arm'],
    ['an arm in a column', '100}, old]', '100}, older]', 'a-2024.yaml:31:36 unknown-arm'],
    [
      'a row with too few cells',
      '[71 (71), 20 (40)]',
      '[71 (71)]',
      'a-2024.yaml:33:7 wrong-row row "Overall" does not fit the columns of the table "response" (expected 2 cells, found 1, write one for each column; put a cell that holds a comma in quotes)',
    ],
    [
      'percentages that do not fit',
      '[40 (30-50), 10 (3-22)]',
      '[40]',
      'a-2024.yaml:34:7 wrong-row row "Complete" does not fit the columns of the table "response" (expected 2 percents, found 1',
    ],
    [
      'a row that does not exist',
      'within: {Complete',
      'within: {Compleet',
      'a-2024.yaml:36:14 unknown-row there is no row "Compleet"; did you mean "Complete"?',
    ],
    ['a part of a sum', 'sums: {Overall: [Complete', 'sums: {Overall: [Partial', 'a-2024.yaml:35:22 unknown-row'],
    ['a part of a partition of rows', '[[Overall, Complete]]', '[[Overall, Partial]]', 'a-2024.yaml:37:28 unknown-row'],
    [
      'a part of a partition of the flow',
      'into: [infused',
      'into: [infusd',
      'a-2024.yaml:10:116 unknown-number there is no number "infusd"; did you mean "infused"?',
    ],
    ['an endpoint in a calculation', '{endpoint: pfs', '{endpoint: os', 'a-2024.yaml:39:16 unknown-endpoint'],
    [
      'an endpoint in the hierarchy',
      'hierarchy: [pfs, response]',
      'hierarchy: [pfs, safety]',
      'a-2024.yaml:39:65 unknown-endpoint-or-table',
    ],
  ])('%s', (_, from, to, expected) => {
    const [first = 'no diagnostic'] = edited(from, to)
    expect(first.slice(0, expected.length)).toBe(expected)
  })

  test('more times in an arm than any paper prints, which would keep the audit busy for minutes', () => {
    const landmarks = (count: number): string =>
      Array.from({ length: count }, (_, index) => `${index + 1}: 50%`).join(', ')
    const wanted = (count: number): readonly string[] => edited('6: 66.0%, 12.4: 50%', landmarks(count))
    expect(wanted(500)).toEqual([])
    expect(wanted(501)).toHaveLength(1)
    expect(wanted(501)[0]).toMatch(/too-many "survival" of new has more times .* at most 500, found 501, .*--curve/)
  })

  test('29 February of a leap year is a date', () => {
    expect(edited('flow:', 'design: {cutoff: 2024-02-29, enrolment: 2000-02-29 to 2020-04}\nflow:')).toEqual([])
  })

  test('a single-arm trial needs no control', () => {
    const single = record
      .replace(
        '  new: {label: New, role: experimental}\n  old: {label: Old, role: control}\n',
        '  new: {label: New, role: single}\n',
      )
      .split('\n')
      .filter((line) => !/^ +(old|contrast): /u.test(line) && !line.includes('medians'))
      .join('\n')
      .replace(/tables:[^]*calculations:\n/u, '')
    expect(lines(single)).toEqual([])
  })

  test('several reference mistakes at once, in the order of the file', () => {
    const text = record
      .replace('id: a-2024', 'id: x')
      .replace('versus: old', 'versus: x')
      .replace('source: paper', 'source: x')
    expect(lines(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'a-2024.yaml:1:5 wrong-name',
      'a-2024.yaml:26:34 unknown-arm',
      'a-2024.yaml:41:81 unknown-source',
    ])
  })

  test('in the real record: the exact place', () => {
    const file = 'data/trials/karmma-3-2023.yaml'
    const text = readFileSync(file, 'utf8')
    const at = text.split('\n').findIndex((line) => line.includes('12: 55%')) + 1
    expect(lines(text.replace('12: 55%', '12: {print: 55%}'), file)).toEqual([
      `${file}:${at}:11 missing-field "printed" is missing in "12" of endpoints > pfs > arms > ide-cel > survival (expected a printed figure such as "66.0%" or "13.3 (11.8 to 16.1)", add a line "printed: ...")`,
      `${file}:${at}:16 unknown-field unknown field "print" in "12" of endpoints > pfs > arms > ide-cel > survival; did you mean "printed"? (write "printed")`,
    ])
  })
})
