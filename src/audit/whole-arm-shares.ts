import { isWholeArm } from '../record/population.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import type { PrintedShare } from './attainable.ts'
import { countTables } from './table-counts.ts'

/** A percentage whose denominator is not printed. */
export interface WholeArmShare {
  readonly id: string
  readonly path: Path
  readonly arm: string
  /** Name of its row. */
  readonly row: string
  readonly printed: string
  readonly share: PrintedShare
  /** True where the record declares it to be of all patients of the arm; false where the population is not stated. */
  readonly declared: boolean
}

/**
 * Percentages in the tables of a record that are of all patients of an arm, and those of which it is not stated of whom they are. A row
 * with a denominator of its own, or of another population, is none of them; nor is a survival percentage, which is no count.
 */
export function wholeArmShares(trial: Trial): readonly WholeArmShare[] {
  return countTables(trial).flatMap(([, rows]) =>
    [...rows.values()].flat().flatMap(({ id, path, arm, row, count, percent, ofPopulation, population }) => {
      const declared = isWholeArm(population)
      if (!ofPopulation || (!declared && population !== 'not stated')) return []
      if (trial.arms[arm] === undefined || !percent?.share) return []
      const share = { ...percent.share, ...(count !== null && { count }) }
      return [{ id, path, arm, row, printed: percent.printed, share, declared }]
    }),
  )
}
