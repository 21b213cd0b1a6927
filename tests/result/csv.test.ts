import { csvParse } from 'd3-dsv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curveCsv, fidelityCsv, ipdCsv, pseudonym, resultsCsv } from '../../src/result/csv.ts'
import type { PatientRow } from '../../src/result/patient-row.ts'
import { rowColumns } from '../../src/result/row.ts'
import { results } from '../report/fixture.ts'

const patient: PatientRow = {
  trial: 'a',
  endpoint: 'pfs',
  arm: 'ide-cel',
  patient: 1,
  time: 0.25,
  event: 1,
  assigned: 'ide-cel',
  received: 'ide-cel',
}

describe('by hand', () => {
  test('ipd.csv says in every row that no patient is a person', () => {
    expect(ipdCsv([patient, { ...patient, patient: 12, time: 13.3125, event: 0, received: '' }])).toBe(
      'trial,endpoint,arm,patient,time,event,assigned,received\n' +
        'a,pfs,ide-cel,pseudo-0001,0.25,1,ide-cel,ide-cel\n' +
        'a,pfs,ide-cel,pseudo-0012,13.3125,0,ide-cel,\n',
    )
    expect(() => pseudonym(0)).toThrow(RangeError)
  })
  test('times of patients are written as they were made, or refused', () => {
    expect(() => ipdCsv([{ ...patient, time: 1 / 3 }])).toThrow(/rounded/)
    expect(() => ipdCsv([{ ...patient, time: Number.NaN }])).toThrow(RangeError)
  })
  test('numbers are rounded to the stated digits, zeros have no sign, nulls are empty', () => {
    const [row] = results.curves
    const text = curveCsv([{ ...row!, time: 1.23456, survival: -1e-9, lower: null, upper: 0.123456 }])
    expect(text.split('\n')[1]).toBe('karmma-3-2023,pfs,ide-cel,km,1.2346,0,,0.12346,sampling')
  })
  test('columns are those of the contract', () => {
    expect(resultsCsv([])).toBe(`${rowColumns.join(',')}\n`)
    expect(fidelityCsv([])).toBe(
      'trial,endpoint,figure,arm,time,reported,rebuilt,role,predicted,lower,upper,z,verdict\n',
    )
    expect(curveCsv([])).toBe('trial,endpoint,arm,series,time,survival,lower,upper,interval\n')
  })
  test('a tiny p-value keeps its size, a seed all its digits', () => {
    const [row] = results.rows
    const parsed = csvParse(resultsCsv([{ ...row!, measure: 'p-value', estimate: 1.23456789e-9, seed: 4294967295 }]))
    expect(Number(parsed[0]!['estimate'])).toBe(1.23457e-9)
    expect(parsed[0]!['seed']).toBe('4294967295')
  })
  test('infinite numbers never reach a file', () => {
    expect(() => resultsCsv([{ ...results.rows[0]!, estimate: Number.POSITIVE_INFINITY }])).toThrow(RangeError)
  })
})

describe('round trip through d3-dsv', () => {
  test('every row and every text comes back', () => {
    const parsed = csvParse(resultsCsv(results.rows))
    expect(parsed.columns).toEqual([...rowColumns])
    expect(parsed).toHaveLength(results.rows.length)
    results.rows.forEach((row, at) => {
      for (const column of rowColumns) {
        const value = row[column]
        const text = parsed[at]![column]!
        if (value === null) expect(text).toBe('')
        else if (typeof value === 'string') expect(text).toBe(value)
        else expect(Number(text)).toBeCloseTo(value, 5)
      }
    })
  })
  test('texts with commas, quotes and line breaks survive', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '|') }), (text) => {
        const parsed = csvParse(ipdCsv([{ ...patient, arm: text }, patient]))
        expect(parsed).toHaveLength(2)
        expect(parsed[0]!['arm']).toBe(text)
      }),
    )
  })
  test('lines end in LF only', () => {
    for (const text of [resultsCsv(results.rows), curveCsv(results.curves), fidelityCsv(results.fidelity)]) {
      expect(text).not.toContain('\r')
      expect(text.endsWith('\n')).toBe(true)
    }
  })
})
