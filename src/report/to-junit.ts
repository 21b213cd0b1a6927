import type { AuditedRecord, AuditProblem, AuditResults, AuditRow } from '../result/audit-results.ts'
import { junit, type JunitCase } from './junit.ts'

/**
 * What the audit found as JUnit XML: a suite a record, a test case a comparison. A fail is a failure, what cannot be read an error; what is
 * accepted, could not have failed or has nothing to compare is skipped, with the reason; a note passes and is told in `system-out`.
 */
export function toJunit({ records }: AuditResults): string {
  return junit(
    'remeier audit',
    records.map((it) => ({ file: it.file, cases: casesOf(it) })),
  )
}

function casesOf({ file, rows, problems }: AuditedRecord): readonly JunitCase[] {
  return [
    { name: 'the record can be read', line: 1, result: readable(file, problems) },
    ...problems.flatMap((it): readonly JunitCase[] => {
      const { severity, rule, line, message } = it
      return severity === 'error' ? [] : [{ name: rule, line, result: { kind: 'told', text: message } }]
    }),
    ...rows.map((it) => ofRow(it, file)),
  ]
}

function readable(file: string, problems: readonly AuditProblem[]): JunitCase['result'] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return { kind: 'passed' }
  const text = errors.map(({ line, column, rule, message }) => `${file}:${line}:${column} ${rule} ${message}`)
  return { kind: 'error', message: first.message, type: first.rule, text: text.join('\n') }
}

function ofRow(row: AuditRow, file: string): JunitCase {
  const about = row.figures.map(({ id }) => id).slice(0, 4)
  const more = row.figures.length > about.length ? ` and ${row.figures.length - about.length} more` : ''
  const which = about.length === 0 ? '' : `: ${about.join(', ')}${more}`
  return { name: `${row.rule} ${row.name}${which}`, line: row.line, result: outcome(row, file) }
}

function outcome(row: AuditRow, file: string): JunitCase['result'] {
  const { state, message, accepted } = row
  if (state === 'pass') return { kind: 'passed' }
  if (accepted !== undefined) return { kind: 'skipped', message: `${message}; accepted: ${accepted}` }
  if (state === 'note') return { kind: 'told', text: body(row, file) }
  if (state === 'fail') return { kind: 'failure', message, type: `${row.rule} ${row.name}`, text: body(row, file) }
  return { kind: 'skipped', message: state === 'uninformative' ? `could not have failed: ${message}` : message }
}

function body(row: AuditRow, file: string): string {
  const { message, expected, found, computation, explanation, resolve } = row
  return [
    `${file}:${row.line}:${row.column}`,
    message,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(found === undefined ? [] : [`Found: ${found}`]),
    ...row.figures.map(({ id, printed }) => (printed === null ? id : `${id}: ${printed}`)),
    ...(computation === undefined ? [] : [`Computation: ${computation}`]),
    ...(explanation === undefined ? [] : [`Explanation: ${explanation}`]),
    ...(resolve === undefined ? [] : [`To settle it: ${resolve}`]),
  ].join('\n')
}
