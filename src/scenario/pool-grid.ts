import { type ArmVersions } from '../survival/cox-arms-sweep.ts'
import { coxGridDraw, type CoxGridResult } from '../survival/cox-grid-draw.ts'
import { type Pooled, rubin } from './rubin.ts'

/** Log hazard ratios of two arms under every pair of their versions, one after the other in this thread. */
export function coxOfVersions(reference: ArmVersions, other: ArmVersions): CoxGridResult {
  const cells = reference.draws * reference.versions * other.versions
  const result = { logHazardRatio: new Float64Array(cells), standardError: new Float64Array(cells) }
  for (let draw = 0; draw < reference.draws; draw++) coxGridDraw(reference, other, draw, result)
  return result
}

/** Rubin's rules in each cell, on the log scale, by [version of the reference arm][version of the other]; null where an imputation has no finite ratio. */
export function poolGrid(
  { logHazardRatio, standardError }: CoxGridResult,
  imputations: number,
  level = 0.95,
): readonly (Pooled | null)[] {
  const cells = logHazardRatio.length / imputations
  return Array.from({ length: cells }, (_, cell) => {
    const completed = Array.from({ length: imputations }, (_, draw) => {
      const error = standardError[draw * cells + cell]!
      return { value: logHazardRatio[draw * cells + cell]!, variance: error * error }
    })
    return completed.every((it) => Number.isFinite(it.variance)) ? rubin(completed, level) : null
  })
}
