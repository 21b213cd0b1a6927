import type { ArmCounts } from '../evidence/curve-evidence.ts'
import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import { type TimeUnit, writtenTime } from '../evidence/time-unit.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { NamedFile } from './curve-file.ts'

/** The unit that the headers of files name, the first of them where they differ; null where none does. */
export function unitOfFiles(files: readonly NamedFile[]): TimeUnit | null {
  return files.find(({ content }) => content.unit !== undefined)?.content.unit ?? null
}

/** A week is four times shorter than a month, the smallest step between units. */
const furthest = 4
/** Where one file names its unit and another does not. */
const furthestUnsaid = 2

/**
 * Errors where a header speaks against the unit that times are read in, and where curve and risk table can hardly be in the same. That is a
 * guess from where they end: a note where the headers of both say the unit, or whoever asks.
 *
 * @param filesOf of each arm: those of its curve and its table
 * @param isAsked whether the unit is that of whoever asks, not one taken from headers or a record
 */
export function unitProblems(
  files: readonly NamedFile[],
  curves: ReadonlyMap<string, DigitisedCurve>,
  counts: ReadonlyMap<string, ArmCounts>,
  unit: TimeUnit,
  filesOf: ReadonlyMap<string, readonly NamedFile[]>,
  isAsked: boolean,
): Diagnostic[] {
  const error = { severity: 'error', rule: 'time-unit', line: 1, column: 1 } as const
  const against = files.flatMap(({ file, content }): Diagnostic[] => {
    if (content.unit === undefined || content.unit === unit) return []
    const message = `the header says that times are in ${content.unit}; they would be read in ${unit}`
    return [{ ...error, file, message, mend: `give all times in one unit and name it: --time-unit ${content.unit}` }]
  })
  if (against.length > 0) return against
  const says = ({ content }: NamedFile): boolean => content.unit !== undefined
  return [...counts].flatMap(([arm, { atRisk, source }]): Diagnostic[] => {
    const end = curves.get(arm)?.time.at(-1)
    // Zeros are printed to the end of the axis, whatever the curve does.
    const last = atRisk.findLast(({ count }) => count > 0)?.time ?? 0
    if (end === undefined || last === 0) return []
    const both = filesOf.get(arm)?.every(says) ?? false
    const unsaid = !both && files.some(says)
    const late = last > (unsaid ? furthestUnsaid : furthest) * end
    if (!late && !(unsaid && end > furthestUnsaid * last)) return []
    const shown = (months: number): number => writtenTime(months, unit)
    const ends = `the risk table ends at ${shown(last)}, the curve at ${shown(end)}`
    if (both || isAsked)
      return [{ ...error, severity: 'note', file: source, message: `${ends}, both said to be in ${unit}` }]
    const mend = 'give both in one unit, and name it in both headers or with --time-unit'
    return [{ ...error, file: source, message: `${ends}: their times seem to be in different units`, mend }]
  })
}
