import { inferArms } from '../analysis/infer-arms.ts'
import { predictedRule } from '../analysis/predicted-findings.ts'
import { queryLetter } from '../analysis/query-letter.ts'
import { rules } from '../audit/audit.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { UserMistake } from '../node/user-mistake.ts'
import { packageVersion } from '../node/package-version.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { auditTally } from '../report/audit-tally.ts'
import { auditText } from '../report/audit-text.ts'
import { inferenceText } from '../report/inference-text.ts'
import { queryLetterText } from '../report/query-letter-text.ts'
import { rulesText } from '../report/rules-text.ts'
import { toAnnotations } from '../report/to-annotations.ts'
import { toJunit } from '../report/to-junit.ts'
import { toSarif } from '../report/to-sarif.ts'
import type { AuditedRecord, AuditResults, RuleRow } from '../result/audit-results.ts'
import { auditWithPredictions } from './audit-record.ts'
import { namedOrDefaultFiles } from './default-files.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { loadRecord } from './load-record.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import { printJson } from './print-json.ts'
import { type RelatedTo, recordShelf } from './record-shelf.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

/** Rules of the audit, and the comparison that needs the model of the curves. */
const everyRule: readonly RuleRow[] = [...rules, predictedRule]

export const auditFormats = ['text', 'json', 'junit', 'sarif', 'github'] as const

type AuditFormat = (typeof auditFormats)[number]

export interface AuditOptions {
  readonly format?: AuditFormat
  readonly json?: boolean
  readonly rules?: boolean
  readonly infer?: boolean
  readonly letter?: boolean
}

/** `remeier audit`: every rule, with what it compared, also where the figures agree. */
export function auditCommand(files: readonly string[], options: AuditOptions, terminal: Terminal): ExitCode {
  const format = chosenFormat(options)
  requireWords(options, format)
  if (options.rules === true) {
    if (files.length > 0) throw new UserMistake(`--rules reads no file: leave out ${files.join(' ')}, or --rules`)
    return tellRules(format, terminal)
  }
  const paths = namedOrDefaultFiles(files, 'records')
  const relatedTo = recordShelf(paths)
  if (options.infer === true) {
    const told = (record: TrialFile) => inferArms(record.trial, relatedTo(record))
    return tellEach(paths, format, terminal, relatedTo, told, (file, it) => inferenceText(file, it, terminal.width))
  }
  if (options.letter === true) {
    const told = (record: TrialFile) => queryLetter(record, relatedTo(record))
    return tellEach(paths, format, terminal, relatedTo, told, (_, it) => queryLetterText(it))
  }
  const read = paths.map((path) => auditFile(path, relatedTo))
  const diagnostics = read.flatMap((it) => it.diagnostics)
  const code = exitCode(diagnostics)
  const records = read.map((it) => it.record)
  if (format === 'json')
    return printJson(terminal, { command: 'audit', exit: code, files: records.map(told), diagnostics })
  terminal.out(formatted[format]({ version: packageVersion(), rules: everyRule, records }, terminal))
  return code
}

/** `--json` is `--format json`; with another format one of the two would be passed over. */
function chosenFormat({ json, format }: AuditOptions): AuditFormat {
  if (json !== true) return format ?? 'text'
  if (format === undefined || format === 'json') return 'json'
  throw new UserMistake(`--json is --format json, and cannot be used with --format ${format}`)
}

/** What is no list of findings has no place in the formats of CI. */
function requireWords({ rules: list, infer, letter }: AuditOptions, format: AuditFormat): void {
  const asked = [list && '--rules', infer && '--infer', letter && '--letter'].find((it) => typeof it === 'string')
  if (asked === undefined || format === 'text' || format === 'json') return
  throw new UserMistake(`${asked} is printed as text or json, not as ${format}`)
}

const formatted = {
  text: auditText,
  junit: toJunit,
  sarif: toSarif,
  github: toAnnotations,
} as const satisfies Record<string, (results: AuditResults, terminal: Terminal) => string>

interface Audited {
  readonly record: AuditedRecord
  /** Also of what could not be read or compared. */
  readonly diagnostics: readonly Diagnostic[]
}

function auditFile(path: string, relatedTo: RelatedTo): Audited {
  const loaded = loadRecord(path)
  if (loaded.kind === 'record') {
    const { audited, diagnostics } = auditWithPredictions(loaded.record, relatedTo)
    return { record: audited(), diagnostics }
  }
  const { diagnostics } = loaded
  return { record: { file: shownPath(path), rows: [], problems: diagnostics }, diagnostics }
}

/** Findings with the ids of their figures, and beside them what is printed for these. */
function told({ file, rows }: AuditedRecord): object {
  const findings = rows.map(({ figures, ...row }) => ({
    ...row,
    figures: figures.map(({ id }) => id),
    printed: figures,
  }))
  return { file, tally: auditTally(rows), findings }
}

function tellRules(format: AuditFormat, terminal: Terminal): ExitCode {
  if (format !== 'json') {
    terminal.out(rulesText(everyRule))
    return 0
  }
  return printJson(terminal, { command: 'audit', exit: 0, rules: everyRule, diagnostics: [] })
}

/**
 * Something about each record that is no list of findings. A record with a figure that cannot be read (155%) is told nothing of: a letter would pass over
 * the worst of it. The exit is that of its audit.
 */
function tellEach<T extends object>(
  paths: readonly string[],
  format: AuditFormat,
  terminal: Terminal,
  relatedTo: RelatedTo,
  tell: (record: TrialFile) => T,
  words: (file: string, told: T) => string,
): ExitCode {
  const read = paths.map((path) => {
    const loaded = loadRecord(path)
    if (loaded.kind === 'refused') return { diagnostics: loaded.diagnostics, records: [] }
    const { diagnostics } = auditWithPredictions(loaded.record, relatedTo)
    return { diagnostics, records: diagnostics.some(isError) ? [] : [loaded.record] }
  })
  const diagnostics = read.flatMap((it) => it.diagnostics)
  const code = exitCode(diagnostics)
  const records = read.flatMap((it) => it.records)
  const each = records.map((it) => ({ file: it.file, told: tell(it) }))
  if (format === 'json') {
    const files = each.map(({ file, told }) => ({ file, ...told }))
    return printJson(terminal, { command: 'audit', exit: code, files, diagnostics })
  }
  printDiagnostics(diagnostics.filter(isError), terminal)
  terminal.out(each.map(({ file, told }) => words(file, told)).join('\n'))
  return code
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error'
