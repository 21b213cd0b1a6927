import { accumulate, type Measured } from './accumulate.ts'
import type { Family } from './family.ts'
import { type Asked, runTrial } from './run-trial.ts'

export interface FamilyResult {
  readonly id: string
  readonly words: string
  readonly remarks: readonly string[]
  readonly trials: number
  /** Papers that could not be printed or rebuilt. */
  readonly refused: number
  readonly draws: number
  readonly measured: readonly Measured[]
}

/** Draws of the reconstruction for a spread; fewer where each is a search of its own. */
const usualDraws = 100

/** `trials` trials of a family, or fewer where it says that each is slow. */
export function runFamily(family: Family, trials: number): FamilyResult {
  const draws = family.draws ?? usualDraws
  const size = Math.ceil(trials * (family.trialShare ?? 1))
  const results = Array.from({ length: size }, (_, index) => runTrial(family, index, draws))
  const done = results.flatMap((it): (readonly Asked[])[] => (it === null ? [] : [it]))
  const measured = (done[0] ?? []).map((_, k) => accumulate(done.map((it) => it[k]!)))
  const { id, words, remarks } = family
  return { id, words, remarks, trials: size, refused: size - done.length, draws, measured }
}
