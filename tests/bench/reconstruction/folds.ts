import { learntPrior } from '../../../src/reconstruct/learnt-prior.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { trialPrior } from '../../../src/reconstruct/trial-prior.ts'
import { randomStream } from '../../../src/numeric/random-stream.ts'
import { learnFromBed } from '../prior/learn-from-bed.ts'
import type { Comparison } from './comparison.ts'
import { teachersAmong } from './teachers-among.ts'

/**
 * The prior that a comparison is rebuilt with: of `folds` folds, by source, the one learnt from the other folds; with 0 folds the prior
 * that ships.
 */
export function priorsFor(bed: readonly Comparison[], folds: number): (of: Comparison) => Prior {
  if (folds === 0) {
    const shipped = learntPrior(trialPrior)
    return () => shipped
  }
  const random = randomStream(folds, 'bench/folds')
  const keys = new Map(
    [...new Set(bed.map((it) => it.source))].sort().map((source, k) => [source, random(k).uniform()]),
  )
  const order = [...keys].sort((a, b) => a[1] - b[1]).map(([source]) => source)
  const foldOf = (it: Comparison): number => order.indexOf(it.source) % folds
  const teachers = teachersAmong(bed)
  const priors = Array.from({ length: folds }, (_, fold) =>
    learntPrior(learnFromBed(teachers.filter((it) => foldOf(it) !== fold))),
  )
  return (it) => priors[foldOf(it)]!
}
