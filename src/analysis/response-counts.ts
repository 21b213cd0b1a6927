import { attainingCounts } from '../audit/attainable.ts'
import { type CellCount, countTables } from '../audit/table-counts.ts'
import type { Trial } from '../record/trial.ts'
import type { ResponseGiven } from '../scenario/response-by-denominator.ts'
import type { Proportion } from '../statistics/proportion.ts'
import type { ResponseByDenominatorPlan } from './plan.ts'
import { stageCount } from './stage-count.ts'

/** The cells of all tables that count patients, by figure id. */
export function countedCells(trial: Trial): ReadonlyMap<string, CellCount> {
  const cells = countTables(trial).flatMap(([, rows]) => [...rows.values()].flat())
  return new Map(cells.map((it) => [it.id, it]))
}

/** Patients counted in a cell, of how many: as printed, or the one count that its percentage can stand for; null where neither says. */
export function countedIn({ count, of, percent }: CellCount): Proportion | null {
  if (of === null) return null
  if (count !== null) return { count, total: of }
  const share = percent?.share ?? null
  if (share === null) return null
  const [least, most] = attainingCounts(share, of)
  return least === most ? { count: least, total: of } : null
}

/** What a scenario about response starts from; a sentence where the record does not give it. */
export function responseGiven(
  trial: Trial,
  { arm, figure, infused: stages }: ResponseByDenominatorPlan,
): ResponseGiven | string {
  const cell = countedCells(trial).get(figure)
  const counted = cell === undefined ? null : countedIn(cell)
  if (counted === null) return `no number of patients stands behind ${figure}`
  const infused = stageCount(trial, arm, stages.stage)
  const all = stageCount(trial, arm, stages.of)
  if (infused === null || all === null) return `the flow of ${arm} has no ${stages.stage} and ${stages.of}`
  if (cell?.arm !== arm) return `${figure} is not a figure of ${arm}`
  if (counted.total !== infused && counted.total !== all)
    return `${figure} counts ${counted.total} patients, neither the ${infused} ${stages.stage} nor the ${all} ${stages.of}`
  return { responders: counted.count, among: counted.total === all ? 'all' : 'infused', infused, all }
}
