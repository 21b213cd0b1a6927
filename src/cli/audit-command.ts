import type { Finding } from '../audit/audit-rule.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { terminalTable } from '../report/terminal-table.ts'
import { auditRecord } from './audit-record.ts'
import { namedOrDefaultFiles } from './default-files.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { loadRecord } from './load-record.ts'
import { diagnosticLine } from './print-diagnostics.ts'
import { printJson } from './print-json.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

interface Audited {
  readonly file: string
  readonly findings: readonly Finding[]
  /** Also of what could not be read or compared. */
  readonly diagnostics: readonly Diagnostic[]
}

/** `remeier audit`: every rule, with what it compared, also where the figures agree. */
export function auditCommand(
  files: readonly string[],
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  const audited = namedOrDefaultFiles(files, 'records').map((path): Audited => {
    const loaded = loadRecord(path)
    if (loaded.kind === 'refused') return { file: shownPath(path), findings: [], diagnostics: loaded.diagnostics }
    return { file: shownPath(path), ...auditRecord(loaded.record) }
  })
  const diagnostics = audited.flatMap((it) => it.diagnostics)
  const code = exitCode(diagnostics)
  if (json) {
    const files = audited.map(({ file, findings }) => ({ file, findings }))
    return printJson(terminal, { command: 'audit', exit: code, files, diagnostics })
  }
  for (const it of audited) for (const line of lines(it, terminal)) terminal.out(`${line}\n`)
  return code
}

const columns = [
  { label: 'Rule', align: 'left' },
  { label: 'Finding', align: 'left' },
  { label: 'What was compared', align: 'left' },
] as const

function lines({ file, findings, diagnostics }: Audited, { width, colour }: Terminal): readonly string[] {
  const errors = diagnostics.filter((it) => it.severity === 'error').map((it) => diagnosticLine(it, colour))
  if (findings.length === 0) return errors
  const rows = findings.map((it) => [`${it.rule} ${it.name}`, state(it), plain(words(it))])
  return [file, '', ...terminalTable(columns, rows, width), '', ...errors, tally(findings)]
}

function state({ state, accepted }: Finding): string {
  return accepted === undefined ? state.replace('-', ' ') : `${state}, accepted`
}

function words({ message, expected, found, accepted }: Finding): string {
  const sides = expected === undefined ? '' : ` (expected ${expected}${found === undefined ? '' : `, found ${found}`})`
  return `${message}${sides}${accepted === undefined ? '' : ` Accepted: ${accepted}`}`
}

const plain = (text: string): string => text.replace(/\s+/gu, ' ').replace(/\p{Cc}/gu, '')

function tally(findings: readonly Finding[]): string {
  const states = [...new Set(findings.map((it) => state(it)))]
  return states.map((it) => `${findings.filter((finding) => state(finding) === it).length} ${it}`).join(', ')
}
