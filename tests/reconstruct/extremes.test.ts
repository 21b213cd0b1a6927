import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { arm } from '../../src/survival/arm.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { riskTable } from '../../src/survival/risk-table.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { evidenceOf } from './build-evidence.ts'
import type { Sketch } from './build-evidence.ts'

const seeds = [1, 2, 3, 4]

function rebuild(sketch: Sketch, seed: number): Reconstruction {
  const result = reconstruct(evidenceOf(sketch), { seed })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

const missed = (result: Reconstruction): string[] =>
  result.fidelity.flatMap((row) => (row.verdict === 'missed' ? [row.figure.id] : []))

describe('small arms and ends', () => {
  test('every event known and nobody censored: survival is a count of patients', () => {
    for (const seed of seeds) {
      const result = rebuild(
        { arms: { a: { n: 20, median: '6.0', survival: { 3: '80%', 12: '20%' }, events: 20 } } },
        seed,
      )
      expect(missed(result)).toEqual([])
      const km = kaplanMeier(arm(result.patients, 'a'))
      // By hand: 16 of 20 after 3 months, 4 of 20 after 12, and the last patient has the event.
      expect(survivalAt(km, 3)).toBeCloseTo(16 / 20, 12)
      expect(survivalAt(km, 12)).toBeCloseTo(4 / 20, 12)
      expect(km.survival.at(-1)).toBe(0)
    }
  })

  test('landmarks of 100% and 0% beside others', () => {
    for (const seed of seeds) {
      const result = rebuild(
        { arms: { a: { n: 24, survival: { 2: '100%', 8: '50%', 20: '0%' }, events: 24 } }, events: 24 },
        seed,
      )
      expect(missed(result)).toEqual([])
      expect(Math.min(...result.patients.time)).toBeGreaterThan(2)
      expect(Math.max(...result.patients.time)).toBeLessThanOrEqual(20)
    }
  })

  test('numbers at risk are met to the patient, with landmarks at the same times', () => {
    const atRisk = { 0: 90, 6: 61, 12: 37, 18: 17, 24: 4 }
    for (const seed of seeds) {
      const sketch: Sketch = {
        arms: { a: { n: 90, median: '10.4', survival: { 6: '72%', 12: '46%', 18: '31%' }, atRisk, events: 55 } },
        followUp: { range: ['1.0', '27.0'], definition: 'reverse Kaplan-Meier' },
      }
      const result = rebuild(sketch, seed)
      expect(missed(result)).toEqual([])
      const table = riskTable(result.patients, [0, 6, 12, 18, 24])
      expect(Array.from(table.arms[0]!.nRisk)).toEqual(Object.values(atRisk))
    }
  })

  test('the last patient is censored where nothing says that the curve falls, and no event comes on a plateau', () => {
    for (const seed of seeds) {
      const result = rebuild(
        {
          arms: { a: { n: 120, survival: { 6: '70%', 12: '62.0%', 36: '62.0%' }, atRisk: { 0: 120, 12: 72, 36: 40 } } },
          followUp: { range: ['4.0', '48.0'], definition: 'reverse Kaplan-Meier' },
        },
        seed,
      )
      expect(missed(result)).toEqual([])
      const { time, event } = result.patients
      expect(event.at(-1)).toBe(0)
      const late = Array.from(time).filter((t, i) => t > 12 && t <= 36 && event[i] === 1)
      expect(late).toEqual([])
    }
  })

  test('after the last censoring whoever the table still counts has the event', () => {
    for (const seed of seeds) {
      const result = rebuild(
        {
          arms: { a: { n: 60, median: '8.0', atRisk: { 0: 60, 12: 24, 24: 8, 36: 5 }, events: 50 } },
          followUp: { range: ['3.0', '20.0'], definition: 'reverse Kaplan-Meier' },
        },
        seed,
      )
      expect(missed(result)).toEqual([])
      const { time, event } = result.patients
      expect(Array.from(time).filter((t, i) => t > 20 && event[i] === 0)).toEqual([])
    }
  })
})
