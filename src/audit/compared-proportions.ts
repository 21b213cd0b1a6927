import type { Path } from '../record/spans.ts'
import type { Trial, TrialContrast } from '../record/trial.ts'
import { attainingCounts } from './attainable.ts'
import { type CellCount, countsOf } from './table-counts.ts'

/** What is known of the patients with the event in an arm: their least and greatest number, of how many. */
export interface ArmProportion {
  readonly id: string
  readonly printed: string
  readonly least: number
  readonly most: number
  readonly of: number
}

/** A row of a table that compares two arms. */
export interface ComparedRow {
  /** Of the contrast. */
  readonly path: Path
  readonly row: string
  readonly contrast: TrialContrast
  /** What the table and its row say about their figures. */
  readonly remarks: string
  readonly above: ArmProportion
  readonly below: ArmProportion
}

/** Rows with a contrast, where the patients of both arms are known; counts that are not printed are those that give the percentage. */
export function comparedRows(trial: Trial): readonly ComparedRow[] {
  return Object.entries(trial.tables ?? {}).flatMap(([name, table]) => {
    const cells = countsOf(trial, name, table)
    return Object.entries(table.rows).flatMap(([row, { contrast, note }]) => {
      if (contrast === undefined) return []
      const named = (role: string): string | undefined =>
        Object.entries(trial.arms).find(([, it]) => it.role === role)?.[0]
      const of = (arm: string | undefined): ArmProportion | null => {
        const own = (cells.get(row) ?? []).filter((it) => it.arm === arm)
        // Several columns of an arm: nothing says which of them is compared.
        return own[0] === undefined || own.length > 1 ? null : proportionOf(own[0])
      }
      const above = of(contrast.arm ?? named('experimental'))
      const below = of(contrast.versus ?? named('control'))
      const path = ['tables', name, 'rows', row, 'contrast']
      return above === null || below === null
        ? []
        : [{ path, row, contrast, remarks: [table.note, note].join(' '), above, below }]
    })
  })
}

function proportionOf({ id, printed, count, of, ofPopulation, percent }: CellCount): ArmProportion | null {
  if (of === null || of <= 0 || ofPopulation) return null
  if (count !== null) return count <= of ? { id, printed: `${count} of ${of}`, least: count, most: count, of } : null
  if (!percent?.share) return null
  const [least, most] = attainingCounts(percent.share, of, 'twice')
  return least > most ? null : { id, printed: `${percent.printed || printed} of ${of}`, least, most, of }
}

/** Whether the contrast is said to be made over strata or with covariates, so that it is not that of the two counts alone. */
export function isAdjusted({ contrast, remarks }: ComparedRow): boolean {
  const { label, note, p } = contrast
  const words = [label, note, p?.test, p?.note, remarks].join(' ')
  return p?.stratified === true || /mantel|\bcmh\b|strat(?!egy)|adjust|logistic|regress|model/i.test(words)
}
