import { describe, expect, test } from 'vitest'
import type { RandomNumbers } from '../../src/numeric/random-stream.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { inOrder, usual } from '../../src/reconstruct/reconstruct.ts'
import { evidenceOf } from './build-evidence.ts'
import { between, type Design, simulatedSketch, weibull } from './simulated-sketch.ts'

/* Simulated trials, every figure true. Where all are followed to one day, the median follow-up is that day, and no later end of the curves agrees with it. */

const death = (median: number) => (arm: number, random: RandomNumbers) =>
  weibull(random, arm === 0 ? median : 1.4 * median, 1.1)
const base = { class: 'death', n: 120 } as const
const fixed = (end: number, dropOut: number) => (random: RandomNumbers) => Math.min(end, random.exponential() / dropOut)
const ticks = [6, 12, 18, 24]

const designs: Readonly<Record<string, Design>> = {
  'fixed, with numbers at risk': {
    ...{ ...base, name: 'fixed', event: death(14), landmarks: [12, 24] },
    followed: fixed(24, 0.008),
    atRisk: ticks,
  },
  'fixed, without': { ...base, name: 'fixed, bare', event: death(14), landmarks: [6, 12], followed: fixed(12, 0.004) },
  'nearly fixed': {
    ...{ ...base, name: 'nearly', event: death(20), landmarks: [12, 24] },
    followed: (random) => between(random, 22.5, 24.5),
    atRisk: ticks,
  },
  'even accrual': {
    ...{ ...base, name: 'even', event: death(12), landmarks: [6, 12, 18] },
    followed: (random) => between(random, 6, 30),
    atRisk: ticks,
  },
  'even accrual, without numbers at risk': {
    ...{ ...base, name: 'even, bare', event: death(12), landmarks: [6, 12] },
    followed: (random) => between(random, 6, 30),
  },
  'two periods of accrual': {
    ...{ ...base, name: 'two periods', event: death(14), landmarks: [6, 12, 24] },
    followed: (random) => (random.uniform() < 0.5 ? between(random, 30, 36) : between(random, 8, 14)),
    atRisk: [...ticks, 30],
  },
}

const trials = 12

function ended(name: string) {
  return Array.from({ length: trials }, (_, index) => {
    const { truth, sketch } = simulatedSketch(designs[name]!, index)
    const found = estimate(inOrder(evidenceOf(sketch)), usual)!
    return {
      atLatest: Math.abs(found.horizon.months / truth.time.at(-1)! - 1) < 0.03 && found.horizon.latest !== undefined,
      isShort: found.horizon.months < 0.75 * truth.time.at(-1)!,
      doubted: found.fit.doubts.map(({ figure }) => figure),
    }
  })
}

const count = <T>(all: readonly T[], is: (it: T) => boolean): number => all.filter(is).length
const doubtsFollowUp = ({ doubted }: { readonly doubted: readonly string[] }) =>
  doubted.some((it) => it.includes('follow-up'))

describe('one end for all', () => {
  test.each(['fixed, with numbers at risk', 'fixed, without', 'nearly fixed'])('%s: is found', (name) => {
    const all = ended(name)
    expect(count(all, ({ atLatest }) => atLatest)).toBeGreaterThanOrEqual(trials - 1)
    expect(count(all, doubtsFollowUp)).toBe(0)
  })
  test.each(['even accrual', 'even accrual, without numbers at risk', 'two periods of accrual'])(
    '%s: is not made up',
    (name) => {
      const all = ended(name)
      expect(count(all, ({ isShort }) => isShort)).toBe(0)
      expect(count(all, doubtsFollowUp)).toBe(0)
    },
  )
})
