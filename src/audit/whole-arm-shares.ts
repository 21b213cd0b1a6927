import { parseEstimate } from '../evidence/parse-estimate.ts'
import { isWholeArm } from '../record/population.ts'
import { power } from '../numeric/power.ts'
import { figureId } from '../record/figure-id.ts'
import type { Path } from '../record/spans.ts'
import type { Trial, TrialTable } from '../record/trial.ts'
import type { PrintedShare } from './attainable.ts'

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
  return Object.entries(trial.tables ?? {}).flatMap(([name, table]) =>
    Object.entries(table.rows).flatMap(([label, row]) => {
      const population = row.population ?? table.population
      const declared = isWholeArm(population)
      if ((!declared && population !== 'not stated') || row.of !== undefined) return []
      return table.columns.flatMap(({ arm, of }, index) => {
        const cell = printedShare(table, row, index)
        if (of !== undefined || cell === null || trial.arms[arm] === undefined) return []
        const path = ['tables', name, 'rows', label, cell.field, index]
        const { printed, share } = cell
        return [{ id: figureId(trial, path), path, arm, row: label, printed, share, declared }]
      })
    }),
  )
}

type Row = TrialTable['rows'][string]

interface Cell {
  readonly field: 'cells' | 'percents'
  readonly printed: string
  readonly share: PrintedShare
}

const COUNTED = /^(\d+)\s*[([]([^;()[\]]*)[)\]]$/u

function printedShare(table: TrialTable, row: Row, index: number): Cell | null {
  const form = row.form ?? table.form
  const printed = row.cells[index]?.printed.trim() ?? ''
  const line = row.percents?.[index]?.printed
  if (line !== undefined) return cellOf('percents', line, /^\d+$/u.test(printed) ? Number(printed) : undefined)
  if (form === 'percent' || form === 'percent (interval)') return cellOf('cells', printed, undefined)
  const [, count, percent] = (form === 'count (percent)' ? COUNTED.exec(printed) : null) ?? []
  return percent === undefined ? null : cellOf('cells', percent, Number(count))
}

function cellOf(field: Cell['field'], printed: string, count: number | undefined): Cell | null {
  const read = parseEstimate(printed, { unit: 'proportion', scale: 'percent' })
  const quantity = read.kind === 'value' ? read.value.estimate.quantity : null
  if (quantity?.kind !== 'number' || quantity.decimals > 6) return null
  const digits = Math.round(quantity.value * 100 * power(10, quantity.decimals))
  return { field, printed, share: { digits, decimals: quantity.decimals, ...(count !== undefined && { count }) } }
}
