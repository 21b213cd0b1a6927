import { expect, test } from 'vitest'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { usual } from '../../src/reconstruct/reconstruct.ts'
import { predictAt } from '../bench/external/predict-at.ts'
import { evidenceOf, karmma3 } from './build-evidence.ts'

test('within follow-up a prediction is the curve and its band', () => {
  const forecast = predictAt(karmma3, 12, usual)
  estimate(karmma3, usual)!.arms.forEach(({ arm, curve }, index) => {
    const at = curve.time.indexOf(12)
    expect(forecast[index]).toEqual({
      arm,
      value: curve.survival[at],
      lower: curve.lower[at],
      upper: curve.upper[at],
    })
  })
})

/* A median that is not reached by the end of a report's follow-up may be reached later. */
test('beyond follow-up a median that was not reached holds nothing up', () => {
  const short = evidenceOf({
    arms: { a: { n: 100, median: '8.0 (6.0-10.0)' }, b: { n: 100, median: 'NR', survival: { 12: '56%' } } },
    followUp: { median: '12.0', range: ['1.0', '16.0'], definition: 'reverse Kaplan-Meier' },
  })
  const [, b] = predictAt(short, 30, usual)
  expect(b!.lower).toBeLessThan(0.35)
  expect(b!.value).toBeLessThan(0.5)
  expect(b!.upper).toBeLessThan(0.5651)
})
