import { describe, expect, test } from 'vitest'
import { boundsAt, boundsOf } from '../../src/reconstruct/bounds.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'
import { namedIn, rebuild } from './rebuild.ts'

const boundsFor = (a: Sketch['arms'][string], horizon: number) =>
  boundsOf(evidenceOf({ arms: { a } }).arms[0]!, horizon)

describe('bounds, by hand', () => {
  test('a landmark and two numbers at risk: of 20 at risk at most 5 have the event', () => {
    const bounds = boundsFor({ n: 150, survival: { 6: '90.0%' }, atRisk: { 6: 20, 12: 15 } }, 18)
    // S(12-) >= S(6) 15 / 20, and 90.0% is at least .8995.
    expect(boundsAt(bounds, 11.99).lower).toBeCloseTo((0.8995 * 15) / 20, 6)
  })

  test('of 80 events at most 30 come after 12 months, and none need have come before an end that is a guess', () => {
    const bounds = boundsFor({ n: 100, events: 80, atRisk: { 12: 30 } }, 24)
    expect(boundsAt(bounds, 12).upper).toBeCloseTo(0.5, 9)
    expect(boundsAt(bounds, 24).upper).toBeCloseTo(0.5, 9)
    // All who left by 12 months had the event: 30 / 100.
    expect(boundsAt(bounds, 11.9).lower).toBeCloseTo(0.3, 9)
  })
})

test('an estimate outside its own limits is in doubt, though a curve through it would be usual', () => {
  const result = rebuild({
    arms: { a: { n: 150, median: '9.0 (7.5-11.0)' }, b: { n: 150, median: '31.3 (10.1-16.6)' } },
    events: 200,
    hazardRatio: '0.70 (0.53-0.92)',
  })
  expect(namedIn(result)).toContain('pfs.b.median')
  expect(boundsAt(result.arms[1]!.bounds, 25).lower).toBe(0)
})

test('a hazard ratio far from the middle of its limits is in doubt', () => {
  const result = rebuild({
    arms: { a: { n: 150, median: '9.0 (7.5-11.0)' }, b: { n: 150, median: '12.0 (10.0-15.0)' } },
    events: 200,
    hazardRatio: '0.57 (0.56-0.99)',
  })
  expect(namedIn(result)).toContain('pfs.b-vs-a.hazard-ratio')
})
