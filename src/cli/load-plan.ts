import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { checkBorrowed } from '../analysis/check-borrowed.ts'
import { checkPlanRecord } from '../analysis/check-plan-record.ts'
import { parsePlan } from '../analysis/parse-plan.ts'
import type { Plan } from '../analysis/plan.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { listYaml } from '../node/list-yaml.ts'
import { readText } from '../node/read-text.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { nearestName } from '../record/nearest-name.ts'
import type { Path, Spans } from '../record/spans.ts'
import { otherKind } from './file-kind.ts'
import { loadRecord } from './load-record.ts'
import { shownPath } from './shown-path.ts'

/** A plan with the records that it names. */
export interface PlanFile {
  readonly plan: Plan
  readonly spans: Spans
  readonly file: string
  readonly sha256: string
  /** The folder that `data`, `analyses` and `reports` stand in. */
  readonly project: string
  readonly records: readonly TrialFile[]
  /** Records that scenarios borrow from. */
  readonly others: readonly TrialFile[]
  /** The plan and its records, by their path in the project. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[]
  /** What its records do not give it, without being in the way. */
  readonly notes: readonly Diagnostic[]
}

export type LoadedPlan =
  | { readonly kind: 'plan'; readonly plan: PlanFile }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** A plan from its file with its records, `data/trials/<id>.yaml` of the same project; or everything that is wrong with any of them. */
export function loadPlan(path: string): LoadedPlan {
  const file = shownPath(path)
  const read = readText(path, file)
  if (read.kind === 'unreadable') return { kind: 'refused', diagnostics: read.diagnostics }
  const wrong = otherKind('plan', read.text, file)
  if (wrong.length > 0) return { kind: 'refused', diagnostics: wrong }
  const parsed = parsePlan(read.text, file)
  const readable = parsed.kind === 'parsed' ? parsed : parsed.readable
  const wrongInItself = parsed.kind === 'parsed' ? [] : parsed.diagnostics
  if (readable === null) return { kind: 'refused', diagnostics: wrongInItself }
  const { plan, spans } = readable
  const project = projectOf(path)
  const planPath = shownPath(realpathSync(path), project)
  if (isAbsolute(planPath)) {
    const message = 'this plan lies outside of the current folder, where its records are looked for'
    const mend = 'move it to the folder "analyses" of its project, or change to the folder of the project'
    return {
      kind: 'refused',
      diagnostics: [{ severity: 'error', rule: 'outside', file, line: 1, column: 1, message, mend }],
    }
  }
  const load = (id: string, at: Path, check: (record: TrialFile) => readonly Diagnostic[]) => {
    const record = recordPath(project, id)
    if (!existsSync(record)) return { diagnostics: [unknownRecord(project, id, file, spans, at)] }
    const it = loadRecord(record)
    if (it.kind === 'refused') return { diagnostics: it.diagnostics }
    const input = { path: shownPath(record, project), sha256: it.sha256 }
    return { diagnostics: check(it.record), record: it.record, input }
  }
  // A record that is named twice is told of already.
  const own = [...new Set(plan.records)].map((id, index) =>
    load(id, ['records', index], (record) => checkPlanRecord(plan, record, spans, file)),
  )
  const borrowed = [...new Set(plan['other records'])].map((id, index) => load(id, ['other records', index], () => []))
  const loaded = [...own, ...borrowed]
  const records = own.flatMap((it) => it.record ?? [])
  const others = borrowed.flatMap((it) => it.record ?? [])
  const ofPlan = [...wrongInItself, ...checkBorrowed(plan, records, others, spans, file)]
  const diagnostics = inOrder([...ofPlan, ...loaded.flatMap((it) => it.diagnostics)], file)
  if (diagnostics.some((it) => it.severity === 'error')) return { kind: 'refused', diagnostics }
  const inputs = [{ path: planPath, sha256: read.sha256 }, ...loaded.flatMap((it) => it.input ?? [])]
  return {
    kind: 'plan',
    plan: { plan, spans, file, sha256: read.sha256, project, records, others, inputs, notes: diagnostics },
  }
}

/** What is wrong with the plan in the order of its lines, then what is wrong with each record. */
function inOrder(all: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  const own = all.filter((it) => it.file === file).sort((a, b) => a.line - b.line || a.column - b.column)
  return [...own, ...all.filter((it) => it.file !== file)]
}

/** The folder above `analyses`; for a plan that lies elsewhere, the current folder. */
function projectOf(path: string): string {
  const folder = dirname(realpathSync(resolve(path)))
  return basename(folder) === 'analyses' ? dirname(folder) : process.cwd()
}

const recordPath = (project: string, id: string): string => join(project, 'data', 'trials', `${id}.yaml`)

function unknownRecord(project: string, id: string, file: string, spans: Spans, at: Path): Diagnostic {
  const names = listYaml(join(project, 'data', 'trials')).map((it) => basename(it).replace(/\.ya?ml$/, ''))
  const near = nearestName(id, names)
  const { line, column } = spans.value(at)
  return {
    severity: 'error',
    rule: 'unknown-record',
    file,
    line,
    column,
    message: `there is no record "${id}"${near === null ? '' : `; did you mean "${near}"?`}`,
    expected: `the file ${shownPath(recordPath(project, id))}`,
    mend: near === null ? 'correct the name, or begin the record with `remeier new trial`' : `write "${near}"`,
  }
}
