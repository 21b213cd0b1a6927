import { describe, expect, test } from 'vitest'
import { inferArms } from '../../src/analysis/infer-arms.ts'
import { inPrintUnit } from '../../src/analysis/in-print-unit.ts'
import { audit } from '../../src/audit/audit.ts'
import { queryLetter } from '../../src/analysis/query-letter.ts'
import { inferenceText } from '../../src/report/inference-text.ts'
import { queryLetterText } from '../../src/report/query-letter-text.ts'
import { readTrial } from '../evidence/read-trial.ts'

/* On the made-up trial: what is asked, and in which order. */

describe('the query letter', () => {
  const record = readTrial([
    ['events: 40\n', 'events: 41\n'],
    ['5 (10)', '5 (11)'],
  ])
  const letter = queryLetter(record)

  test('asks about fails, those of endpoints first, then about notes', () => {
    expect(letter.disagreements.map(({ state, about }) => [state, about])).toEqual([
      ['fail', 'Progression-free survival'],
      ['fail', 'Response, complete'],
    ])
    expect(letter.disagreements[0]?.figures[0]).toEqual({
      id: 'pfs.all.events',
      printed: '100',
      source: 'paper',
      at: 'page 5',
    })
  })
  test('asks also about what the record accepts: the paper prints it so', () => {
    const accepted = '\naccepted: [{ rule: R21, figures: [pfs.all.events], reason: so }]\n'
    const changed = readTrial([
      ['events: 40\n', 'events: 41\n'],
      ['id: made-up-2024\n', `id: made-up-2024${accepted}`],
    ])
    expect(queryLetter(changed).disagreements).toHaveLength(1)
  })
  test('asks for figures that are missing, the most valuable of each endpoint first, both arms in one', () => {
    const pfs = letter.figures.filter(({ endpoint }) => endpoint === 'Progression-free survival')
    const most = pfs.map(({ worth }) => Math.max(...worth.map(({ shrinkage }) => shrinkage)))
    expect(most.length).toBeGreaterThan(1)
    expect(most).toEqual(most.toSorted((a, b) => b - a))
    expect(Math.min(...most)).toBeGreaterThanOrEqual(0.02)
    expect(new Set(pfs.map(({ figure }) => figure)).size).toBe(pfs.length)
    for (const { figure } of letter.figures) expect(figure).not.toMatch(/, (New|Old)$/u)
  })
  test('of an endpoint that cannot be rebuilt, in the order of the completeness list and without a worth', () => {
    const bare = readTrial([
      ['        median: NR (30.1-NE)\n        survival: { 12: 80% }\n', '        events: 20\n'],
      ['        survival: { 12: 70.0% }\n', '        events: 15\n'],
      [
        "follow-up: { median: '18.6', range: 0.4 to 35.4, from: randomisation, definition: potential, at: page 4 }\n",
        '',
      ],
    ])
    const os = queryLetter(bare).figures.filter(({ endpoint }) => endpoint === 'Overall survival')
    expect(os).toEqual([
      { endpoint: 'Overall survival', figure: 'median of each arm', worth: [] },
      { endpoint: 'Overall survival', figure: 'numbers at risk', worth: [] },
      { endpoint: 'Overall survival', figure: 'hazard ratio', worth: [] },
    ])
  })
  test('asks what is not said, and never for a definition that is', () => {
    const about = (endpoint: string | null) => letter.definitions.find((it) => it.endpoint === endpoint)?.items
    expect(about('Progression-free survival')).toContain('censoring rules')
    expect(about('Progression-free survival')).not.toContain('schedule of assessments')
    expect(about(null)).toContain('data cut-off')
  })
  test('reads as a letter', () => {
    const text = queryLetterText(letter)
    expect(text).toMatch(/^# Questions about the report of Made up\n\nDear authors,\n\nWe have read:\n\n- Nobody\n/u)
    expect(text).toContain(
      '1. **Progression-free survival: events: 41 + 60 = 101, and 100 in all.** Printed: "100" (page 5);',
    )
    expect(text).toMatch(/\n1\. (progression-free|overall) survival at \d+ months?: (New|Old) \d+%/u)
    expect(text).toMatch(/Yours sincerely,\n\n\\\[name, institution, address\\\]\n$/u)
    expect(text).not.toMatch(/undefined|null|NaN/u)
  })
  describe('asks only for what can exist, in the words of the endpoint', () => {
    const asked = (record: ReturnType<typeof readTrial>, label: string): readonly string[] =>
      queryLetter(record).figures.flatMap(({ endpoint, figure }) => (endpoint === label ? [figure] : []))
    const monthsOf = (figures: readonly string[]): readonly number[] =>
      figures.flatMap((it) => Number(/(?:survival|response|event) at (\d+) months/u.exec(it)?.[1] ?? 0) || [])
    const response = readTrial([
      ['    label: Progression-free survival\n', '    label: Duration of response\n'],
      [
        '    clock: randomisation\n    population: randomised\n    assessor: not stated\n    criteria: not stated\n    visits: every 8 weeks',
        '    clock: response\n    population: responders\n    assessor: not stated\n    criteria: not stated\n    visits: every 8 weeks',
      ],
      ['range: 0.4 to 35.4, from: randomisation', 'range: 0.4 to 24.0, from: randomisation'],
      ['        median: 13.3 (', '        n: 100\n        median: 13.3 ('],
      ['        median: { printed: 4.4', '        n: 50\n        median: { printed: 4.4'],
    ])
    test('no later than the longest follow-up, less the shortest time to response', () => {
      const months = monthsOf(asked(response, 'Duration of response'))
      expect(months.length).toBeGreaterThan(0)
      expect(Math.max(...months)).toBeLessThanOrEqual(24)
      const dates = readTrial([
        ['  sample size: 150\n', '  sample size: 150\n  enrolment: 2021-01-01 to 2021-12-31\n  cutoff: 2022-12-31\n'],
      ])
      // 2021-01-01 to 2022-12-31 are 24.0 months, although 35.4 are printed: never ask beyond either.
      expect(Math.max(...monthsOf(asked(dates, 'Overall survival')))).toBeLessThanOrEqual(24)
    })
    test('no later than anybody is known to have been followed, and then the longest follow-up itself', () => {
      const open = readTrial([["median: '18.6', range: 0.4 to 35.4,", "median: '18.6',"]])
      const letter = queryLetter(open)
      expect(letter.figures[0]).toMatchObject({ endpoint: null, worth: [] })
      expect(letter.figures[0]!.figure).toMatch(
        /^longest follow-up \(Progression-free survival; .*which says where the curves end$/u,
      )
      expect(Math.max(...monthsOf(asked(open, 'Progression-free survival')))).toBeLessThanOrEqual(18)
      expect(
        queryLetter(readTrial())
          .figures.map(({ figure }) => figure)
          .join('\n'),
      ).not.toMatch(/longest follow-up/u)
    })
    test('patients still in response, not survival', () => {
      const words = asked(response, 'Duration of response').join('\n')
      expect(words).toMatch(/patients still in response at \d+ months/u)
      expect(words).not.toMatch(/survival/u)
    })
    test('events of each arm where only their total is printed', () => {
      const total = readTrial([
        ['        events: 60\n', ''],
        ['        events: 40\n', ''],
      ])
      expect(asked(total, 'Progression-free survival').at(-1)).toBe(
        'number of events of each arm (of 100; only the total is printed)',
      )
      expect(asked(readTrial(), 'Progression-free survival').join('\n')).not.toMatch(/number of events/u)
    })
    test('events of each arm, and on a line of its own their total', () => {
      const none = readTrial([
        ['        events: 60\n', ''],
        ['        events: 40\n', ''],
        ['    events: { total: 100 }\n', ''],
        ['        at risk: { 0: 100, 6: 70 }\n', ''],
      ])
      const figures = queryLetter(none).figures.filter(
        ({ endpoint, figure }) => endpoint === 'Progression-free survival' && figure.startsWith('number of events'),
      )
      expect(figures.map(({ figure, worth }) => [figure, worth.map(({ arm }) => arm)])).toEqual([
        ['number of events of each arm', ['New', 'Old']],
        ['number of events of all arms together', ['all']],
      ])
    })
    test('one month is no plural', () => {
      expect(inPrintUnit('survival at 1 months', null, 'months')).toBe('survival at 1 month')
      expect(inPrintUnit('survival at 11 months', null, 'months')).toBe('survival at 11 months')
    })
  })
  test('counts all comparisons, also those about which it does not ask', () => {
    const text = queryLetterText({ ...letter, checks: 10, agree: 5, disagreements: letter.disagreements })
    expect(text).toContain(
      '10 comparisons, of which 5 agree; 3 further ones concern rounding, wording or other sources, about which we do not ask.',
    )
    const { findings } = audit(record.trial)
    expect(letter.checks).toBe(findings.filter(({ state }) => ['pass', 'note', 'fail'].includes(state)).length)
    expect(letter.agree).toBe(findings.filter(({ state }) => state === 'pass').length)
  })
  test('says so where nothing is to be asked, and that only a summary was read', () => {
    const nothing = { ...letter, checks: 3, agree: 3, disagreements: [], figures: [], definitions: [] }
    expect(queryLetterText(nothing)).toContain('There is nothing that we have to ask.')
    const summary = { ...letter, citations: [{ citation: 'A summary', primary: false }] }
    expect(queryLetterText(summary)).toContain('We have not read the report itself')
  })
})

describe('the inference of arms in full', () => {
  // 4 of 5 and 2 of 3 patients: 80% and 67%, of 8 together.
  const open = readTrial([
    ['sample size: 150', 'sample size: 8'],
    [
      'flow:\n  new:\n    chains: [[randomised: 100, treated: { count: 90, percent: 90% }]]\n  old:\n    chains: [[randomised: 50, treated: 48]]\n',
      '',
    ],
    ['columns: [{ arm: new, of: 100 }, { arm: old, of: 50 }]', 'form: percent\n    columns: [new, old]'],
    ['Response: { form: count, cells: [71, 21], percents: [71 (62-80), 42% (28-56)] }', 'Response: [80%, 67%]'],
    [
      '      Complete: [40 (40), 5 (10)]\n      Partial: [31 (31), 16 (32)]\n      None: [29 (29), 29 (58)]\n      Relapse: [7/40 (18), unreadable]\n    partitions: [[Complete, Partial, None]]\n    sums: { Response: [Complete, Partial] }\n    within: { Relapse: Complete }\n',
      '',
    ],
    ['        events: 60\n        at risk: { 0: 100, 6: 70 }\n', ''],
    ['        events: 40\n    events: { total: 100 }\n', ''],
  ]).trial

  test('lists every division that is left, and what each row does', () => {
    const answer = inferArms(open)
    expect(answer).toMatchObject({
      kind: 'inferred',
      inference: {
        total: 8,
        possible: 7,
        pairs: [[5, 3]],
        // 66.67% cut off is 66%.
        truncated: [],
        // Of 4 + 4 patients 75% and so on: nothing near 80%.
        any: [[5, 3]],
        declaredOnly: [[5, 3]],
        without: [
          {
            row: 'Response',
            pairs: [
              [1, 7],
              [2, 6],
              [3, 5],
              [4, 4],
              [5, 3],
              [6, 2],
              [7, 1],
            ],
          },
        ],
        recorded: [null, null],
      },
    })
    const text = inferenceText('x.yaml', answer, 100)
    expect(text).toContain('Rounded to the nearest, they leave 1 division: 5 + 3.')
    expect(text).toContain('without Response: 1 + 7 to 7 + 1')
  })
  test('says why where there is nothing to infer', () => {
    expect(inferArms(readTrial().trial)).toEqual({
      kind: 'nothing to infer',
      reason: 'the patients of each arm are printed',
    })
    expect(inferenceText('x.yaml', { kind: 'nothing to infer', reason: 'so' }, 80)).toBe(
      'x.yaml\n\nNothing to infer: so.\n',
    )
  })
})

describe('times in the unit of the paper', () => {
  const units = ['days', 'weeks', 'years'] as const
  test.each(units)('%s: no month is asked for, and a printed time as it is printed', (unit) => {
    const asked = queryLetter(inUnit(unit)).figures.map(({ figure }) => figure)
    expect(asked.join('\n')).not.toMatch(/month/)
    expect(asked.filter((it) => /^overall survival at [\d.]+ \w+$/.test(it)).length).toBeGreaterThan(0)
    for (const figure of asked) if (/ at \d/.test(figure)) expect(figure).toMatch(new RegExp(` at [\\d.]+ ${unit}`))
  })
  test.each([
    ['survival at 6 months, New', null, 'days', 'survival at 183 days, New'],
    ['survival at 6 months', null, 'years', 'survival at 0.5 years'],
    ['numbers at risk every month', null, 'weeks', 'numbers at risk every 4 weeks'],
    ['numbers at risk every 3 months', null, 'days', 'numbers at risk every 91 days'],
    ['95% interval of survival at 0.92 months', 0.92, 'days', '95% interval of survival at 28 days'],
    ['95% interval of survival at 1.03 months', 1.035, 'weeks', '95% interval of survival at 4.5 weeks'],
    ['survival at 6 months', null, 'months', 'survival at 6 months'],
  ] as const)('%s, in %s %s', (words, time, unit, said) => {
    expect(inPrintUnit(words, time, unit)).toBe(said)
  })
})

/** Overall survival of the made-up trial in another unit. */
function inUnit(unit: 'days' | 'weeks' | 'years') {
  const times = { days: [28, 150, 700], weeks: [4, 21, 100], years: [0.5, 1.1, 4] } as const
  const [printed, median, longest] = times[unit]
  return readTrial([
    ['time unit: months', `time unit: ${unit}`],
    [
      "follow-up: { median: '18.6', range: 0.4 to 35.4",
      `follow-up: { median: '${longest / 2}', range: 0 to ${longest}`,
    ],
    ['median: NR (30.1-NE)\n        survival: { 12: 80% }', `median: ${median}\n        survival: { ${printed}: 80% }`],
    ['survival: { 12: 70.0% }', `survival: { ${printed}: 70.0% }`],
  ])
}
