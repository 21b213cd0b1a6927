import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { armAt } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { readBed } from '../bench/reconstruction/bed.ts'
import { learnElsewhere, seenByShipped } from '../bench/reconstruction/learn-elsewhere.ts'
import { score } from '../bench/reconstruction/score.ts'

const folder = 'tests/bench/bed'
const bed = readBed(folder)
const two = bed.filter((it) => it.id === 'ovarian_rx' || it.id === 'melanoma_ulcer')

interface Truth {
  readonly log_hr: number
  readonly grid: readonly number[]
  readonly arms: readonly { readonly surv: readonly number[] }[]
}

describe('the textbook bed', () => {
  test.each(two)('golden: $id is read as R wrote it', ({ id, truth, months }) => {
    const golden = JSON.parse(readFileSync(`${folder}/truth/${id}.json`, 'utf8')) as Truth
    const ratio = cox(truth)
    expect(ratio.kind === 'value' ? ratio.logHazardRatio : NaN).toBeCloseTo(golden.log_hr, 8)
    golden.arms.forEach(({ surv }, index) => {
      const km = kaplanMeier(armAt(truth, index))
      // The grid of the file is rounded: just beside a step it would fall on the other side.
      surv.forEach((survival, i) => {
        const time = golden.grid[i]! * months
        const near = [survivalAt(km, time * (1 - 1e-7)), survivalAt(km, time * (1 + 1e-7))]
        expect(Math.min(...near.map((it) => Math.abs(it - survival)))).toBeLessThan(1e-7)
      })
    })
  })

  test.each(two)('$id is rebuilt from what a paper would print', (comparison) => {
    const result = reconstruct(comparison.evidence.L3, { seed: 1 })
    if ('kind' in result) throw new Error(result.reason)
    const { arms, distances, figures, reproduced } = score(comparison, result)
    for (const { error } of distances.arms) expect(error).toBeLessThan(0.04)
    for (const { covered } of arms) expect(covered).toBeGreaterThan(0.8)
    expect(reproduced / figures).toBeGreaterThan(0.9)
  })

  test('half of it is known to the prior that ships, and too little is left of it to learn one', () => {
    expect(seenByShipped(bed)).toEqual(['veteran_trt', 'lung_sex', 'colon_death', 'ovarian_rx', 'gehan'])
    expect(() => learnElsewhere(two, bed)).toThrow(/16 comparisons of other sources .* got 8/)
  })
})
