import type { Path } from '../record/spans.ts'
import type { TrialEndpoint } from '../record/trial.ts'
import type { VisitSchedule } from './evidence.ts'
import type { FigureReader } from './figure-reader.ts'
import { parseQuantity } from './parse-estimate.ts'

/** A schedule of visits in months; null where the record has it in words only, or where it cannot be read (which is noted). */
export function readVisits(reader: FigureReader, visits: TrialEndpoint['visits'], path: Path): VisitSchedule | null {
  if (visits.schedule === undefined) return null
  const problems = reader.problems.length
  const phases = visits.schedule.map(({ every, until }, k) => {
    const here = [...path, 'schedule', k]
    return {
      every: reader.months(every, [...here, 'every'], false) ?? 0,
      until: until === undefined ? null : (reader.months(until, [...here, 'until'], false) ?? 0),
    }
  })
  const window = visits.window === undefined ? null : (reader.months(visits.window, [...path, 'window'], false) ?? 0)
  const between = betweenVisits(reader, visits['between visits'], [...path, 'between visits'])
  if (reader.problems.length > problems) return null
  let before = 0
  const rising = phases.every(({ until }, k) => {
    if ((until === null) !== (k + 1 === phases.length)) return false
    const later = until === null || until > before
    before = until ?? before
    return later
  })
  if (rising && phases.every(({ every }) => every > 0)) return { phases, window, between }
  reader.problems.push({
    severity: 'error',
    rule: 'unclear-schedule',
    path: [...path, 'schedule'],
    atKey: true,
    message: 'the schedule of visits does not say when each visit is',
    expected: 'intervals above 0; phases that end one after the other; no end for the last one',
    mend: 'write it like [{every: 1 month, until: 24 months}, {every: 3 months}]',
  })
  return null
}

function betweenVisits(reader: FigureReader, printed: string | undefined, path: Path): number | null {
  if (printed === undefined) return null
  const read = parseQuantity(printed, { unit: 'proportion', scale: 'percent' })
  if (read.kind === 'value' && read.value.quantity.kind === 'number') return read.value.quantity.value
  reader.problems.push({
    severity: 'error',
    rule: 'unclear-percentage',
    path,
    atKey: false,
    message: `"${printed}" is not a percentage`,
    expected: 'a percentage such as 12%',
    found: printed,
  })
  return null
}
