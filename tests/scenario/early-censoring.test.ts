import { expect, test } from 'vitest'
import { earlyCensoring, fisherExact } from '../../src/scenario/early-censoring.ts'
import { patients } from '../../src/survival/patients.ts'
import { golden } from './golden.ts'

test('by hand: 2 of 2 against 0 of 2 is one table of six in each direction, so 1/3', () => {
  expect(fisherExact(2, 2, 0, 2)).toBeCloseTo(1 / 3, 12)
})
test("golden: R's fisher.test", () => {
  const tables = [
    [0, 208, 5, 211],
    [0, 208, 12, 211],
    [7, 40, 3, 55],
    [3, 10, 3, 10],
  ] as const
  tables.forEach(([a, n, b, m], i) => {
    expect(fisherExact(a, n, b, m)).toBeCloseTo(golden.fisher[i]!, 10)
  })
})
test('counts at each time, by arm, events left out', () => {
  const set = patients({
    arms: ['control', 'new'],
    time: [1, 2, 3, 4, 1, 2],
    event: [0, 0, 1, 0, 1, 0],
    assigned: [0, 0, 0, 1, 1, 1],
  })
  expect(earlyCensoring(set, [1, 3])).toMatchObject([
    { time: 1, censored: [1, 0], patients: [3, 3], pValue: expect.closeTo(1, 12) as number },
    { time: 3, censored: [2, 1], patients: [3, 3] },
  ])
  expect(() => earlyCensoring(patients({ time: [1], event: [1] }), [1])).toThrow('exactly two arms')
})
