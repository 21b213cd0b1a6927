import { describe, expect, test } from 'vitest'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { rebuiltText } from '../../src/cli/rebuilt-text.ts'
import { collect } from '../../src/evidence/collect.ts'
import type { FidelityRow } from '../../src/result/frames.ts'
import { readReferences } from '../../src/node/read-references.ts'
import { compose } from '../../src/report/compose.ts'
import { fidelityCsv } from '../../src/result/csv.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'
import { recordOf } from '../record/record-of.ts'
import { analysed, changed } from './small.ts'

const WEEKS = 7 / 30.4375

/** The small trial as a paper that counts in weeks would print it: 12 months are 52 weeks. */
const inWeeks = changed(smallRecord, {
  'time unit: months': 'time unit: weeks',
  "median: '18', range: 1 to 30": "median: '78', range: 4 to 130",
  'median: 12.0 (9.0 to 16.0)': 'median: 52 (39 to 70)',
  'survival: { 6: 70%, 12: 50% }': 'survival: { 26: 70%, 52: 50% }',
  'median: 6.0 (4.5 to 8.5)': 'median: 26 (20 to 37)',
  'survival: { 6: 50%, 12: 25% }': 'survival: { 26: 50%, 52: 25% }',
})

/** The very same figures in a record that counts in months. */
const sameInMonths = changed(inWeeks, {
  'time unit: weeks': 'time unit: months',
  "median: '78', range: 4 to 130": 'median: 78 weeks, range: 4 to 130 weeks',
  'median: 52 (39 to 70)': 'median: 52 (39 to 70) weeks',
  'survival: { 26: 70%, 52: 50% }': `survival: { ${26 * WEEKS}: 70%, ${52 * WEEKS}: 50% }`,
  'median: 26 (20 to 37)': 'median: 26 (20 to 37) weeks',
  'survival: { 26: 50%, 52: 25% }': `survival: { ${26 * WEEKS}: 50%, ${52 * WEEKS}: 25% }`,
})

function built(text: string) {
  const it = rebuild(recordOf(text), 'pfs', { seed: 1 })
  if (it.kind === 'refused') throw new Error(JSON.stringify(it.diagnostics))
  return it
}

const close = (a: unknown, b: unknown): void => {
  if (typeof a === 'number' && typeof b === 'number') expect(a).toBeCloseTo(b, 6)
  else expect(a).toEqual(b)
}

describe('a record in weeks and the same record in months', () => {
  const [weeks, months] = [built(inWeeks), built(sameInMonths)]

  test('give the same patients, curves and predictions', () => {
    expect(weeks.frames.patients).toEqual(months.frames.patients)
    expect(weeks.frames.patients.length).toBe(180)
    expect(weeks.frames.curves.length).toBe(months.frames.curves.length)
    weeks.frames.curves.forEach((row, i) => {
      const other = months.frames.curves[i]!
      for (const key of ['time', 'survival', 'lower', 'upper'] as const) close(row[key], other[key])
    })
    weeks.frames.fidelity.forEach((row, i) => {
      const other = months.frames.fidelity[i]!
      for (const key of ['time', 'rebuilt', 'unit', 'role', 'predicted', 'lower', 'upper', 'z', 'verdict'] as const)
        close(row[key], other[key])
    })
  })

  test('times of the fidelity table are in weeks, and say so', () => {
    const times = weeks.frames.fidelity.filter(
      (it) => it.measure.startsWith('median') || it.measure.startsWith('follow'),
    )
    expect(times.length).toBe(9)
    for (const row of times) {
      expect(row.unit).toBe('weeks')
      expect(row.rebuilt).toMatch(/^\d+ weeks$/)
    }
    const median = weeks.frames.fidelity.find((it) => it.figure === 'pfs.new.median')
    expect(median).toMatchObject({ reported: '52', rebuilt: '52 weeks', verdict: 'reproduced' })
    // In months it would be 12 or so.
    expect(median?.predicted).toBeGreaterThan(35)
    expect(median?.predicted).toBeLessThan(80)
    expect(weeks.frames.fidelity.find((it) => it.measure === 'survival')?.unit).toBeUndefined()
  })

  test('fidelity.csv: reported, rebuilt and predicted of one row are in one unit, the time column in months', () => {
    const lines = fidelityCsv(weeks.frames.fidelity).split('\n')
    expect(lines.find((it) => it.includes('pfs.new.median,'))).toMatch(/,new,,52,52 weeks,input,\d\d\.\d+,/)
    expect(lines.find((it) => it.includes('pfs.new.survival@26weeks,'))).toContain(',new,5.979,70%,70%,input,')
  })

  test('the terminal shows reported, rebuilt and predicted in weeks', () => {
    const terminal = { out: () => undefined, err: () => undefined, width: 100, colour: false, live: false }
    const text = rebuiltText({ file: 'weeks.yaml', trial: 'weeks', endpoint: 'pfs', result: weeks }, {}, terminal)
    expect(text).toMatch(/·\u00a0median,\u00a0weeks +52 +52 +reproduced +\d\d\.\d \(\d\d\.\d–\d\d\.\d\)/)
    expect(text).toMatch(/·\u00a0survival@26weeks +70% +70% +reproduced/)
    expect(text).not.toMatch(/\d\.\d{4}/)
  })

  test('a report of them names weeks and writes no converted time with all its digits', () => {
    const plan = changed(smallPlan, { 'endpoint: pfs': 'endpoint: pfs\ntime unit: months' })
    const { results } = analysed(plan, inWeeks)
    const text = renderMarkdown(compose(results, readReferences()))
    expect(text).toContain('Median, weeks')
    expect(text).toMatch(/\| Median, weeks +\| New drug +\| +52 \| +52 \| input/)
    expect(text).toMatch(/\| Survival at 5\.98 months +\| New drug/)
    expect(text).toMatch(/\| Median follow-up, weeks +\| All arms +\| +78 \|/)
    expect(text).toContain('Median 78 weeks (range 4 to 130)')
    expect(text.split('## References')[0]).not.toMatch(/\d\.\d{5,}/)
    expect(results.reported.find((it) => it.figure === 'pfs.new.median')?.printed).toBe('52 (39 to 70)')
    expect(results.reported.find((it) => it.figure === 'pfs.new.median')?.estimate).toBeCloseTo(52 * WEEKS, 12)
  })
})

