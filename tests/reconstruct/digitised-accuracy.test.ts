import { expect, test } from 'vitest'
import { curveDistance } from '../bench/curve-distance.ts'
import { rebuildDigitised } from '../bench/rebuild-digitised.ts'
import { readings, simulatedDigitised } from '../bench/simulated-digitised.ts'

/*
 * Simulated curves of known patients, read in five ways with the noise of a careful hand. The limits are about half as much again as what was
 * measured on 150 arms (docs/digitised-curves.md): they find what breaks, not what changes.
 */
const limits = {
  corners: 0.0015,
  'some corners': 0.0035,
  'along the line': 0.0035,
  'lower corners': 0.002,
  'pixel columns': 0.0025,
} as const

const cases = simulatedDigitised(60).map((arm) => {
  const { patients, fidelity } = rebuildDigitised(arm)
  return { id: arm.id, fidelity, ...curveDistance(arm.patients, patients) }
})

test.each(readings)('read by %s, the curve comes back', (reading) => {
  const distances = cases.flatMap((it) => (it.id.includes(`, ${reading},`) ? [it.distance] : [])).sort((a, b) => a - b)
  expect(distances).toHaveLength(12)
  expect((distances[5]! + distances[6]!) / 2).toBeLessThan(limits[reading])
  expect(distances.at(-1)).toBeLessThan(0.02)
})

test('numbers at risk come back without exception, numbers of events in all but one arm of thirty', () => {
  const missed = cases.flatMap((it) => it.fidelity).filter((it) => it.verdict !== 'reproduced')
  expect(missed.filter((it) => it.figure.measure !== 'events')).toEqual([])
  expect(missed.length).toBeLessThanOrEqual(2)
})
