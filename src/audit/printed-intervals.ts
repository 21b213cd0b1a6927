import { parseEstimate, type PrintedEstimate } from '../evidence/parse-estimate.ts'
import { recordedFigures } from '../record/recorded-figures.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'

/** An estimate with its interval that is part of no evidence: a further contrast, an odds ratio, a percentage of a table. */
export interface PrintedInterval {
  readonly id: string
  readonly path: Path
  readonly unit: 'ratio' | 'proportion'
  readonly estimate: PrintedEstimate['estimate']
  readonly interval: NonNullable<PrintedEstimate['interval']>
}

/** Those that can be read; the main hazard ratio and the figures of the arms belong to the evidence. */
export function printedIntervals(trial: Trial): readonly PrintedInterval[] {
  return recordedFigures(trial).flatMap(({ id, path, prints }) => {
    const unit = unitOf(trial, path)
    if (unit === null) return []
    return prints.flatMap(({ printed }): readonly PrintedInterval[] => {
      const read = parseEstimate(printed, { unit, scale: 'percent' })
      if (read.kind === 'problems' || read.value.interval === null) return []
      return [{ id, path, unit, estimate: read.value.estimate, interval: read.value.interval }]
    })
  })
}

function unitOf(trial: Trial, path: Path): PrintedInterval['unit'] | null {
  const measure = path.at(-1)
  if (measure === 'odds ratio' || measure === 'rate ratio') return 'ratio'
  if (measure === 'hazard ratio') return path.includes('further contrasts') || path[0] === 'tables' ? 'ratio' : null
  if (path[0] !== 'tables' || path[2] !== 'rows' || !['cells', 'percents'].includes(String(path.at(-2)))) return null
  const table = trial.tables?.[String(path[1])]
  const row = table?.rows[String(path[3])]
  // A range of ages has the same form in print; only what is said to be an interval of a percentage is one.
  const said = row?.percents !== undefined || (row?.form ?? table?.form) === 'percent (interval)'
  return said ? 'proportion' : null
}
