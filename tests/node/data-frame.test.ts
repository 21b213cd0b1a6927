import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Cell } from '../../src/node/data-frame.ts'
import { fromDataFrame } from '../../src/node/from-data-frame.ts'
import { toDataFrame } from '../../src/node/to-data-frame.ts'
import { rowColumns, type Row } from '../../src/result/row.ts'
import { golden } from '../statistics/golden.ts'
import { blankRow } from '../result/blank-row.ts'

const row: Row = {
  ...blankRow,
  analysis: 'demo',
  trial: 'trial-a',
  arm: '007',
  measure: 'median',
  estimate: 13.3,
  lower: 11.8,
  spreadLower: 12.9,
  spreadUpper: 13.7,
  reported: '13.3 (11.8 to 16.1)',
  difference: 0,
  verdict: 'reproduced',
  nEvent: 140,
  draws: 200,
  sources: 'nejm, "p 1006"; appendix',
}

describe('there and back', () => {
  test('result rows, all columns in their order', () => {
    const rows = [row, { ...row, arm: '1e3', estimate: null, time: 12, reported: '' }]
    const frame = toDataFrame(rows)
    expect(frame.columns).toEqual(rowColumns)
    expect(frame.shape).toEqual([2, rowColumns.length])
    expect(fromDataFrame(frame)).toEqual(rows)
    expect(Object.keys(fromDataFrame(frame)[0] ?? {})).toEqual(rowColumns)
  })

  test('strings that look like something else stay strings', () => {
    const rows = ['001', '1e3', 'NaN', 'null', 'true', '', ' ', '2020-01-01', '#N/A', '"a","b"'].map((id) => ({ id }))
    const frame = toDataFrame(rows)
    expect(frame.dtypes).toEqual(['string'])
    expect(fromDataFrame(frame)).toEqual(rows)
  })

  test('any table of cells', () => {
    const columns = fc.record({
      s: fc.option(fc.string()),
      x: fc.option(fc.double({ noNaN: true })),
      b: fc.option(fc.boolean()),
      none: fc.constant(null),
    })
    fc.assert(
      fc.property(fc.array(columns, { minLength: 1, maxLength: 8 }), (rows) => {
        const back = fromDataFrame(toDataFrame(rows))
        expect(back).toHaveLength(rows.length)
        back.forEach((record, i) => {
          expect(Object.entries(record)).toEqual(Object.entries(rows[i]!))
        })
      }),
    )
  })

  test('named columns are chosen and ordered, also of no records', () => {
    expect(toDataFrame([row], ['estimate', 'arm']).values).toEqual([[13.3, '007']])
    const empty = toDataFrame<Row>([], ['estimate', 'arm'])
    expect([empty.columns, fromDataFrame(empty)]).toEqual([['estimate', 'arm'], []])
  })

  test('the records are not changed by what is done to the frame', () => {
    const rows = [{ x: 1 }, { x: 2 }]
    toDataFrame(rows).add(1)
    expect(rows).toEqual([{ x: 1 }, { x: 2 }])
  })
})

describe('refused, with the reason', () => {
  const untyped = (...rows: readonly object[]): readonly Readonly<Record<string, Cell>>[] =>
    rows as readonly Readonly<Record<string, Cell>>[]

  test.each([
    ['no columns', untyped(), 'names of the columns'],
    ['a mixed column', untyped({ x: 1 }, { x: 'a' }), 'column "x" mixes number and string'],
    ['NaN', untyped({ x: NaN }), '"x" of record 0 is NaN'],
    ['a missing field', untyped({ x: 1, y: 2 }, { x: 1, z: 2 }), '"y" of record 1 is missing'],
    ['a field too many', untyped({ x: 1 }, { x: 1, y: 2 }), 'record 1 has 2 fields'],
    ['a list', untyped({ x: [1] }), '"x" of record 0 is object'],
    ["a name of danfojs's own", untyped({ values: 1 }), 'cannot be called "values"'],
  ])('%s', (_what, rows, message) => {
    expect(() => toDataFrame(rows)).toThrow(RangeError)
    expect(() => toDataFrame(rows)).toThrow(message)
  })

  test('a date in a frame', () => {
    expect(() => fromDataFrame({ columns: ['d'], values: [[new Date(0)]] })).toThrow('"d" of row 0 is object')
  })
})

