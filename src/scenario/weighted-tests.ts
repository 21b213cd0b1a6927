import { requireTwoArms } from '../survival/arm.ts'
import { logRank, type LogRank } from '../survival/log-rank.ts'
import { maxCombo, type MaxCombo } from '../survival/max-combo.ts'
import type { Patients } from '../survival/patients.ts'
import { flemingHarringtonTest, modestlyWeightedLogRank } from '../survival/weighted-log-rank.ts'

export type WeightedTest =
  | { readonly kind: 'log-rank'; readonly result: LogRank }
  | { readonly kind: 'fleming-harrington'; readonly rho: number; readonly gamma: number; readonly result: LogRank }
  | { readonly kind: 'modestly-weighted'; readonly until: number; readonly result: LogRank }
  | { readonly kind: 'max-combo'; readonly weights: readonly (readonly [number, number])[]; readonly result: MaxCombo }

export interface WeightedTestsOptions {
  /** (rho, gamma) of the Fleming-Harrington tests, (0, 0) being the log-rank test; MaxCombo combines them all. 1 to 4 pairs. */
  readonly weights: readonly (readonly [number, number])[]
  /** t* of the modestly weighted test, months; left out: no such test. */
  readonly modestUntil?: number
}

/**
 * One comparison of two curves, weighed in several ways: the log-rank test, Fleming-Harrington tests, the modestly weighted test, and the
 * largest of the Fleming-Harrington tests (MaxCombo) with its own probability. z above 0 = more events in arm 1 than expected.
 *
 * Randomisation makes each a valid test that the curves are the same, if its weights were chosen before the data were seen; a weight on
 * late events can reject where arm 1 is worse early on, so no z is a statement about benefit over all of follow-up.
 *
 * @param pair two arms, the reference first; otherwise a RangeError
 *
 * [HarringtonFleming1982] [MagirrBurman2019] [Lin2020]. Agrees with the formulas written out in R to 1e-9.
 *
 * @example
 * ```ts
 * import { weightedTests } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * weightedTests(p, { weights: [[0, 0]] })[0].result.z // => -0.7844645405527362
 * ```
 */
export function weightedTests(pair: Patients, { weights, modestUntil }: WeightedTestsOptions): readonly WeightedTest[] {
  requireTwoArms(pair, 'weightedTests')
  if (weights.length < 1 || weights.length > 4)
    throw new RangeError(`weightedTests: 1 to 4 pairs of weights are required, got ${weights.length}`)
  const single = weights.map(([rho, gamma]): WeightedTest =>
    rho === 0 && gamma === 0
      ? { kind: 'log-rank', result: logRank(pair) }
      : { kind: 'fleming-harrington', rho, gamma, result: flemingHarringtonTest(pair, rho, gamma) },
  )
  const modest: readonly WeightedTest[] =
    modestUntil === undefined
      ? []
      : [{ kind: 'modestly-weighted', until: modestUntil, result: modestlyWeightedLogRank(pair, modestUntil) }]
  return [...single, ...modest, { kind: 'max-combo', weights, result: maxCombo(pair, { weights }) }]
}
