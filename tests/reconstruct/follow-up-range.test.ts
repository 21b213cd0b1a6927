import { describe, expect, test } from 'vitest'
import { followUpRange } from '../../src/reconstruct/follow-up-range.ts'
import { whyNotMeasured } from '../../src/reconstruct/coverage-is-measured.ts'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { changed } from '../analysis/small.ts'
import { recordOf } from '../record/record-of.ts'
import { smallRecord } from '../end-to-end/project.ts'
import { patients } from '../../src/survival/patients.ts'

/* By hand: four censored, two between 0 and 6, two between 6 and 12; the median of the reverse curve is where half are censored. */
describe('median follow-up of a curve with numbers at risk', () => {
  const four = patients({ time: [2, 3, 8, 9], event: [0, 0, 0, 0] })
  test('lies between the places that censorings can take', () => {
    expect(followUpRange(four, [[0, 6, 12]])).toEqual({ lower: 3, upper: 9 })
    expect(followUpRange(four, [[0, 12]])).toEqual({ lower: 0, upper: 12 })
  })
  test('events stay where they are', () => {
    const one = patients({ time: [5, 8], event: [1, 0] })
    expect(followUpRange(one, [[0, 6, 12]])).toEqual({ lower: 6, upper: 12 })
  })
})

describe('why coverage was not measured', () => {
  const why = (changes: Record<string, string>): readonly string[] => {
    const rebuilt = rebuild(recordOf(changed(smallRecord, changes)), 'pfs', { seed: 1 })
    if (rebuilt.kind === 'refused') throw new Error('refused')
    const { evidence, calibrated, uncalibrated } = rebuilt.reconstruction
    expect(calibrated).toBe(uncalibrated.length === 0)
    return whyNotMeasured(evidence)
  }
  const reverse = { 'definition: potential': 'definition: reverse Kaplan-Meier' }
  test('a ratio that is said to be neither stratified nor adjusted has been', () => {
    expect(why({ ...reverse, 'model: Cox': 'model: Cox, stratified: false, adjusted: false' })).toEqual([])
  })
  test('what is left out is open', () => {
    expect(why({ ...reverse, 'model: Cox': 'model: Cox, stratified: false' })).toEqual([
      'the record leaves open whether the hazard ratio is adjusted ("adjusted: false" where the paper says that it is not)',
    ])
  })
  test('another follow-up, and a stratified ratio', () => {
    expect(why({ 'model: Cox': 'model: Cox, stratified: true' })).toEqual([
      'the definition of follow-up is "potential", not reverse Kaplan-Meier',
      'the hazard ratio is stratified',
    ])
  })
})