describe('danfojs computes in doubles', () => {
  const frame = toDataFrame([
    { a: 0.1, b: 0.2 },
    { a: 1 / 3, b: 1e-9 },
  ])

  test('0.1 + 0.2', () => {
    expect(frame.add(0.2).values[0]).toEqual([0.30000000000000004, 0.4])
    expect(frame.column('a').add(frame.column('b')).values[0]).toBe(0.30000000000000004)
  })

  test('a frame with a number, a frame, a row and a column', () => {
    expect(frame.sub(frame).values).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(frame.mul([10, 100], { axis: 1 }).values[0]).toEqual([1, 20])
    expect(frame.mul([10, 100], { axis: 0 }).values).toEqual([
      [0.1 * 10, 0.2 * 10],
      [(1 / 3) * 100, 1e-9 * 100],
    ])
    expect(frame.div(2).values[1]).toEqual([1 / 6, 5e-10])
  })

  test('a missing number stays missing through arithmetic, and is passed over by statistics', () => {
    const gaps = toDataFrame([{ x: 1 }, { x: null }, { x: 4 }])
    expect(fromDataFrame(gaps.add(1))).toEqual([{ x: 2 }, { x: null }, { x: 5 }])
    expect(gaps.mean({ axis: 0 }).values).toEqual([2.5])
    expect(gaps.column('x').count()).toBe(2)
    expect(fromDataFrame(gaps.dropNa())).toEqual([{ x: 1 }, { x: 4 }])
  })
})

describe('danfojs describes and groups', () => {
  // By hand: x has mean 19.2 / 4 and squared deviations 5.29 + 2.89 + 0.01 + 16.81 = 25.
  const frame = toDataFrame([
    { arm: 'a', x: 2.5, y: 1 },
    { arm: 'b', x: 3.1, y: 2 },
    { arm: 'a', x: 4.7, y: 4 },
    { arm: 'b', x: 8.9, y: 8 },
  ])
  const meanX = 4.8
  const sdX = 5 / Math.sqrt(3)
  const varX = 25 / 3

  test('describe', () => {
    const summary = frame.describe()
    expect(summary.index).toEqual(['count', 'mean', 'std', 'min', 'median', 'max', 'variance'])
    const x = summary.column('x').values.map(Number)
    const expected = [4, meanX, sdX, 2.5, 3.9, 8.9, varX]
    expected.forEach((value, i) => {
      expect(x[i]).toBeCloseTo(value, 13)
    })
  })

  test.each(Object.entries(golden.descriptives).filter(([, r]) => r.sd !== null))(
    'describe, against R: %s',
    (_name, r) => {
      const summary = toDataFrame(r.values.map((x) => ({ x }))).describe()
      const median = r.quantiles[r.probabilities.indexOf(0.5)]!
      const expected = [r.values.length, r.mean, r.sd!, r.min, median, r.max, r.sd! * r.sd!]
      summary.column('x').values.forEach((value, i) => {
        expect(Math.abs(Number(value) - expected[i]!)).toBeLessThanOrEqual(1e-13 * Math.abs(expected[i]!))
      })
    },
  )

  test('statistics down a column and along a row', () => {
    const numbers = frame.drop({ columns: ['arm'] })
    expect(Number(numbers.std({ axis: 0 }).values[0])).toBeCloseTo(sdX, 13)
    expect(Number(numbers.var({ axis: 0 }).values[0])).toBeCloseTo(varX, 13)
    expect(numbers.median({ axis: 0 }).values).toEqual([3.9000000000000004, 3])
    expect(numbers.sum({ axis: 1 }).values).toEqual([3.5, 5.1, 8.7, 16.9])
    expect(numbers.max({ axis: 0 }).values).toEqual([8.9, 8])
    expect(numbers.min({ axis: 0 }).values).toEqual([2.5, 1])
  })

  test('groups', () => {
    const groups = frame.groupby(['arm'])
    expect(fromDataFrame(groups.agg({ x: ['mean', 'count'], y: 'sum' }))).toEqual([
      { arm: 'a', x_mean: 3.6, x_count: 2, y_sum: 5 },
      { arm: 'b', x_mean: 6, x_count: 2, y_sum: 10 },
    ])
    expect(fromDataFrame(groups.col(['y']).std())[0]?.['y_std']).toBeCloseTo(3 / Math.SQRT2, 14)
    expect(groups.getGroup(['b']).column('y').values).toEqual([2, 8])
  })

  test('rows by condition, and a new column', () => {
    const late = frame.query(frame.column('x').gt(3).and(frame.column('arm').eq('b')))
    expect(late.column('y').values).toEqual([2, 8])
    expect(frame.addColumn('z', [1, 2, 3, 4]).columns).toEqual(['arm', 'x', 'y', 'z'])
    expect(frame.columns).toEqual(['arm', 'x', 'y'])
  })

  test('a table to read', () => {
    expect(frame.toString()).toContain('arm')
  })
})
