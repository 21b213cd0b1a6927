import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { gridFrontier } from '../../src/scenario/grid-frontier.ts'
import { imputeCensoring } from '../../src/scenario/impute-censoring.ts'
import { imputedVersions } from '../../src/scenario/imputed-versions.ts'
import { coxOfVersions, poolGrid } from '../../src/scenario/pool-grid.ts'
import { rubin } from '../../src/scenario/rubin.ts'
import { armRows } from '../../src/scenario/arm-rows.ts'
import { cox } from '../../src/survival/cox.ts'
import { patients } from '../../src/survival/patients.ts'
import { goldenPatients } from './golden.ts'

const set = goldenPatients()
const stream = (arm: number) => randomStream(20220418, `tests/two-arm/${arm}`)
const deltas = [0, 0.3, 1, 2.5, 40]
const versions = (arm: number, imputations = 3) =>
  imputedVersions({ patients: () => set, arm, deltas, imputations, random: stream(arm) })

describe('an arm under every delta', () => {
  test.each([0, 1])('is what imputeCensoring makes of arm %d with the same numbers', (arm) => {
    const found = versions(arm)
    // The other arm takes no numbers: its drop-outs follow a hazard from outside.
    const still = { kind: 'hazard', time: Float64Array.of(1), cumulativeHazard: Float64Array.of(0) } as const
    const plain = patients({ ...set, reason: set.reason!.map((it, row) => (set.assigned[row] === arm ? it : 0)) })
    for (let draw = 0; draw < 3; draw++)
      deltas.forEach((delta, version) => {
        const models = set.arms.map((_, index) => (index === arm ? ({ kind: 'delta', delta } as const) : still))
        const filled = imputeCensoring(plain, models, stream(arm)(draw))
        const rows = armRows(filled, arm)
        const at = (draw * deltas.length + version) * found.size
        expect([...found.time.subarray(at, at + found.size)]).toEqual([...rows].map((row) => filled.time[row]))
        expect([...found.event.subarray(at, at + found.size)]).toEqual([...rows].map((row) => filled.event[row]))
      })
  })

  test('no event comes later as delta grows', () => {
    const { time, event, size } = versions(1)
    for (let draw = 0; draw < 3; draw++)
      for (let version = 1; version < deltas.length; version++) {
        const at = (draw * deltas.length + version) * size
        const [less, more] = [at - size, at].map((from) =>
          Array.from({ length: size }, (_, i) => time[from + i]! + (event[from + i] === 1 ? 0 : 1e6)).sort(
            (a, b) => a - b,
          ),
        )
        more!.forEach((it, i) => {
          expect(it).toBeLessThanOrEqual(less![i]!)
        })
      }
  })

  test('a caller’s mistakes', () => {
    const input = { patients: () => set, arm: 1, deltas, imputations: 2, random: stream(1) }
    expect(() => imputedVersions({ ...input, deltas: [-1] })).toThrow('deltas >= 0 are required, got [-1]')
    expect(() => imputedVersions({ ...input, imputations: 0 })).toThrow('at least 1 imputation')
  })
})

describe('the grid of hazard ratios', () => {
  test('a cell is Rubin’s rules over Cox regressions of the imputed patients', () => {
    const imputations = 4
    const [a, b] = [versions(0, imputations), versions(1, imputations)]
    const pooled = poolGrid(coxOfVersions(a, b), imputations)
    const [i, j] = [1, 3]
    const fits = Array.from({ length: imputations }, (_, draw) => {
      const [from, to] = [(draw * 5 + i) * a.size, (draw * 5 + j) * b.size]
      const fit = cox(
        patients({
          arms: ['control', 'new'],
          time: [...a.time.subarray(from, from + a.size), ...b.time.subarray(to, to + b.size)],
          event: [...a.event.subarray(from, from + a.size), ...b.event.subarray(to, to + b.size)],
          assigned: Array.from({ length: a.size + b.size }, (_, row) => (row < a.size ? 0 : 1)),
        }),
      )
      if (fit.kind !== 'value') throw new Error(fit.kind)
      return { value: fit.logHazardRatio, variance: fit.standardError * fit.standardError }
    })
    const expected = rubin(fits)
    const found = pooled[i * 5 + j]!
    expect(found.value).toBeCloseTo(expected.value, 10)
    expect(found.lower).toBeCloseTo(expected.lower, 10)
    expect(found.between).toBeGreaterThan(0)
  })

  test('the ratio rises with the delta of the arm and falls with that of the control', () => {
    const pooled = poolGrid(coxOfVersions(versions(0, 20), versions(1, 20)), 20).map((it) => it!.value)
    for (let i = 0; i < 5; i++)
      for (let j = 1; j < 5; j++) {
        expect(pooled[i * 5 + j]).toBeGreaterThan(pooled[i * 5 + j - 1]!)
        expect(pooled[j * 5 + i]).toBeLessThan(pooled[(j - 1) * 5 + i]!)
      }
  })

  test('a cell without a finite ratio in every imputation has none', () => {
    const logHazardRatio = Float64Array.of(0.1, 0.2, Infinity, 0.3)
    const standardError = Float64Array.of(1, 1, NaN, 1)
    const pooled = poolGrid({ logHazardRatio, standardError }, 2)
    expect(pooled[0]).toBeNull()
    expect(pooled[1]!.value).toBeCloseTo(0.25, 14)
  })
})

