import { expect, test } from 'vitest'
import { curveAtTimes, curveAtTimesText } from '../../src/cli/curve-at-times.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { evidenceOf } from '../reconstruct/build-evidence.ts'

test('beside curve and band stands what the figures prove, rounded outwards', () => {
  const a = { n: 150, median: '9.0 (7.6-10.8)', survival: { 6: '66%', 12: '38%' }, rmst: { 18: '8.3' } }
  const followUp = { definition: 'reverse Kaplan-Meier', median: '15.0', range: ['2.0', '24.0'] } as const
  const result = reconstruct(evidenceOf({ arms: { a }, followUp }), { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  const rows = curveAtTimes(result)
  expect(rows.map(({ time }) => time)).toEqual([3, 6, 9, 12, 15, 18, 21, 24])
  expect(rows[1]).toMatchObject({ provenLower: 0.655, provenUpper: 0.665 })
  expect(rows[0]).toMatchObject({ provenLower: 0.655, provenUpper: 1 })
  // An area of at most 8.35 up to 18 months, of which .655 to 6, .5 to 8.949 and .375 to 12 are proven: the rest is s.
  expect(rows[5]!.provenUpper).toBe(Math.ceil(1000 * ((8.35 - 6 * 0.655 - 2.949 * 0.5 - 3.051 * 0.375) / 6)) / 1000)
  for (const { survival, lower, upper } of rows) {
    expect(survival).toBeGreaterThanOrEqual(lower)
    expect(survival).toBeLessThanOrEqual(upper)
  }
  const text = curveAtTimesText(result, () => 'Drug', 80).join('\n')
  expect(text).toMatch(/Survival, %\s+Months\s+Curve\s+Model band \(95%\)\s+Proven/)
  expect(text).toMatch(/^\s+6\s+6\d\.\d\s+\S+\s+65\.5–66\.5$/m)
})

test('a curve that is held at the edge of what a percentage rounds from is shown as the percentage', () => {
  // The median of 14.2 draws the curve up, away from 56.1% at 12 months: it stands at 56.15%.
  const a = { n: 201, median: '14.2 (11.9-17.3)', survival: { 12: '56.1%' }, events: 118 }
  const followUp = { definition: 'reverse Kaplan-Meier', median: '18.2', range: ['2.0', '30.0'] } as const
  const result = reconstruct(evidenceOf({ arms: { a }, followUp }), { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  const edge = result.arms[0]!.curve
  const at = edge.time.findIndex((time) => time >= 12 - 1e-9)
  expect(Math.abs(edge.survival[at]! - 0.561)).toBeLessThan(0.003)
  expect(curveAtTimes(result).find(({ time }) => time === 12)).toMatchObject({ survival: 0.561 })
})
