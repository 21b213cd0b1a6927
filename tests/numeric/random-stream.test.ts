import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { threefry } from '../../src/numeric/threefry.ts'

describe('Threefry2x32-20', () => {
  // Known-answer vectors of the Random123 library (Salmon et al. 2011): counter, key, result.
  test.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
  ])('known answer %#', (counter0, counter1, key0, key1, word0, word1) => {
    const out = new Uint32Array(2)
    threefry(key0, key1, counter0, counter1, out)
    expect([...out]).toEqual([word0, word1])
  })
})

describe('random streams', () => {
  const numbers = (seed: number, purpose: string, draw: number) => {
    const random = randomStream(seed, purpose)(draw)
    return [random.uniform(), random.normal(), random.exponential(), random.integer(6)]
  }

  test('an array of normals holds what as many calls give, and the numbers after it go on from there', () => {
    // Beyond one filling of the memory that it works in.
    const [one, other] = [randomStream(7, 'test')(3), randomStream(7, 'test')(3)]
    const into = new Float64Array(1300)
    expect(one.uniform()).toBe(other.uniform())
    one.normals(into)
    expect([...into]).toEqual(Array.from(into, () => other.normal()))
    expect(one.uniform()).toBe(other.uniform())
  })
  test('the same address gives the same numbers, in whatever order the draws are made', () => {
    const stream = randomStream(7, 'bootstrap')
    const late = stream(5)
    const early = stream(0)
    const mixed = [late.uniform(), early.uniform(), late.uniform(), early.uniform()]
    const again = [stream(5), stream(0)].map((random) => [random.uniform(), random.uniform()])
    expect(mixed).toEqual([again[0]![0], again[1]![0], again[0]![1], again[1]![1]])
  })

  test('another seed, purpose or draw gives other numbers', () => {
    const addresses = [
      numbers(1, 'a', 0),
      numbers(2, 'a', 0),
      numbers(1, 'b', 0),
      numbers(1, 'a', 1),
      numbers(1, 'aa', 0),
      numbers(1, '', 0),
    ]
    expect(new Set(addresses.map((n) => n[0])).size).toBe(addresses.length)
  })

  test('moments: 100,000 numbers within four standard errors', () => {
    const random = randomStream(20260101, 'moments')(0)
    const n = 100_000
    const mean = (next: () => number) => {
      let sum = 0
      for (let i = 0; i < n; i++) sum += next()
      return sum / n
    }
    const near = (value: number, expected: number, sd: number) => {
      expect(Math.abs(value - expected)).toBeLessThan((4 * sd) / Math.sqrt(n))
    }
    near(
      mean(() => random.uniform()),
      0.5,
      Math.sqrt(1 / 12),
    )
    near(
      mean(() => random.normal()),
      0,
      1,
    )
    near(
      mean(() => {
        const z = random.normal()
        return z * z
      }),
      1,
      Math.sqrt(2),
    )
    near(
      mean(() => random.exponential()),
      1,
      1,
    )
    near(
      mean(() => random.integer(6)),
      2.5,
      Math.sqrt(35 / 12),
    )
  })

  test('uniforms fill 64 cells evenly (chi-squared with 63 degrees of freedom, 0.999 quantile 103.4)', () => {
    const random = randomStream(3, 'cells')(9)
    const cells = new Float64Array(64)
    for (let i = 0; i < 64_000; i++) cells[Math.floor(random.uniform() * 64)]!++
    const chiSquared = cells.reduce((sum, count) => sum + ((count - 1000) * (count - 1000)) / 1000, 0)
    expect(chiSquared).toBeLessThan(103.4)
  })

  test('first draws of neighbouring draws are not correlated', () => {
    const stream = randomStream(11, 'neighbours')
    let sum = 0
    for (let draw = 0; draw < 20_000; draw++) sum += stream(draw).normal() * stream(draw + 1).normal()
    expect(Math.abs(sum / Math.sqrt(20_000))).toBeLessThan(4)
  })

  test('a seed, draw or n outside its domain is refused', () => {
    for (const seed of [-1, 0.5, 2 ** 32, NaN]) expect(() => randomStream(seed, 'x')).toThrow(RangeError)
    expect(() => randomStream(1, 'x')(-1)).toThrow(RangeError)
    for (const n of [0, -1, 1.5, NaN]) expect(() => randomStream(1, 'x')(0).integer(n)).toThrow(RangeError)
  })
})
