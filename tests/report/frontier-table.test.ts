import { describe, expect, test } from 'vitest'
import { frontierTable } from '../../src/report/frontier-table.ts'
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

describe('table of a frontier', () => {
  test('a line a root with its bracket; neighbours without one share a line with all they attain', () => {
    const { rows } = frontierTable(
      given,
      given.rows.filter((it) => it.origin === 'tipping'),
    )
    const text = rows.map((cells) => cells.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))).join(' | '))
    expect(text).toHaveLength(3)
    expect(text[0]).toContain('delta of Standard regimen 0.1 | delta of Ide-cel | 2 (1.8–2.2)')
    expect(text[2]).toContain('delta of Standard regimen 1–2 | delta of Ide-cel | none')
    expect(text[2]).toContain('between 0.50 and 0.90')
  })

  test('no tipping curve for each value of the second parameter', () => {
    expect(sweeps(given)).toEqual([])
    expect(JSON.stringify(tippingSection(given, []))).toContain('Tipping frontiers')
  })
})
