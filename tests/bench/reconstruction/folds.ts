import { learntPrior } from '../../../src/reconstruct/learnt-prior.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { trialPrior } from '../../../src/reconstruct/trial-prior.ts'
import { randomStream } from '../../../src/numeric/random-stream.ts'
import { learnFromBed } from '../prior/learn-from-bed.ts'
import type { Comparison } from './bed.ts'

/**
 * The prior that each comparison is rebuilt with: of `folds` folds, by source, the one learnt from the other folds; with 0 folds the prior
 * that ships.
 */
export function priorsFor(bed: readonly Comparison[], folds: number): Map<string, Prior> {
  if (folds === 0) {
    const shipped = learntPrior(trialPrior)
    return new Map(bed.map((it) => [it.id, shipped]))
  }
  const random = randomStream(folds, 'bench/folds')
  const keys = new Map(
    [...new Set(bed.map((it) => it.source))].sort().map((source, k) => [source, random(k).uniform()]),
  )
  const order = [...keys].sort((a, b) => a[1] - b[1]).map(([source]) => source)
  const foldOf = (it: Comparison): number => order.indexOf(it.source) % folds
  const priors = Array.from({ length: folds }, (_, fold) =>
    learntPrior(learnFromBed(bed.filter((it) => foldOf(it) !== fold))),
  )
  return new Map(bed.map((it) => [it.id, priors[foldOf(it)]!]))
}
