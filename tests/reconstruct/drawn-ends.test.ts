import { expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { type Sketch, evidenceOf } from './build-evidence.ts'

const arms = {
  one: { n: 150, events: 90, median: '8.1 (6.9-9.8)' },
  two: { n: 150, events: 75, median: '11.9 (9.7-14.2)' },
}

/** The last follow-up of each draw, and the end of the curves. */
function endsOf(followUp?: Sketch['followUp']) {
  const result = reconstruct(evidenceOf({ class: 'death', arms, ...(followUp !== undefined && { followUp }) }), {
    seed: 4,
  })
  if ('kind' in result) throw new Error(result.reason)
  const draws = Array.from({ length: 140 }, (_, k) => result.drawPatients(k).time.at(-1)!)
  return { result, draws, end: result.horizon.months }
}

const definition = 'reverse Kaplan-Meier'

test('where no longest follow-up is printed, draws end before and after the end that is assumed, none before the last figure', () => {
  for (const followUp of [undefined, { median: '16.3', definition } as const]) {
    const { result, draws, end } = endsOf(followUp)
    expect(result.assumptions.join(' ')).toContain('draws end at 7 times')
    expect(draws.filter((it) => it > 1.2 * end).length).toBeGreaterThan(20)
    expect(draws.filter((it) => it < 0.85 * end).length).toBeGreaterThan(20)
    expect(Math.min(...draws)).toBeGreaterThan(14.2)
  }
})

test('where it is printed, no draw ends later', () => {
  const { result, draws } = endsOf({ median: '16.3', range: ['0.5', '31.0'], definition })
  expect(Math.max(...draws)).toBeLessThanOrEqual(31)
  expect(result.assumptions.join(' ')).not.toContain('draws end')
})

test('drawn curves stand on the grid of the curves, wherever the draw ends', () => {
  const { result } = endsOf()
  for (let k = 0; k < 14; k += 1)
    for (const { time, survival } of result.drawCurves(k)) {
      expect(time).toBe(result.arms[0]!.curve.time)
      expect(survival[0]).toBe(1)
      for (let i = 1; i < survival.length; i += 1) expect(survival[i]!).toBeLessThanOrEqual(survival[i - 1]!)
    }
})
