import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { estimate } from '../../../src/reconstruct/estimate.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { reconstructCurves } from '../../../src/reconstruct/reconstruct-curves.ts'
import { reconstruct } from '../../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../../src/reconstruct/reconstruction.ts'
import type { Comparison, Given, Level } from './comparison.ts'
import { reasonOf } from './comparison.ts'
import type { Score } from './score.ts'
import { score } from './score.ts'

/** What came of one comparison at one level. */
export interface Scored {
  readonly level: Level
  readonly comparison: Comparison
  /** Milliseconds of processor time: of the curve alone, and of the whole reconstruction. */
  readonly time: { readonly curve: number; readonly all: number }
  readonly kind: 'rebuilt' | 'refused' | 'failed'
  /** Why it was refused, failed, or was rebuilt and could not be scored. */
  readonly reason: string | null
  /** Figures of it that could not be read. */
  readonly left: readonly string[]
  /** Null: not rebuilt, or the bed does not know the truth. */
  readonly score: Score | null
}

/**
 * Rebuilds a comparison, from all that a level prints or from what `keep` leaves of it, and compares it with the truth. Nothing that goes wrong with it is thrown.
 */
export function rebuildAndScore(
  comparison: Comparison,
  level: Level,
  prior: Prior,
  keep: (evidence: EndpointEvidence) => EndpointEvidence = (it) => it,
): { readonly scored: Scored; readonly result: Reconstruction | null } {
  const none = { level, comparison, time: { curve: NaN, all: NaN }, reason: null, left: [], score: null }
  const without = (kind: 'refused' | 'failed', reason: string, rest: Partial<Scored> = {}) => ({
    scored: { ...none, ...rest, kind, reason },
    result: null,
  })
  let given: Given
  try {
    const all = comparison.given(level)
    given = { ...all, evidence: keep(all.evidence) }
  } catch (error) {
    return without('failed', reasonOf(error))
  }
  const { left } = given
  const begin = processorTime()
  let middle = begin
  try {
    if (given.curves === null) estimate(given.evidence, prior)
    middle = processorTime()
    const result =
      given.curves === null
        ? reconstruct(given.evidence, { seed: 1, prior })
        : reconstructCurves(given.evidence, given.curves, { seed: 1 })
    const time = { curve: given.curves === null ? middle - begin : NaN, all: processorTime() - middle }
    if ('kind' in result) return without('refused', result.reason, { left, time })
    return { scored: { ...none, left, time, kind: 'rebuilt', ...scoreOf(comparison, level, result) }, result }
  } catch (error) {
    return without('failed', reasonOf(error), { left })
  }
}

function scoreOf(comparison: Comparison, level: Level, result: Reconstruction): Pick<Scored, 'score' | 'reason'> {
  if (!comparison.hasTruth) return { score: null, reason: 'the bed does not know its patients' }
  try {
    const { tau } = comparison
    return { score: score({ truth: comparison.truthAt(level), tau }, result), reason: null }
  } catch (error) {
    return { score: null, reason: `not scored: ${reasonOf(error)}` }
  }
}

/** Milliseconds of processor time of this process: what others take of the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