describe.each([
  ['days', { 6: '182.625', 12: '365.25' }],
  ['years', { 6: '0.5', 12: '1' }],
] as const)('landmarks in %s', (unit, time) => {
  test('are those in months', () => {
    const converted = smallRecord
      .replace('time unit: months', `time unit: ${unit}`)
      .replaceAll('{ 6: ', `{ ${time[6]}: `)
      .replaceAll(', 12: ', `, ${time[12]}: `)
      .replace("median: '18', range: 1 to 30", 'median: 18 months, range: 1 to 30 months')
      .replace('12.0 (9.0 to 16.0)', '12.0 (9.0 to 16.0) months')
      .replace('6.0 (4.5 to 8.5)', '6.0 (4.5 to 8.5) months')
    const rows = (text: string): readonly Partial<FidelityRow>[] =>
      built(text).frames.fidelity.map(({ measure, time: at, rebuilt, verdict }) => ({
        measure,
        time: at,
        rebuilt,
        verdict,
      }))
    expect(rows(converted)).toEqual(rows(smallRecord))
  })
})

describe('limits at other levels than 95%', () => {
  const narrow = changed(smallRecord, {
    'sources:': 'interval level: 90%\nsources:',
    'printed: 0.55 (0.38 to 0.80)': 'printed: 0.55 (95% CI 0.38 to 0.80)',
  })

  test('each figure keeps its own: the default of the record, or the one that it prints', () => {
    const it = collect(recordOf(narrow), 'pfs')
    if (it.kind === 'refused') throw new Error(JSON.stringify(it.diagnostics))
    expect(it.evidence.arms.map(({ median }) => median?.interval?.level)).toEqual([0.9, 0.9])
    expect(it.evidence.contrasts[0]?.hazardRatio?.interval?.level).toBe(0.95)
  })

  test('two levels in one record come back, each at its own', () => {
    const { results } = analysed(smallPlan, narrow)
    const level = (measure: string): readonly (number | null)[] => [
      ...new Set(results.rows.filter((it) => it.measure === measure && it.lower !== null).map((it) => it.level)),
    ]
    expect(level('median')).toEqual([0.9])
    expect(level('hazard-ratio')).toEqual([0.95])
    const limits = results.fidelity.filter((it) => /^(median|hazard-ratio)-/.test(it.measure))
    expect(limits.map(({ figure, reported, rebuilt }) => [figure, reported, rebuilt])).toEqual(
      limits.map(({ figure, reported }) => [figure, reported, reported]),
    )
  })

  test('the level counts: the same limits at 90% give other patients than at 95%', () => {
    expect(built(narrow).frames.patients).not.toEqual(built(smallRecord).frames.patients)
  })
})

describe('the split of the events', () => {
  const said = (changes: Readonly<Record<string, string>>): string =>
    renderMarkdown(compose(analysed(smallPlan, changed(smallRecord, changes)).results, readReferences()))
  const model = 'Nothing that the paper prints fixes how the events divide between the arms'
  const fixed = 'The paper prints the events of each arm but no numbers at risk'

  test('is called the model’s only where the paper does not print it', () => {
    expect(said({})).toContain(model)
    expect(said({})).not.toContain(fixed)
    const perArm = said({
      'survival: { 6: 70%, 12: 50% }': 'survival: { 6: 70%, 12: 50% }\n        events: 74',
      'survival: { 6: 50%, 12: 25% }': 'survival: { 6: 50%, 12: 25% }\n        events: 46',
    })
    expect(perArm).toContain(fixed)
    expect(perArm).not.toContain(model)
  })
})

describe('numbers of patients', () => {
  const sized = (n: number): ReturnType<typeof collect> =>
    collect(recordOf(changed(smallRecord, { 'randomised: 120, treated: 118': `randomised: ${n}` })), 'pfs')

  test.each([
    [0, 'refused'],
    [1, 'evidence'],
    [100_000, 'evidence'],
    [100_001, 'refused'],
  ])('%i: %s', (n, kind) => {
    const it = sized(n)
    // One patient cannot have 120 events, which is refused too; only the size is asked about here.
    const rules = it.kind === 'refused' ? it.diagnostics.map(({ rule }) => rule) : []
    expect(rules.includes('patients-out-of-range')).toBe(kind === 'refused')
  })

  test('the refusal says what is required', () => {
    const it = sized(100_001)
    expect(it.kind === 'refused' && it.diagnostics[0]).toMatchObject({
      rule: 'patients-out-of-range',
      message: 'cannot be rebuilt: New drug has 100001 patients',
      expected: '1 to 100000',
      found: '100001',
    })
  })
})
