import { learntPrior } from '../../../src/reconstruct/learnt-prior.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { trialPrior } from '../../../src/reconstruct/trial-prior.ts'
import { learnFromBed } from '../prior/learn-from-bed.ts'
import type { Comparison } from './comparison.ts'

/** Fewer teach no prior. */
const fewest = 16

/** The prior that the comparisons of another bed teach, without the sources that this one shares with it. */
export function learnElsewhere(
  bed: readonly Comparison[],
  teachers: readonly Comparison[],
): { readonly prior: Prior; readonly from: number } {
  const own = new Set(bed.map((it) => it.source))
  const others = teachers.filter((it) => !own.has(it.source))
  if (others.length < fewest)
    throw new RangeError(`${fewest} comparisons of other sources are required to learn a prior, got ${others.length}`)
  return { prior: learntPrior(learnFromBed(others)), from: others.length }
}

/** Which comparisons of a bed the prior that ships has been learnt from: by source, so that other endpoints of a trial count. */
export function seenByShipped(bed: readonly Comparison[]): string[] {
  const sources: ReadonlySet<string> = new Set(trialPrior.learntFrom.sources)
  return bed.filter((it) => sources.has(it.source)).map((it) => it.id)
}
