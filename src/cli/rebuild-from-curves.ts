import { rebuildCurves } from '../analysis/rebuild-curves.ts'
import { collect } from '../evidence/collect.ts'
import { type CountConflict, countConflicts } from '../evidence/count-conflicts.ts'
import { type ArmCounts, curveEvidence, withCounts } from '../evidence/curve-evidence.ts'
import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { armsOfFiles, type AssignedCurves, assignCurves, type NamedArm } from '../interop/assign-curves.ts'
import type { NamedFile } from '../interop/curve-file.ts'
import { unitOfFiles } from '../interop/unit-of-files.ts'
import type { TimeUnit } from '../evidence/time-unit.ts'
import type { DigitisedConflict } from '../reconstruct/digitised-conflict.ts'
import type { ArmReadings } from '../reconstruct/reconstruction.ts'
import { UserMistake } from '../node/user-mistake.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { contradictions } from './audit-record.ts'
import { chosenEndpoints } from './chosen-endpoints.ts'
import { type CurveOptions, eventOptions, loadCurveFiles, unitOption } from './curve-options.ts'
import { loadRecord } from './load-record.ts'
import { missedFigures } from './missed-figures.ts'
import type { RebuiltEndpoint } from './rebuilt-endpoint.ts'

interface Options extends CurveOptions {
  readonly endpoint?: string
  readonly seed: number
}

interface FromCurves {
  readonly rebuilt: readonly RebuiltEndpoint[]
  readonly diagnostics: readonly Diagnostic[]
}

/** `remeier rebuild --curve`: one endpoint along its digitised curves, with the figures of its record or with a risk table alone. */
export function rebuildFromCurves(files: readonly string[], options: Options): FromCurves {
  if (files.length > 1) throw new UserMistake('--curve follows one endpoint of one record: name one record, or none.')
  const curves = loadCurveFiles(options.curve, 'curve')
  const tables = loadCurveFiles(options.atRisk, 'at-risk')
  const diagnostics = [...curves.diagnostics, ...tables.diagnostics]
  const [path] = files
  if (path === undefined) {
    if (options.endpoint !== undefined)
      throw new UserMistake(
        `--endpoint ${options.endpoint} names an endpoint of a record, and no record is named: name one (remeier rebuild RECORD --curve ...), or leave --endpoint out.`,
      )
    if (diagnostics.length > 0) return { rebuilt: [], diagnostics }
    return withoutRecord(curves.files, tables.files, options)
  }
  const loaded = loadRecord(path)
  if (loaded.kind === 'refused') return { rebuilt: [], diagnostics: [...loaded.diagnostics, ...diagnostics] }
  return diagnostics.length > 0
    ? { rebuilt: [], diagnostics }
    : withRecord(loaded.record, curves.files, tables.files, options)
}

function withRecord(
  record: TrialFile,
  curveFiles: readonly NamedFile[],
  tables: readonly NamedFile[],
  options: Options,
): FromCurves {
  const asked = chosenEndpoints(record, options.endpoint)
  const [endpoint] = asked
  if (endpoint === undefined || asked.length > 1)
    throw new UserMistake(`--curve follows one endpoint: say which with --endpoint (${asked.join(', ')}).`)
  const collected = collect(record, endpoint, { curves: true })
  if (collected.kind === 'refused') return { rebuilt: [], diagnostics: collected.diagnostics }
  const unit = unitOption(options, record.trial.endpoints[endpoint]?.['time unit'] ?? record.trial['time unit'])
  const isAsked = options.timeUnit !== undefined
  const assigned = assignCurves(collected.evidence.arms, curveFiles, tables, unit, isAsked)
  const given = [...collected.notes, ...contradictions(record), ...monthsNote(unit, curveFiles)]
  return follow(collected.evidence, assigned, record.file, given, options, (rows) => missedFigures(record, rows))
}

/** What tables call the trial where there is no record. */
const withoutRecordName = 'curve'

function withoutRecord(curveFiles: readonly NamedFile[], tables: readonly NamedFile[], options: Options): FromCurves {
  const arms = armsOfFiles(curveFiles)
  const unit = unitOption(options, unitOfFiles([...curveFiles, ...tables]) ?? 'months')
  const assigned = assignCurves(arms, curveFiles, tables, unit, options.timeUnit !== undefined)
  const file = curveFiles[0]?.file ?? ''
  const lacking = arms.filter(({ id }) => assigned.counts.find((it) => it.arm === id)?.atRisk[0]?.time !== 0)
  if (lacking.length > 0) {
    const without = lacking.map(({ id }): Diagnostic => ({
      severity: 'error',
      rule: 'no-patients',
      file,
      line: 1,
      column: 1,
      message: `the number of patients of arm ${id} is not known`,
      expected: 'a risk table that begins at time 0, or a record',
      mend: `name the table: --at-risk ${id}=FILE`,
    }))
    return { rebuilt: [], diagnostics: [...assigned.diagnostics, ...without] }
  }
  const evidence = curveEvidence({
    trial: withoutRecordName,
    endpoint: 'curve',
    arms,
    counts: assigned.counts,
    events: null,
  })
  const order: Diagnostic[] = arms.length < 2 ? [] : [referenceNote(arms, file)]
  const given = [...order, ...monthsNote(unit, curveFiles)]
  return follow(evidence, assigned, file, given, options, missedCounts)
}

