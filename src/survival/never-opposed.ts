import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet } from './each-risk-set.ts'
import { along } from './partial-likelihood.ts'

/**
 * Whether at every event time those with the event lie at least as far in a direction of the coefficients as all others at
 * risk: then the partial likelihood rises for ever in it.
 *
 * @param nearness differences below this share of the range in the stratum are none
 */
export function neverOpposed(rows: PreparedRows, direction: Float64Array, nearness: number): boolean {
  const { event, weight } = rows
  const at = along(rows, direction)
  const eta = new Float64Array(at.length)
  const all = Math.log(weight ? weight.reduce((sum, w) => sum + w, 0) : event.length)
  let opposed = false
  for (const stratum of rows.strata) {
    let least = Infinity
    let greatest = -Infinity
    for (let i = stratum.from; i < stratum.to; i++) {
      least = Math.min(least, at[i]!)
      greatest = Math.max(greatest, at[i]!)
    }
    if (!(greatest > least)) continue
    // So steep that whoever lies further by more than `nearness` outweighs all others.
    const steepness = 100 / (nearness * (greatest - least))
    for (let i = stratum.from; i < stratum.to; i++) eta[i] = at[i]! * steepness
    eachRiskSet(rows, stratum, eta, ({ atRisk, shift, first, last }) => {
      const greatestSum = Math.log(atRisk.s0) + shift - all - 1
      for (let row = first; row < last; row++) if (event[row] === 1 && eta[row]! < greatestSum) opposed = true
    })
  }
  return !opposed
}
