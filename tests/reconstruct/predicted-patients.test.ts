import { expect, test } from 'vitest'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { predictPatients } from '../../src/reconstruct/predict-patients.ts'
import { inOrder, usual } from '../../src/reconstruct/reconstruct.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'
import { between, simulatedSketch, weibull } from './simulated-sketch.ts'

/** Deviates of the printed numbers of patients from what the other figures predict. */
function deviates(sketch: Sketch): readonly number[] {
  const evidence = inOrder(evidenceOf(sketch))
  const { fit } = estimate(evidence, usual)!
  return evidence.arms.flatMap(({ patients }) => predictPatients(evidence, fit, patients)?.z ?? [])
}

test('duration of response of KarMMa-3: medians with limits alone do not contradict 55 and 181 responders [RodriguezOtero2023]', () => {
  const found = deviates({
    arms: { standard: { n: 55, median: '9.7 (5.4-16.3)' }, 'ide-cel': { n: 181, median: '14.8 (12.0-18.6)' } },
  })
  expect(found).toHaveLength(2)
  for (const z of found) expect(Math.abs(z)).toBeLessThan(1.96)
})

test('of simulated arms of responders known by medians with limits alone, those printed lie to both sides of what is predicted', () => {
  const all = Array.from({ length: 20 }, (_, index) => {
    const { sketch } = simulatedSketch(
      {
        ...{ name: 'responders', class: 'progression-like', n: 55, landmarks: [] },
        event: (arm, random) => weibull(random, arm === 0 ? 10 : 14, 1),
        followed: (random) => between(random, 1, 30),
      },
      index,
    )
    const { a, b } = sketch.arms
    return deviates({ arms: { a: { n: 55, median: a!.median! }, b: { n: 55, median: b!.median! } } })
  }).flat()
  const mean = all.reduce((sum, z) => sum + z, 0) / all.length
  // The deviates of 40 arms have a standard error of 1 / sqrt(40) = .16; before, their mean was .6.
  expect(Math.abs(mean)).toBeLessThan(0.4)
  expect(all.filter((z) => Math.abs(z) > 1.96).length).toBeLessThanOrEqual(2)
})