/** What the command line or a table gives and the rebuilt patients do not have. */
function missedCounts(rows: RebuiltEndpoint['result']['frames']['fidelity'], placeOf: PlaceOf): readonly Diagnostic[] {
  return rows
    .filter((it) => it.verdict === 'missed')
    .map(({ figure, reported, rebuilt }) => ({
      severity: 'fail',
      rule: 'missed',
      ...placeOf(figure),
      message: `${figure} was not met: the search found no patients along the curve who come closer`,
      expected: reported,
      found: rebuilt,
      mend: `${mend}; the search itself may have failed`,
      figures: [figure],
    }))
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Where a figure stands, by its id. */
type PlaceOf = (figure: string) => Place

/** The row of its risk table; for what the command line or the record gives, the file that everything is about. */
function placesOf(evidence: EndpointEvidence, counts: readonly ArmCounts[], file: string): PlaceOf {
  const places = new Map<string, Place>()
  for (const { id, atRisk, events, patients } of evidence.arms) {
    const own = counts.find(({ arm }) => arm === id)
    if (own === undefined) continue
    for (const { time, count } of atRisk) {
      const row = own.atRisk.find((it) => it.time === time)
      if (count.source === own.source && row !== undefined)
        places.set(count.id, { file: own.source, line: row.line ?? 1, column: row.column ?? 1 })
    }
    const { line = 1, column = 1 } = own.atRisk[0] ?? {}
    if (patients.source === own.source) places.set(patients.id, { file: own.source, line, column })
    if (events !== null && events.source === own.source && own.eventsFrom === undefined)
      places.set(events.id, { file: own.source, line: 1, column: 1 })
  }
  return (figure) => places.get(figure) ?? { file, line: 1, column: 1 }
}

function referenceNote([first]: readonly NamedArm[], file: string): Diagnostic {
  const message = `${first?.id ?? ''} is the reference arm, because its curve comes first`
  return { severity: 'note', rule: 'reference-arm', file, line: 1, column: 1, message }
}

/** Results are in months whatever the unit of the files: nobody should have to find out. */
function monthsNote(unit: TimeUnit, [first]: readonly NamedFile[]): Diagnostic[] {
  if (unit === 'months') return []
  const message = `times are read in ${unit}; the curves, ipd.csv and curve.csv are in months of 30.4375 days`
  return [{ severity: 'note', rule: 'time-unit', file: first?.file ?? '', line: 1, column: 1, message }]
}

function follow(
  bare: EndpointEvidence,
  assigned: AssignedCurves,
  file: string,
  given: readonly Diagnostic[],
  options: Options,
  missed: (rows: RebuiltEndpoint['result']['frames']['fidelity'], placeOf: PlaceOf) => readonly Diagnostic[],
): FromCurves {
  const diagnostics = [...given, ...assigned.diagnostics]
  const errors = diagnostics.some((it) => it.severity === 'error')
  const lacking = bare.arms.filter(({ id }) => !assigned.curves.has(id))
  if (errors || lacking.length > 0) {
    const without = errors
      ? []
      : lacking.map(({ id }): Diagnostic => ({
          severity: 'error',
          rule: 'no-curve',
          file,
          line: 1,
          column: 1,
          message: `arm ${id} has no curve`,
          expected: 'one curve for each arm',
          mend: `name it: --curve ${id}=FILE`,
        }))
    return { rebuilt: [], diagnostics: [...diagnostics, ...without] }
  }
  const { total, counts } = withEvents(bare, assigned.counts, options)
  const conflicts = countConflicts(bare, counts, total)
  if (conflicts.length > 0)
    return {
      rebuilt: [],
      diagnostics: [...diagnostics, ...conflicts.map((it) => conflicting(it, file, bare.trial !== withoutRecordName))],
    }
  const evidence = withCounts(bare, counts, total)
  const sizes = sizeProblems(evidence, counts, file)
  if (sizes.length > 0) return { rebuilt: [], diagnostics: [...diagnostics, ...sizes] }
  const placeOf = placesOf(evidence, counts, file)
  const fileOf = (arm: string): string => assigned.files.get(arm) ?? file
  const result = rebuildCurves(evidence, assigned.curves, { seed: options.seed })
  return {
    rebuilt: [{ file, trial: evidence.trial, endpoint: evidence.endpoint, result }],
    diagnostics: [
      ...diagnostics.filter((it) => !isSettled(it, evidence)),
      ...(result.reconstruction.objections ?? []).map((message) => impossible(message, file)),
      ...withReasons(missed(result.frames.fidelity, placeOf), result.reconstruction.conflicts ?? [], placeOf),
      // An objection says more.
      ...(result.reconstruction.objections === undefined ? (result.reconstruction.readings ?? []) : []).flatMap((it) =>
        farOff(it, fileOf(it.arm)),
      ),
    ],
  }
}

/** What the readings say against a number stands in place of the bare fact that it does not come back; a number that comes back all the same is named as well. */
function withReasons(
  missed: readonly Diagnostic[],
  conflicts: readonly DigitisedConflict[],
  placeOf: PlaceOf,
): readonly Diagnostic[] {
  const reasonFor = (id: string | undefined) => conflicts.find(({ figure }) => figure.id === id)
  const told = missed.map((it): Diagnostic => {
    const reason = reasonFor(it.figures?.[0])
    return reason === undefined
      ? it
      : { ...it, message: reason.message, expected: reason.expected, found: reason.figure.printed, mend }
  })
  const silent = conflicts.filter(({ figure }) => !missed.some((it) => it.figures?.includes(figure.id)))
  return [
    ...told,
    ...silent.map(({ figure, message, expected }): Diagnostic => ({
      severity: 'fail',
      rule: 'against-readings',
      ...placeOf(figure.id),
      message,
      expected,
      found: figure.printed,
      mend,
      figures: [figure.id],
    })),
  ]
}

/** A number is named because it is the one that is left over: any of these may be what is wrong. */
const mend =
  'check the number, whose it is, the numbers at risk (before the events of their very day, not after them), and the calibration of the axes'

/** A curve that is not that of its readings, whatever the reason. */
function farOff({ far }: ArmReadings, file: string): Diagnostic[] {
  if (far === null) return []
  return [{ severity: 'fail', rule: 'far-from-readings', file, line: 1, column: 1, message: far, mend }]
}

function impossible(message: string, file: string): Diagnostic {
  const mend = 'check that curve, table and number of patients belong together, and in which columns they stand'
  return { severity: 'error', rule: 'impossible-curve', file, line: 1, column: 1, message, mend }
}

/** An arm of more is no trial, and would take minutes and gigabytes: rather a slip of the keyboard. */
const mostPatients = 100_000

function sizeProblems({ arms }: EndpointEvidence, counts: readonly ArmCounts[], file: string): Diagnostic[] {
  return arms.flatMap(({ id, patients }): Diagnostic[] => {
    const n = patients.quantity.kind === 'number' ? patients.quantity.value : null
    if (n !== null && n >= 1 && n <= mostPatients) return []
    const message = n === null ? `the number of patients of arm ${id} is not known` : `arm ${id} has ${n} patients`
    const table = counts.find((it) => it.arm === id && it.atRisk[0]?.time === 0)?.source
    const at = { file: table ?? file, line: 1, column: 1 }
    const expected = `from 1 to ${mostPatients} patients`
    return [{ severity: 'error', rule: 'no-patients', ...at, message, expected, mend: 'check the number at time 0' }]
  })
}

/** Where the number is from a file it is that file's, where it is from an option the record's (or the curve's). */
function conflicting({ source, ...it }: CountConflict, file: string, hasRecord: boolean): Diagnostic {
  const at = source === '--events' ? file : source
  const mend = hasRecord
    ? 'correct it, or leave it out: what the record prints is used'
    : 'correct it, or leave it out: the readings themselves ask for a number of events'
  return { severity: 'error', rule: 'conflicting-count', file: at, line: 1, column: 1, ...it, mend }
}

/** A note on a number of patients that is not printed, where the risk table gives it. */
function isSettled({ rule, figures = [] }: Diagnostic, { arms }: EndpointEvidence): boolean {
  if (rule !== 'assumed-size' && rule !== 'inferred-size') return false
  return arms.every(({ patients }) => patients.basis === undefined || !figures.includes(patients.id))
}

/** Numbers of events from the command line go with the risk tables. */
function withEvents({ arms }: EndpointEvidence, counts: readonly ArmCounts[], options: Options) {
  const { total, byArm } = eventOptions(options)
  for (const arm of byArm.keys()) {
    if (!arms.some(({ id }) => id === arm))
      throw new UserMistake(`--events names the arm "${arm}"; the arms are ${arms.map(({ id }) => id).join(', ')}.`)
  }
  const [only] = arms
  const alone = arms.length === 1 && only !== undefined && total !== null ? new Map([[only.id, total]]) : byArm
  const all = arms.map(({ id }): ArmCounts => {
    const own = counts.find((it) => it.arm === id) ?? {
      arm: id,
      atRisk: [],
      unit: 'months',
      events: null,
      source: '--events',
    }
    const typed = alone.get(id)
    return typed === undefined ? own : { ...own, events: typed, eventsFrom: '--events' }
  })
  return { total: arms.length === 1 ? null : total, counts: all }
}
