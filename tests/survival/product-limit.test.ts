import { describe, expect, test } from 'vitest'
import { kaplanMeier, patients, productLimit } from '../../src/survival/index.ts'

/** Two events to each censoring, one row a time: longer than what is computed at once. */
const long = patients({
  time: Array.from({ length: 2000 }, (_, i) => i + 1),
  event: Array.from({ length: 2000 }, (_, i) => (i % 3 === 2 ? 0 : 1)),
})

describe('limits of a long curve, by the formula at each time', () => {
  const z = 1.959963984540054
  const { survival, variance } = productLimit(long)
  const scales = {
    plain: (s: number, se: number) => [Math.max(0, s - z * s * se), Math.min(1, s + z * s * se)],
    log: (s: number, se: number) => [s * Math.exp(-z * se), Math.min(1, s * Math.exp(z * se))],
    'log-log': (s: number, se: number) => [1, -1].map((sign) => Math.exp(Math.log(s) * Math.exp((-sign * z * se) / Math.log(s)))), // prettier-ignore
  } as const
  test.each(['plain', 'log', 'log-log'] as const)('%s', (interval) => {
    const km = kaplanMeier(long, { interval })
    for (let i = 0; i < 1999; i++) {
      const se = Math.sqrt(variance[i]!)
      const [lower, upper] = scales[interval](survival[i]!, se)
      expect(km.standardError[i]).toBe(survival[i]! * se)
      expect(km.lower[i]).toBeCloseTo(lower!, 14)
      expect(km.upper[i]).toBeCloseTo(upper!, 14)
    }
    // The last has the event.
    expect([km.survival[1999], km.standardError[1999], km.lower[1999], km.upper[1999]]).toEqual([0, 0, NaN, NaN])
  })
})

test('product of (1 - d/n), with censorings between events: in whole numbers of 400 bits', () => {
  const { survival } = productLimit(long)
  let exact = 1n << 400n
  for (let i = 0; i < 1999; i++) {
    const n = BigInt(2000 - i)
    if (i % 3 !== 2) exact = (exact * (n - 1n)) / n
    const value = Number(exact >> 300n) / 2 ** 100
    expect(Math.abs(survival[i]! - value) / value).toBeLessThan(1e-14)
  }
})

describe('memory for the result', () => {
  const memory = new Float64Array(60)
  test('gives what memory of its own gives, whatever was in it', () => {
    // Four times of four rows, then four of six, then five.
    for (const [time, event] of [
      [
        [1, 2, 3, 4],
        [1, 0, 1, 1],
      ],
      [
        [1, 1, 2, 2, 3, 4],
        [1, 0, 1, 1, 0, 1],
      ],
      [
        [1, 2, 3, 4, 5],
        [0, 1, 1, 0, 1],
      ],
      [
        [1, 1, 2, 2, 3, 4],
        [0, 0, 1, 0, 0, 0],
      ],
    ] as const) // prettier-ignore
    {
      const set = patients({ time, event })
      expect(productLimit(set, memory)).toEqual(productLimit(set))
    }
  })
  test('too little is refused', () => {
    expect(() => productLimit(patients({ time: [1, 2], event: [1, 1] }), new Float64Array(11))).toThrow(RangeError)
  })
})
