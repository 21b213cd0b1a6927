import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { figureId } from '../record/figure-id.ts'
import { type Measure, readMeasures } from './read-measures.ts'

/** A median with the smallest and the largest value that were observed. */
export interface ObservedRange {
  readonly id: string
  readonly path: Path
  readonly what: string
  readonly unit: string | undefined
  readonly median: Measure
  readonly least: Measure
  readonly most: Measure
  /** Quantity that says which values are permitted. */
  readonly permitted: string | undefined
}

type Described = Pick<ObservedRange, 'path' | 'what' | 'unit' | 'permitted'>

/** Every "median (range)" of tables and quantities, and every median whose range has a field of its own. */
export function observedRanges(trial: Trial): readonly ObservedRange[] {
  return [...ofTables(trial), ...ofQuantities(trial), ...ofEndpoints(trial), ...ofFollowUp(trial)]
}

function ofTables(trial: Trial): readonly ObservedRange[] {
  return Object.entries(trial.tables ?? {}).flatMap(([name, table]) =>
    Object.entries(table.rows).flatMap(([label, row]) => {
      if ((row.form ?? table.form) !== 'median (range)') return []
      const about = { what: label, unit: row.unit ?? table.unit, permitted: row.permitted }
      return row.cells.flatMap(({ printed }, index) =>
        read(trial, printed, { ...about, path: ['tables', name, 'rows', label, 'cells', index] }),
      )
    }),
  )
}

function ofQuantities(trial: Trial): readonly ObservedRange[] {
  return Object.entries(trial.quantities ?? {}).flatMap(([name, { label, statistic, unit, permitted, values }]) =>
    statistic === 'median (range)'
      ? Object.entries(values).flatMap(([arm, { printed }]) =>
          read(trial, printed, { path: ['quantities', name, 'values', arm], what: label, unit, permitted }),
        )
      : [],
  )
}

function ofEndpoints(trial: Trial): readonly ObservedRange[] {
  return Object.entries(trial.endpoints).flatMap(([name, { label, arms }]) =>
    Object.entries(arms).flatMap(([arm, { median, range }]) => {
      if (median === undefined || range === undefined) return []
      const about = { path: ['endpoints', name, 'arms', arm, 'range'], what: label, unit: undefined }
      return read(trial, `${readMeasures(median.printed)[0]?.printed ?? ''} (${range.printed})`, {
        ...about,
        permitted: undefined,
      })
    }),
  )
}

function ofFollowUp(trial: Trial): readonly ObservedRange[] {
  const { median, range } = trial['follow-up'] ?? {}
  if (median === undefined || range === undefined) return []
  const text = `${readMeasures(median.printed)[0]?.printed ?? ''} (${range.printed})`
  return read(trial, text, { path: ['follow-up', 'range'], what: 'follow-up', unit: undefined, permitted: undefined })
}

function read(trial: Trial, printed: string, about: Described): readonly ObservedRange[] {
  const [median, least, most, ...more] = readMeasures(printed)
  if (median === undefined || least === undefined || most === undefined || more.length > 0) return []
  return [{ ...about, id: figureId(trial, about.path), median, least, most }]
}
