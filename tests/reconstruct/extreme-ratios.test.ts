import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { armAt } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'

function rebuild(sketch: Sketch): Reconstruction {
  const result = reconstruct(evidenceOf(sketch), { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

const rowOf = (result: Reconstruction, id: string) => result.fidelity.find(({ figure }) => figure.id === id)!

function finite(result: Reconstruction): void {
  for (const { curve, followUp } of result.arms)
    for (const column of [curve.survival, curve.lower, curve.upper, followUp.survival])
      expect(column.every((x) => x >= 0 && x <= 1)).toBe(true)
  expect(result.fidelity.every(({ prediction }) => prediction === null || !Number.isNaN(prediction.value))).toBe(true)
  expect(result.drawCurves(0).every(({ survival }) => survival.every((x) => x >= 0 && x <= 1))).toBe(true)
}

describe('extreme hazard ratios', () => {
  // One event in one arm, eighteen of twenty in the other: as gene-expression groups print it.
  const arms = {
    a: { n: 60, median: 'NR', survival: { 12: '98%' }, events: 1 },
    b: { n: 20, median: '3.1 (2.0-4.4)', events: 18 },
  }

  test('143 (18 to 1130) neither breaks the curves nor bends what the arms print', () => {
    const result = rebuild({ arms, hazardRatio: '143 (18-1130)' })
    finite(result)
    expect(result.patients.time.length).toBe(80)
    for (const id of ['pfs.a.survival@12', 'pfs.a.events', 'pfs.b.median', 'pfs.b.events'])
      expect(rowOf(result, id).verdict).toBe('reproduced')
    const fitted = cox(result.patients)
    expect(result.notes.join(' ')).not.toContain('given little weight')
    if (fitted.kind !== 'value') throw new Error(fitted.kind)
    expect(fitted.hazardRatio.value).toBeGreaterThan(100)
    expect(fitted.hazardRatio.value).toBeLessThan(200)
  })

  test('its reciprocal is the same trial read the other way', () => {
    const result = rebuild({ arms: { b: arms.b, a: arms.a }, hazardRatio: '0.007 (0.001-0.056)' })
    finite(result)
    for (const id of ['pfs.a.survival@12', 'pfs.b.median']) expect(rowOf(result, id).verdict).toBe('reproduced')
  })

  test('a monotone likelihood: no event in one arm, so that no ratio exists', () => {
    const result = rebuild({
      arms: {
        a: { n: 40, survival: { 12: '100%', 24: '100%' }, events: 0 },
        b: { n: 40, median: '10.2 (7.0-14.1)', events: 27 },
      },
      followUp: { range: ['6.0', '36.0'], definition: 'reverse Kaplan-Meier' },
    })
    finite(result)
    expect(cox(result.patients).kind).not.toBe('value')
    expect(result.fidelity.filter(({ verdict }) => verdict === 'missed')).toEqual([])
  })

  test('the same with a ratio printed nevertheless: it is not reproduced, and the arms are', () => {
    const result = rebuild({
      arms: { a: { n: 40, survival: { 12: '100%' }, events: 0 }, b: { n: 40, median: '10.2 (7.0-14.1)', events: 27 } },
      hazardRatio: '143 (12-1700)',
    })
    finite(result)
    expect(rowOf(result, 'pfs.b-vs-a.hazard-ratio').verdict).not.toBe('reproduced')
    for (const id of ['pfs.a.survival@12', 'pfs.a.events', 'pfs.b.median', 'pfs.b.events'])
      expect(rowOf(result, id).verdict).toBe('reproduced')
  })
})

describe('fewer than twenty patients', () => {
  test.each([3, 8, 13, 19])('%i patients whose survival is printed as counts of them', (n) => {
    const left = Math.round(n / 2)
    const result = rebuild({
      arms: { a: { n, survival: { 6: `${((100 * left) / n).toFixed(1)}%` }, events: n - left } },
      followUp: { range: ['8.0', '20.0'], definition: 'reverse Kaplan-Meier' },
    })
    finite(result)
    expect(result.patients.time.length).toBe(n)
    expect(rowOf(result, 'pfs.a.survival@6').verdict).toBe('reproduced')
    expect(rowOf(result, 'pfs.a.events').verdict).toBe('reproduced')
  })

  test('the band is wide, and holds 1 until an event is likely', () => {
    const { curve } = rebuild({ arms: { a: { n: 12, median: '9.0 (4.0-NE)' } } }).arms[0]!
    const middle = curve.time.findIndex((time) => time > 4)
    expect(curve.upper[middle]! - curve.lower[middle]!).toBeGreaterThan(0.25)
    expect(curve.upper[1]).toBe(1)
  })
})

test('figures that nobody printed, counted from the rebuilt patients, lie inside the intervals of the model', () => {
  const printed: Sketch = {
    arms: {
      a: { n: 180, median: '9.1 (7.6-11.0)', survival: { 12: '38%' } },
      b: { n: 180, median: '13.4 (11.1-16.9)', survival: { 12: '55%' } },
    },
    events: 262,
    hazardRatio: '0.66 (0.52-0.85)',
    followUp: { median: '24.0', range: ['2.0', '38.0'], definition: 'reverse Kaplan-Meier' },
  }
  const result = rebuild(printed)
  result.arms.forEach(({ curve }, index) => {
    const km = kaplanMeier(armAt(result.patients, index))
    const inside = Array.from(curve.time).filter((time, i) => {
      const survival = survivalAt(km, time)
      return survival >= curve.lower[i]! - 0.006 && survival <= curve.upper[i]! + 0.006
    })
    expect(inside.length / curve.time.length).toBeGreaterThan(0.97)
  })
  // Printed as papers do and put in, each is where the others expect it.
  const extra = (arm: number, time: number) =>
    `${(100 * survivalAt(kaplanMeier(armAt(result.patients, arm)), time)).toFixed(0)}%`
  const arms = Object.fromEntries(
    Object.entries(printed.arms).map(([name, it], index) => [
      name,
      { ...it, survival: { ...it.survival, 6: extra(index, 6), 24: extra(index, 24) } },
    ]),
  )
  const again = rebuild({ ...printed, arms })
  for (const id of ['a', 'b'].flatMap((name) => [`pfs.${name}.survival@6`, `pfs.${name}.survival@24`])) {
    expect(rowOf(again, id).prediction!.verdict).toBe('predicted')
    expect(rowOf(again, id).verdict).toBe('reproduced')
  }
})

test('only the total of events: the split is that of the model, adds up, and moves with the medians', () => {
  const of = (first: string, second: string): number[] => {
    const result = rebuild({
      arms: { a: { n: 150, median: first }, b: { n: 150, median: second } },
      events: 180,
      followUp: { range: ['3.0', '30.0'], definition: 'reverse Kaplan-Meier' },
    })
    expect(result.assumptions.join(' ')).toContain('no split between the arms')
    return [0, 1].map(
      (k) =>
        Array.from(result.patients.event).filter((event, i) => event === 1 && result.patients.assigned[i] === k).length,
    )
  }
  const [worse, better] = [of('6.0', '14.0'), of('9.0', '9.0')]
  for (const split of [worse, better]) expect(split[0]! + split[1]!).toBe(180)
  expect(worse[0]! - worse[1]!).toBeGreaterThan(better[0]! - better[1]! + 5)
})
