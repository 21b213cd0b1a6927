import { randomStream } from '../../../src/numeric/random-stream.ts'

/** So many of a list, at random; the same seed and purpose choose the same. */
export function chosenFrom<T>(list: readonly T[], count: number, seed: number, purpose: string): T[] {
  const random = randomStream(seed, purpose)
  const order = list.map((it, k) => ({ it, key: random(k).uniform() })).sort((a, b) => a.key - b.key)
  return order.slice(0, count).map(({ it }) => it)
}
