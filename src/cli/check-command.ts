import { collect, type Collected, endpointsOf } from '../evidence/collect.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { readText } from '../node/read-text.ts'
import { completeness, type CompletenessItem } from '../record/completeness.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { auditRecord } from './audit-record.ts'
import { namedOrDefaultFiles } from './default-files.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { fileKind } from './file-kind.ts'
import { loadPlan } from './load-plan.ts'
import { loadRecord } from './load-record.ts'
import { countInWords, diagnosticLine, plural } from './print-diagnostics.ts'
import { printJson } from './print-json.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

interface Checked {
  readonly file: string
  readonly kind: 'record' | 'plan'
  readonly diagnostics: readonly Diagnostic[]
  /** Of a record that could be read: its endpoints, and why those that cannot be rebuilt cannot. */
  readonly endpoints: readonly {
    readonly id: string
    readonly refused: string | null
    /** Whether numbers of patients have to be assumed for it. */
    readonly assumed: boolean
  }[]
  /** Of a record: what a reader needs to know about it, and whether the paper says it. */
  readonly completeness: readonly CompletenessItem[]
}

/** `remeier check`: does each record read, do its figures agree with each other, does each plan fit its records? */
export function checkCommand(
  files: readonly string[],
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  const checked = toldOnce(namedOrDefaultFiles(files, 'records', 'plans').map((file) => check(file)))
  const diagnostics = checked.flatMap((it) => it.diagnostics)
  const code = exitCode(diagnostics)
  if (json) {
    const told = checked.map(({ file, kind, endpoints, completeness: items }) => ({
      file,
      kind,
      endpoints,
      completeness: items,
    }))
    return printJson(terminal, { command: 'check', exit: code, files: told, diagnostics })
  }
  for (const it of diagnostics) terminal.out(`${diagnosticLine(it, terminal.colour)}\n`)
  for (const it of checked) for (const line of [...aboutEndpoints(it), ...missing(it)]) terminal.out(`${line}\n`)
  terminal.out(`${plural(checked.length, 'file')}: ${countInWords(diagnostics)}\n`)
  return code
}

function check(path: string): Checked {
  const file = shownPath(path)
  const read = readText(path, file)
  const kind = fileKind(path, read.kind === 'text' ? read.text : '')
  if (kind === 'plan') {
    const loaded = loadPlan(path)
    return {
      file,
      kind,
      diagnostics: loaded.kind === 'refused' ? loaded.diagnostics : loaded.plan.notes,
      endpoints: [],
      completeness: [],
    }
  }
  const loaded = loadRecord(path)
  if (loaded.kind === 'refused') {
    // A wrong name must not hide what is wrong with the figures.
    const more = loaded.readable === null ? [] : aboutFigures(loaded.readable).diagnostics
    const diagnostics = [...loaded.diagnostics, ...more].sort((a, b) => a.line - b.line || a.column - b.column)
    return { file, kind, diagnostics, endpoints: [], completeness: [] }
  }
  return { file, kind, ...aboutFigures(loaded.record), completeness: completeness(loaded.record.trial) }
}

function aboutFigures(record: TrialFile): Pick<Checked, 'diagnostics' | 'endpoints'> {
  const tried = endpointsOf(record.trial).map((id) => ({ id, collected: collect(record, id) }))
  const left = tried.flatMap(({ collected }) => notGoingIn(collected))
  return { diagnostics: [...auditRecord(record).diagnostics, ...left], endpoints: tried.map(rebuildable) }
}

/** What a plan says about a record that was named before it has been said. */
function toldOnce(checked: readonly Checked[]): readonly Checked[] {
  const told = new Set<string>()
  return checked.map((it) => ({
    ...it,
    diagnostics: it.diagnostics.filter((diagnostic) => {
      const line = diagnosticLine(diagnostic)
      return told.has(line) ? false : told.add(line)
    }),
  }))
}

function rebuildable({
  id,
  collected,
}: {
  readonly id: string
  readonly collected: Collected
}): Checked['endpoints'][number] {
  if (collected.kind === 'evidence') {
    return { id, refused: null, assumed: collected.notes.some(({ rule }) => rule === 'assumed-size') }
  }
  const { message = '', mend } = collected.diagnostics.find((it) => it.severity === 'error') ?? {}
  const reason = message.replace(/^cannot be rebuilt: /, '')
  return { id, refused: mend === undefined ? reason : `${reason}; ${mend}`, assumed: false }
}

/** What somebody typed for an endpoint and a rebuild would leave out, or read in a way that the record does not say. */
function notGoingIn(collected: Collected): readonly Diagnostic[] {
  if (collected.kind === 'refused') return []
  return collected.notes.filter(({ rule }) => ['not-used', 'other-clock', 'assumed-clock'].includes(rule))
}

function aboutEndpoints({ file, endpoints }: Checked): readonly string[] {
  const can = endpoints
    .filter((it) => it.refused === null)
    .map(({ id, assumed }) => (assumed ? `${id} (with numbers of patients that are assumed)` : id))
  const cannot = endpoints.filter((it) => it.refused !== null)
  return [
    ...(can.length === 0 ? [] : [`${file}: can be rebuilt: ${can.join(', ')}`]),
    ...cannot.map(({ id, refused }) => `${file}: cannot be rebuilt: ${id} (${refused ?? ''})`),
  ]
}

/** What the paper does not say, one line for the report and one for each endpoint. */
function missing({ file, completeness: items }: Checked): readonly string[] {
  const about = new Set(items.map(({ endpoint }) => endpoint))
  return [...about].flatMap((endpoint) => {
    const open = items.filter((it) => it.endpoint === endpoint && it.state === 'not stated')
    const of = endpoint === null ? '' : ` of ${endpoint}`
    return open.length === 0 ? [] : [`${file}: not stated${of}: ${open.map(({ item }) => item).join(', ')}`]
  })
}