describe('frontier on a grid', () => {
  const second = Array.from({ length: 9 }, (_, j) => 0.1 * Math.exp((j / 8) * Math.log(100)))

  test('by hand: where log second = log first, the root is the first parameter itself', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.11, max: 9.9, noNaN: true }), (first) => {
        const { points, kind } = gridFrontier([first, 50], second, (i, j) => Math.log(second[j]! / [first, 50][i]!), 0)
        expect(kind).toBe('found')
        const [inside, outside] = points.map((it) => it.second)
        if (inside?.kind !== 'found') throw new Error('one root is required')
        expect(inside.root.value / first).toBeCloseTo(1, 6)
        const { lower, upper } = inside.root
        expect(lower).toBeLessThanOrEqual(first * (1 + 1e-9))
        expect(upper).toBeGreaterThanOrEqual(first * (1 - 1e-9))
        expect(second).toContain(lower)
        expect(second).toContain(upper)
        expect(outside).toMatchObject({ kind: 'none-in-range', from: 0.1, to: second[8] })
      }),
    )
  })

  test('all roots where there are several, a hole, and nothing at all', () => {
    const rows = [
      [-1, 1, 1, -1, -1, 0, 1, 1, 1],
      [null, -1, 1, 1, 1, 1, 1, 1, 1],
      [null, null, null, null, null, null, null, null, null],
    ]
    const { points, attainable } = gridFrontier([1, 2, 3], second, (i, j) => rows[i]![j]!, 0)
    expect(attainable).toEqual({ lower: -1, upper: 1 })
    const [several, one, none] = points.map((it) => it.second)
    if (several?.kind !== 'multiple-roots') throw new Error('several roots are required')
    expect(several.roots.map((it) => [it.lower, it.upper, it.direction])).toEqual([
      [second[0], second[1], 'rising'],
      [second[2], second[3], 'falling'],
      [second[5], second[5], 'rising'],
    ])
    expect(several.roots[0]!.value).toBeCloseTo(Math.sqrt(second[0]! * second[1]!), 6)
    expect(one?.kind).toBe('found')
    expect(none?.kind).toBe('not-estimable')
  })
})

interface Golden {
  readonly imputations: number
  readonly patients: readonly Readonly<Record<'time' | 'event' | 'arm' | 'reason' | 'administrative', number>>[]
  readonly cells: readonly Readonly<
    Record<'control' | 'arm' | 'logHazardRatio' | 'within' | 'between' | 'standardError', number>
  >[]
}

describe('golden: the same imputation written anew in R, with other random numbers', () => {
  const golden = JSON.parse(readFileSync(new URL('../golden/two-arm-tipping.json', import.meta.url), 'utf8')) as Golden
  const column = (key: keyof Golden['patients'][number]) => golden.patients.map((it) => it[key])
  const lung = patients({
    arms: ['men', 'women'],
    time: column('time'),
    event: column('event'),
    assigned: column('arm'),
    reason: column('reason'),
    administrative: column('administrative'),
  })
  const imputations = 400
  test.each(golden.cells)('delta $control and $arm', (cell) => {
    const of = (arm: number, delta: number) =>
      imputedVersions({ patients: () => lung, arm, deltas: [delta], imputations, random: stream(arm) })
    const found = poolGrid(coxOfVersions(of(0, cell.control), of(1, cell.arm)), imputations)[0]!
    // Four standard errors of the difference of the two means, and of the ratio of the two variances.
    const ofMeans = Math.sqrt(cell.between / golden.imputations + found.between / imputations)
    const ofVariances = Math.sqrt(2 / golden.imputations + 2 / imputations)
    expect(Math.abs(found.value - cell.logHazardRatio)).toBeLessThan(4 * ofMeans)
    expect(Math.abs(found.within / cell.within - 1)).toBeLessThan(0.02)
    expect(Math.abs(found.between / cell.between - 1)).toBeLessThan(4 * ofVariances)
  })
})
