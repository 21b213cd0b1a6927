import { describe, expect, test } from 'vitest'
import type { RandomNumbers } from '../../src/numeric/random-stream.ts'
import { areTimesHeaped } from '../../src/reconstruct/are-times-heaped.ts'
import { evidenceOf } from './build-evidence.ts'
import { rebuild } from './rebuild.ts'
import { between, type Design, simulatedSketch, weibull } from './simulated-sketch.ts'

const medians = (a: string, b: string) =>
  areTimesHeaped(evidenceOf({ arms: { a: { n: 140, median: a }, b: { n: 140, median: b } } }))

describe('medians and limits on multiples of one step', () => {
  test.each([
    // Six of six in whole months, at one in ten each: one in a million.
    ['8.0 (6.0-9.0)', '11.0 (9.0-14.0)', true],
    // Every 8 weeks: 1.84, 3.68, 5.52, 7.36, 9.20, 11.04.
    ['5.5 (3.7-7.4)', '9.2 (7.4-11.0)', true],
    // One that is seen between visits.
    ['5.5 (3.7-7.4)', '9.2 (7.4-10.4)', true],
    ['8.3 (6.0-9.4)', '11.0 (9.7-14.2)', false],
    // Whole months as printed say nothing.
    ['8 (6-9)', '11 (9-14)', false],
    // Two figures are too few.
    ['8.0', '11.0', false],
    ['NR (NE-NE)', 'NR (8.0-NE)', false],
  ])('%s and %s: %s', (a, b, heaped) => {
    expect(medians(a, b)).toBe(heaped)
  })
})

const progression = (every: number) => (arm: number, random: RandomNumbers) => {
  const [time, death] = [weibull(random, arm === 0 ? 5.5 : 9, 1), random.uniform() < 0.1]
  return every === 0 || death ? time : Math.ceil(time / every) * every
}
const design = (every: number): Design => ({
  ...{ name: `visits ${every}`, class: 'progression-like', n: 140, landmarks: [6, 12] },
  event: progression(every),
  followed: (random) => between(random, 6, 28),
})

const trials = 20
const heaped = (every: number): number =>
  Array.from({ length: trials }, (_, index) =>
    areTimesHeaped(evidenceOf(simulatedSketch(design(every), index).sketch)),
  ).filter((it) => it).length

describe('simulated trials', () => {
  test.each([1, 56 / 30.4375, 2, 84 / 30.4375])('seen on the day every %s months are told', (every) => {
    expect(heaped(every)).toBeGreaterThanOrEqual(trials - 2)
  })
  test('seen at any time are not', () => {
    expect(heaped(0)).toBe(0)
  })
})

describe('the warrant of bands', () => {
  test('is not given where times are heaped', () => {
    const it = rebuild(simulatedSketch(design(2), 0).sketch)
    expect(it.calibrated).toBe(false)
    expect(it.uncalibrated.join('\n')).toContain('stand on multiples of one step')
  })
  test('says what would undo it where progression may have been seen at visits', () => {
    const { sketch } = simulatedSketch(design(0), 0)
    const it = rebuild(sketch)
    expect(it.uncalibrated).toEqual([])
    expect(it.assumptions.join('\n')).toContain('if progression was seen at punctual visits')
    expect(rebuild({ ...sketch, class: 'death' }).assumptions.join('\n')).not.toContain('punctual visits')
  })
})
