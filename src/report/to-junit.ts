import type { AuditedRecord, AuditProblem, AuditResults, AuditRow } from '../result/audit-results.ts'

/**
 * What the audit found as JUnit XML: a suite a record, a test case a comparison. A fail is a failure, what cannot be read an error; what is
 * accepted, could not have failed or has nothing to compare is skipped, with the reason; a note passes and is told in `system-out`.
 */
export function toJunit({ records }: AuditResults): string {
  const suites = records.map((it) => ({ file: it.file, cases: casesOf(it) }))
  const all = suites.flatMap(({ cases }) => cases)
  const lines = suites.flatMap(({ file, cases }) => [
    `  <testsuite${attributes({ name: file, ...counts(cases), file })}>`,
    ...cases.flatMap((it) => xml(it, file)),
    '  </testsuite>',
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'remeier audit', ...counts(all) })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n')
}

interface Case {
  readonly name: string
  readonly line: number
  readonly result:
    | { readonly kind: 'passed' }
    | { readonly kind: 'told'; readonly text: string }
    | { readonly kind: 'skipped'; readonly message: string }
    | {
        readonly kind: 'failure' | 'error'
        readonly message: string
        readonly type: string
        readonly text: string
      }
}

function casesOf({ file, rows, problems }: AuditedRecord): readonly Case[] {
  return [
    { name: 'the record can be read', line: 1, result: readable(file, problems) },
    ...problems.flatMap((it): readonly Case[] => {
      const { severity, rule, line, message } = it
      return severity === 'error' ? [] : [{ name: rule, line, result: { kind: 'told', text: message } }]
    }),
    ...rows.map((it) => ofRow(it, file)),
  ]
}

function readable(file: string, problems: readonly AuditProblem[]): Case['result'] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return { kind: 'passed' }
  const text = errors.map(({ line, column, rule, message }) => `${file}:${line}:${column} ${rule} ${message}`)
  return { kind: 'error', message: first.message, type: first.rule, text: text.join('\n') }
}

function ofRow(row: AuditRow, file: string): Case {
  const about = row.figures.map(({ id }) => id).slice(0, 4)
  const more = row.figures.length > about.length ? ` and ${row.figures.length - about.length} more` : ''
  const which = about.length === 0 ? '' : `: ${about.join(', ')}${more}`
  return { name: `${row.rule} ${row.name}${which}`, line: row.line, result: outcome(row, file) }
}

function outcome(row: AuditRow, file: string): Case['result'] {
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

function counts(cases: readonly Case[]): Readonly<Record<string, string>> {
  const of = (kind: Case['result']['kind']): string => String(cases.filter(({ result }) => result.kind === kind).length)
  return { tests: String(cases.length), failures: of('failure'), errors: of('error'), skipped: of('skipped') }
}

function xml({ name, line, result }: Case, file: string): readonly string[] {
  const head = `    <testcase${attributes({ classname: file, name, file, line: String(line) })}`
  switch (result.kind) {
    case 'passed':
      return [`${head}/>`]
    case 'told':
      return [`${head}>`, `      <system-out>${escape(result.text)}</system-out>`, '    </testcase>']
    case 'skipped':
      return [`${head}>`, `      <skipped${attributes({ message: result.message })}/>`, '    </testcase>']
    case 'failure':
    case 'error': {
      const { kind, message, type, text } = result
      const open = `      <${kind}${attributes({ message, type })}>`
      return [`${head}>`, `${open}${escape(text)}</${kind}>`, '    </testcase>']
    }
  }
}

function attributes(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([key, value]) => ` ${key}="${escape(value.replace(/\s+/gu, ' '))}"`)
    .join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 has no way to write control characters, halves of surrogate pairs, U+FFFE and U+FFFF: they go. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/gu, (mark) => entities[mark] ?? mark)
}
