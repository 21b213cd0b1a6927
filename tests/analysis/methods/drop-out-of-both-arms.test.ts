import { describe, expect, test } from 'vitest'
import { secondParameter } from '../../../src/result/second-parameter.ts'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: sensitivity; data: simulated; identification: assumption'
const fields = [
  'drop-out: {from: an assumed share, share: 1, before: 12}',
  'delta: {arm: {from: 0.1, to: 10}, control: {from: 0.1, to: 10}, cells: 5, steps: 3}',
  'imputations: 12',
]
const plan = (tip: string) => planWith('drop-out of both arms', standing, [...fields, tip])
const { rows, finding } = tried(plan('tip: {reaches: upper, target: 1}'))
const second = (variant: string) => secondParameter(variant)?.value ?? NaN
const cells = rows.filter((it) => it.origin === 'scenario')
const at = (arm: number, control: number) => cells.find((it) => it.value === arm && second(it.variant) === control)

describe('drop-out of both arms', () => {
  test('a row a cell, the second delta in its variant, the cell of censoring at random among them', () => {
    expect(cells).toHaveLength(25)
    expect(new Set(cells.map((it) => it.value))).toEqual(new Set([0.1, 0.316228, 1, 3.16228, 10]))
    expect(at(1, 1)).toMatchObject({ parameter: 'delta new', variant: 'delta old = 1', measure: 'hazard-ratio', status: 'ok' }) // prettier-ignore
    for (const it of cells) expect(it.lower! < it.estimate! && it.estimate! < it.upper!).toBe(true)
  })

  test('the ratio rises with the delta of the arm and falls with that of its control', () => {
    expect(at(10, 1)!.estimate).toBeGreaterThan(at(1, 1)!.estimate!)
    expect(at(1, 10)!.estimate).toBeLessThan(at(1, 1)!.estimate!)
  })

  test('the frontier lies between cells whose limits are on both sides of the target', () => {
    const middle = (at(0.1, 1)!.upper! + at(10, 1)!.upper!) / 2
    const found = tried(plan(`tip: {reaches: upper, target: ${middle}}`)).rows
    const root = found.find((it) => it.origin === 'tipping' && second(it.variant) === 1)!
    expect(root).toMatchObject({ status: 'ok', parameter: 'delta new', measure: 'tipping-value' })
    expect(root.lower! <= root.estimate! && root.estimate! <= root.upper!).toBe(true)
    const shown = [0.1, 0.316228, 1, 3.16228, 10]
    const next = shown.findIndex((it) => it >= root.estimate!)
    expect(at(shown[next - 1]!, 1)!.upper).toBeLessThan(middle)
    expect(at(shown[next]!, 1)!.upper).toBeGreaterThanOrEqual(middle)
  })

  test('none in range: said for each value of the control’s delta, with what can be attained', () => {
    const none = tried(plan('tip: {reaches: lower, target: 50}'))
    const points = none.rows.filter((it) => it.origin === 'tipping')
    expect(points.map((it) => it.status)).toEqual(Array.from({ length: 5 }, () => 'none-in-range'))
    const bounds = none.rows.filter((it) => it.origin === 'bound')
    expect(bounds.map((it) => it.measure)).toEqual(Array.from({ length: 6 }, () => 'hazard-ratio-lower'))
    expect(none.finding).toContain('For no pair of deltas from 0.1 to 10 in New drug')
  })

  test('says how many dropped out, and that this was assumed', () => {
    expect(finding).toMatch(/Drop-outs of both arms, \d+ of New drug and \d+ of Old drug \(by assumption/)
  })

  test('what a plan cannot ask', () => {
    expect(problems(plan('tip: {reaches: median}')).join()).toContain('reaches')
    expect(problems(plan('level: 2')).join()).toContain('level')
  })
})
