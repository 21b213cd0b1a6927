import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet } from './each-risk-set.ts'
import { along } from './partial-likelihood.ts'

/**
 * Whether at every event time those with the event lie at least as far in a direction of the coefficients as all others at
 * risk: then the partial likelihood rises for ever in it.
 *
 * @param nearness differences below this share of the whole range are none
 */
export function neverOpposed(rows: PreparedRows, direction: Float64Array, nearness: number): boolean {
  const { event, weight } = rows
  const at = along(rows, direction)
  let least = Infinity
  let greatest = -Infinity
  for (const value of at) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  // So steep that whoever lies further by more than `nearness` outweighs all others.
  const steepness = 100 / (nearness * (greatest - least))
  const eta = at.map((value) => value * steepness)
  const all = Math.log(weight ? weight.reduce((sum, w) => sum + w, 0) : event.length)
  let opposed = false
  for (const stratum of rows.strata)
    eachRiskSet(rows, stratum, eta, ({ atRisk, shift, first, last }) => {
      const greatestSum = Math.log(atRisk.s0) + shift - all - 1
      for (let row = first; row < last; row++) if (event[row] === 1 && eta[row]! < greatestSum) opposed = true
    })
  return !opposed
}
