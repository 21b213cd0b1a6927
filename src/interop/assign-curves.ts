import { cleanCurve, mostMonths } from '../evidence/clean-curve.ts'
import type { ArmCounts } from '../evidence/curve-evidence.ts'
import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import { fromMonths, onLattice, type TimeUnit } from '../evidence/time-unit.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { NamedFile, ReadSeries, ReadTicks } from './curve-file.ts'
import { groupedNotes } from './grouped-notes.ts'
import { unitProblems } from './unit-of-files.ts'

export interface NamedArm {
  readonly id: string
  readonly label: string
}

export interface AssignedCurves {
  readonly curves: ReadonlyMap<string, DigitisedCurve>
  /** The file of each curve, by arm id. */
  readonly files: ReadonlyMap<string, string>
  readonly counts: readonly ArmCounts[]
  /** Errors where an arm or a curve is left over or unusable; notes for everything that was cleaned. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Gives each curve and each risk table of the files to its arm, by the name that it carries, and cleans it. Nothing is guessed.
 *
 * @param unit of all times in the files
 * @param isAsked whether whoever asks says so: it is then believed where curve and table end so far apart that it looks wrong
 */
export function assignCurves(
  arms: readonly NamedArm[],
  curveFiles: readonly NamedFile[],
  atRiskFiles: readonly NamedFile[],
  unit: TimeUnit,
  isAsked = false,
): AssignedCurves {
  const diagnostics: Diagnostic[] = [...curveFiles, ...atRiskFiles].flatMap(({ content }) => content.notes)
  const curves = new Map<string, DigitisedCurve>()
  const files = new Map<string, string>()
  const filesOf = new Map<string, NamedFile[]>()
  const counts = new Map<string, ArmCounts>()
  const report = (rule: string, file: string, message: string, mend: string, at = { line: 1, column: 1 }): void => {
    diagnostics.push({ severity: 'error', rule, file, ...at, message, mend })
  }
  const armFor = ({ file, arm }: NamedFile, name: string | null, what: string, mayBeOnly: boolean): NamedArm | null => {
    const wanted = arm ?? name ?? stemOf(file)
    // The file has no curve at all, which is told.
    if (arms.length === 0) return null
    const armOf = (called: string) => arms.find((it) => same(it.id, called) || same(it.label, called))
    const found = armOf(wanted) ?? (arm === null && arms.length === 1 && mayBeOnly ? arms[0] : undefined)
    const other = name === null || isMeaningless(name) ? undefined : (armOf(name) ?? null)
    if (found !== undefined && other !== undefined && other !== found) {
      const message = `${what} of this file is named "${name}", and is given to arm ${found.id}`
      if (other !== null) {
        report('other-arm', file, message, `it seems to be that of arm ${other.id}: correct the option or the file`)
        return null
      }
      diagnostics.push({ severity: 'note', rule: 'other-arm', file, line: 1, column: 1, message })
    }
    if (found !== undefined) return found
    const called = `${what} "${wanted}"`
    const listed = arms.map(({ id }) => id).join(', ')
    report(
      'unknown-arm',
      file,
      `${called} names none of the arms: ${listed}`,
      `say whose it is: ${arms[0]?.id ?? 'ARM'}=${file}`,
    )
    return null
  }
  const addCurve = (from: NamedFile, series: ReadSeries): void => {
    const arm = armFor(from, series.name, 'a curve', from.content.series.length === 1)
    if (arm === null) return
    if (curves.has(arm.id)) {
      report('second-curve', from.file, `arm ${arm.id} has two curves`, oneEach(from, arm, from.content.series.length))
      return
    }
    const cleaned = cleanCurve(series.points, { unit, ...(series.percent && { percent: true }) })
    if (cleaned.kind === 'unusable') {
      for (const { message, mend, ...at } of cleaned.problems) report('unusable-curve', from.file, message, mend, at)
      return
    }
    curves.set(arm.id, cleaned.curve)
    files.set(arm.id, from.file)
    filesOf.set(arm.id, [...(filesOf.get(arm.id) ?? []), from])
    for (const remark of cleaned.remarks)
      diagnostics.push({ severity: 'note', rule: 'cleaned', file: from.file, ...remark })
  }
  const addCounts = (from: NamedFile, table: ReadTicks): void => {
    const own = from.content.series.length === 1 ? (from.content.series[0]?.name ?? null) : null
    // A curve may be called "OS"; a table has a name only where it tells arms apart.
    const isNamed = table.name !== null && !isMeaningless(table.name)
    const arm = armFor(from, table.name ?? own, 'a risk table', from.content.atRisk.length === 1 && !isNamed)
    if (arm === null) return
    if (counts.has(arm.id)) {
      report(
        'second-table',
        from.file,
        `arm ${arm.id} has two risk tables`,
        oneEach(from, arm, from.content.atRisk.length),
      )
      return
    }
    diagnostics.push(...disorder(table, from.file))
    counts.set(arm.id, countsOf(arm, table, from.file, unit, report))
    filesOf.set(arm.id, [...(filesOf.get(arm.id) ?? []), from])
  }
  for (const from of curveFiles) {
    for (const series of from.content.series) addCurve(from, series)
    for (const table of from.content.atRisk) addCounts(from, table)
    if (from.content.series.length === 0)
      report(
        'no-curve',
        from.file,
        from.content.atRisk.length > 0 ? 'this file holds numbers at risk and no curve' : 'no curve is in this file',
        'name a risk table with --at-risk, and the curve with --curve',
      )
  }
  for (const from of atRiskFiles) {
    for (const table of from.content.atRisk) addCounts(from, table)
    if (from.content.atRisk.length === 0)
      report(
        'no-risk-table',
        from.file,
        from.content.series.length > 0
          ? 'this file holds a curve and no numbers at risk'
          : 'no numbers at risk are in this file',
        'name a curve with --curve; in a risk table name the columns time and nrisk',
      )
  }
  diagnostics.push(...unitProblems([...curveFiles, ...atRiskFiles], curves, counts, unit, filesOf, isAsked))
  return { curves, files, counts: [...counts.values()], diagnostics: groupedNotes(diagnostics) }
}

/** A file of several arms that is given to one of them, or two files for one. */
function oneEach({ arm, file }: NamedFile, { id }: NamedArm, held: number): string {
  return arm !== null && held > 1
    ? `this file holds ${held}: leave "${arm}=" out where it names the arms itself, or remove what is not of arm ${id}`
    : `name one file or one data set for each arm: ${id}=${file}`
}

/** Rows that step back in time. */
function disorder({ ticks }: ReadTicks, file: string): Diagnostic[] {
  return ticks.flatMap(({ time, line, column }, i): Diagnostic[] => {
    if (!ticks.slice(0, i).some((before) => before.time > time)) return []
    const message = `row ${line}: time decreases; put in the order of time`
    return [{ severity: 'note', rule: 'cleaned', file, line, column, message }]
  })
}

type Report = (rule: string, file: string, message: string, mend: string, at?: { line: number; column: number }) => void

function countsOf({ id }: NamedArm, table: ReadTicks, file: string, unit: TimeUnit, report: Report): ArmCounts {
  const sorted = [...table.ticks].sort((a, b) => a.time - b.time)
  const late = sorted.find((tick) => tick.time / fromMonths(1, unit) > mostMonths)
  if (late !== undefined)
    report(
      'number-at-risk',
      file,
      `time ${late.time} is longer than any trial lasts`,
      'correct the row, or the unit',
      late,
    )
  sorted.forEach((tick, i) => {
    const before = sorted[i - 1]
    if (before === undefined) return
    if (tick.count > before.count)
      report(
        'number-at-risk',
        file,
        `more are at risk at ${tick.time} (${tick.count}) than at ${before.time} (${before.count})`,
        'correct the row',
        tick,
      )
    if (tick.time === before.time && tick.count !== before.count)
      report('number-at-risk', file, `two numbers at risk stand at ${tick.time}`, 'keep one of them', tick)
  })
  const kept = sorted.filter((tick, i) => tick.time !== sorted[i - 1]?.time)
  const atRisk = kept.map(({ time, count, line, column }) => ({
    time: onLattice(time / fromMonths(1, unit)),
    count,
    line,
    column,
  }))
  return { arm: id, atRisk, unit, events: table.events, source: file }
}

/** Arms of files that come without a record, in their order: named by whoever named the file, by the file itself, or after it. */
export function armsOfFiles(files: readonly NamedFile[]): NamedArm[] {
  const names = files.flatMap(({ arm, file, content }) => content.series.map(({ name }) => arm ?? name ?? stemOf(file)))
  const ids = names.map(
    (name) =>
      name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '') || 'arm',
  )
  return names.flatMap((label, i) => {
    const id = ids[i] ?? 'arm'
    return ids.indexOf(id) < i ? [] : [{ id, label }]
  })
}

/** Names that digitisers give by themselves, and what is printed beside the only row of a table: "No. of patients at risk". */
function isMeaningless(name: string): boolean {
  return (
    /^(?:default )?(?:data ?set|curve|series|line|plot|axes|survival|surv|s|y|n|nrisk|nar)? ?\d*$/i.test(name.trim()) ||
    /^(?:all|overall|total|(?:(?:all|number|no\.?|n) )?(?:of )?(?:patients|subjects|participants)?(?: ?at risk)?)$/i.test(
      name.trim(),
    )
  )
}

/** A file may be named after its arm: control.csv. */
function stemOf(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
}

/** Names agree whatever their case, spaces and hyphens. */
function same(a: string, b: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  return bare(a) === bare(b)
}
