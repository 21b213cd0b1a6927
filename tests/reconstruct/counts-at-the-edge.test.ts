import { describe, expect, test } from 'vitest'
import { boundsAt, boundsOf } from '../../src/reconstruct/bounds.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'

const hundred = { 6: '100.0%', 12: '100.0%', 24: '100.0%' }
const falling = { 6: '70.0%', 12: '44.0%', 24: '20.0%' }

function rebuild(sketch: Sketch): Reconstruction {
  const result = reconstruct(evidenceOf(sketch), { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

/** The curve of an arm and its band at a share of the horizon. */
function at({ arms, horizon }: Reconstruction, arm: number, share: number) {
  const { curve } = arms[arm]!
  const i = curve.time.findIndex((time) => time >= share * horizon.months - 1e-9)
  return { survival: curve.survival[i]!, lower: curve.lower[i]!, upper: curve.upper[i]! }
}

/** No figure of the arm is missed or doubted, and no survival lies outside what the others predict. */
function holds({ fidelity, notes }: Reconstruction, arm: string): void {
  const own = fidelity.filter(({ figure }) => figure.arm === arm && figure.measure !== 'at-risk')
  expect(own.filter(({ verdict }) => verdict === 'missed').map(({ figure }) => figure.id)).toEqual([])
  expect(
    own
      .filter(({ figure, prediction }) => figure.measure === 'survival' && prediction?.verdict === 'contradicted')
      .map(({ figure }) => figure.id),
  ).toEqual([])
  expect(notes.join(' ')).not.toContain('given little weight')
}

describe('an arm without events', () => {
  test.each([5, 20, 200, 2000, 20_000])(
    'a hundred per cent of %i at three times is believed, and stays near 1 afterwards',
    (n) => {
      const result = rebuild({
        arms: { a: { n, median: 'NR', survival: hundred }, b: { n, median: '10.2', survival: falling } },
      })
      holds(result, 'a')
      for (const share of [0.02, 0.25, 0.5]) {
        const { survival, lower, upper } = at(result, 0, share)
        expect(upper).toBe(1)
        // As many events as round to nothing: none of 200, at most 10 of 20,000.
        expect(lower).toBeGreaterThanOrEqual(n < 1000 ? 1 : 0.9995)
        expect(survival).toBeGreaterThanOrEqual(lower)
      }
      // No event of n in 24 months: the rate lies below 3 / n (95%, one-sided) for the next 24.
      const { survival, lower } = at(result, 0, 1)
      if (n < 200) return
      expect(1 - survival).toBeLessThan(Math.max(3 / n, 0.0005 * 3))
      expect(1 - lower).toBeGreaterThan(3 / n)
      expect(1 - lower).toBeLessThan(Math.max(12 / n, 0.005))
    },
  )

  test.each([20, 200, 20_000])('no event among %i, beside numbers at risk: the curve is 1 to its end', (n) => {
    const part = (share: number): number => Math.round(share * n)
    const result = rebuild({
      arms: {
        a: {
          n,
          median: 'NR',
          survival: hundred,
          events: 0,
          atRisk: { 0: n, 6: part(0.98), 12: part(0.95), 18: part(0.8), 24: part(0.6), 30: part(0.3) },
        },
        b: { n, median: '10.2', events: part(0.75) },
      },
    })
    holds(result, 'a')
    expect(at(result, 0, 1)).toEqual({ survival: 1, lower: 1, upper: 1 })
  })

  test.each(['0.00', 'NE', '143 (20-1000)'])('beside a hazard ratio of %s', (hazardRatio) => {
    const a = { n: 200, median: 'NR', survival: hundred }
    const b = { n: 200, median: '10.2', survival: falling }
    const result = rebuild({ arms: hazardRatio.startsWith('143') ? { a, b } : { b, a }, hazardRatio })
    holds(result, 'a')
    holds(result, 'b')
    expect(
      at(
        result,
        result.arms.findIndex(({ arm }) => arm === 'a'),
        0.5,
      ).survival,
    ).toBe(1)
  })

  test.each([5, 200, 20_000])('nothing but 100% of %i', (n) => {
    for (const survival of [hundred, { 24: '100%' }]) {
      const result = rebuild({ arms: { a: { n, survival } } })
      holds(result, 'a')
      expect(at(result, 0, 0.5).survival).toBeGreaterThan(0.995)
    }
  })
})

test('hardly any events: 99.9% of 20,000, and a single one of 20, 200 and 20,000', () => {
  const b = { n: 20_000, median: '10.0', survival: falling }
  const many = rebuild({ arms: { a: { n: 20_000, survival: { 6: '99.9%', 12: '99.9%', 24: '99.8%' } }, b } })
  holds(many, 'a')
  for (const n of [20, 200, 20_000]) {
    const late = `${(100 * (1 - 1 / n)).toFixed(1)}%`
    const result = rebuild({
      arms: { a: { n, median: 'NR', events: 1, survival: { ...hundred, 24: late } }, b: { ...b, n } },
    })
    holds(result, 'a')
    expect(result.patients.event.filter((event, i) => event === 1 && result.patients.assigned[i] === 0).length).toBe(1)
  }
})

test('0.0% where the other figures lead there: nobody is left, and it is not doubted', () => {
  for (const n of [200, 2000]) {
    const result = rebuild({ arms: { a: { n, survival: { 6: '40%', 12: '5%', 24: '0.0%' } } } })
    holds(result, 'a')
    expect(at(result, 0, 1).survival).toBeLessThanOrEqual(n < 1000 ? 0 : 0.0005)
  }
})

test('a level that others contradict is still a misprint', () => {
  const arms = {
    a: { n: 200, median: '10.0', survival: { 6: '70%', 12: '44%', 24: '100%' } },
    b: { n: 200, median: '10.0', survival: falling },
  }
  expect(rebuild({ arms }).notes.join(' ')).toContain('pfs.a.survival@24')
})

test('bounds by counts, by hand: events come last, among as few as can be', () => {
  const [arm] = evidenceOf({
    arms: { a: { n: 100, survival: { 2: '100.0%' }, events: 10, atRisk: { 0: 100, 12: 30, 18: 95 } } },
  }).arms
  const bounds = boundsOf(arm!, 24)
  expect(boundsAt(bounds, 2).lower).toBe(1)
  // 95 at risk at 18 months: at most 5 have gone. Ten events in all.
  expect(boundsAt(bounds, 17).lower).toBeCloseTo(95 / 100, 12)
  const [other] = evidenceOf({ arms: { a: { n: 100, events: 10, atRisk: { 0: 100, 12: 30 } } } }).arms
  // 60 censored first, then 10 events among 40: 30 / 40.
  expect(boundsAt(boundsOf(other!, 24), 11).lower).toBeCloseTo(30 / 40, 12)
})
