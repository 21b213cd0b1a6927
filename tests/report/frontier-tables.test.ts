import { describe, expect, test } from 'vitest'
import { frontierTables } from '../../src/report/frontier-tables.ts'
import { sweeps } from '../../src/report/sweeps.ts'
import { tippingSection } from '../../src/report/tipping-section.ts'
import type { Results } from '../../src/result/frames.ts'
import { withSecondParameter } from '../../src/result/second-parameter.ts'
import type { Row } from '../../src/result/row.ts'
import { results } from './fixture.ts'

const [some] = results.rows
if (some === undefined) throw new Error('the fixture has rows')
const blank: Row = {
  ...some,
  reported: '',
  difference: null,
  verdict: '',
  spreadLower: null,
  spreadUpper: null,
  time: null,
}
const row = (columns: Partial<Row>): Row => ({ ...blank, ...columns })
const scenario = results.scenarios.find((it) => it.id === 'itt')?.label ?? 'itt'
const asked = 'the upper 95% limit of the hazard ratio reaches 1'
const point = (value: number, estimate: number | null) =>
  row({
    scenario: 'itt',
    origin: 'tipping',
    measure: 'tipping-value',
    parameter: 'delta ide-cel',
    variant: withSecondParameter({ asked, parameter: 'delta standard', value }),
    estimate,
    lower: estimate === null ? null : 0.9 * estimate,
    upper: estimate === null ? null : 1.1 * estimate,
    status: estimate === null ? 'none-in-range' : 'ok',
  })
const reach = (value: number, upper: number) =>
  row({ ...point(value, null), origin: 'bound', measure: 'hazard-ratio-upper', estimate: null, lower: 0.5, upper, status: 'ok' }) // prettier-ignore
const given: Results = {
  ...results,
  rows: [point(0.1, 2), point(0.5, 5), point(1, null), point(2, null), reach(1, 0.9), reach(2, 0.8)],
}

const tipping = (rows: readonly Row[]): readonly Row[] => rows.filter((it) => it.origin === 'tipping')
const plain = (cells: readonly unknown[]): string => cells.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))).join(' | ') // prettier-ignore

describe('table of a frontier', () => {
  test('a line a root with its bracket; neighbours without one share a line with all they attain', () => {
    const [table] = frontierTables(given, tipping(given.rows))
    const text = table?.rows.map(plain) ?? []
    expect(text).toHaveLength(3)
    expect(text[0]).toBe('0.1 | 2 (1.8–2.2) | estimated | ')
    expect(text[2]).toBe('1–2 | none | none in range | between 0.50 and 0.90')
  })

  test('what is the same in all rows is said once: scenario and question in the caption, parameters and measure over the columns', () => {
    const [table] = frontierTables(given, tipping(given.rows))
    expect(table?.caption).toBe(`Tipping frontier, ${scenario}: delta of Ide-cel at which ${asked}`)
    expect(table?.columns.map((it) => it.label)).toEqual([
      'Delta of Standard regimen',
      'Delta of Ide-cel tips at',
      'Status',
      'Upper limit of the hazard ratio attainable',
    ])
    for (const row of table?.rows ?? []) expect(plain(row)).not.toMatch(/delta|reaches/u)
  })

  test('a table for each scenario and question, the note under the first', () => {
    const other = { ...point(0.1, 3), scenario: 'other' }
    const tables = frontierTables(given, tipping([...given.rows, other]))
    expect(tables.map((it) => it.rows.length)).toEqual([3, 1])
    expect(tables.map((it) => it.note)).toEqual([expect.stringMatching(/^In brackets: /u), 'Brackets: as said above.'])
  })

  test('no tipping curve for each value of the second parameter', () => {
    expect(sweeps(given)).toEqual([])
    expect(JSON.stringify(tippingSection(given, []))).toContain('Tipping frontier, ')
  })
})
