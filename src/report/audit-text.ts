import type { AuditedRecord, AuditFigure, AuditResults, AuditRow, RuleRow } from '../result/audit-results.ts'
import { auditTally, counted, ruleInWords, tallyInWords } from './audit-tally.ts'
import { isFinding, type ToLookAt, worstFirst } from './worst-first.ts'
import { wrap } from './wrap.ts'

export interface AuditTextOptions {
  /** Characters a line. */
  readonly width: number
  /** Whether the terminal takes colours. */
  readonly colour?: boolean
}

/**
 * What the audit found, for a terminal. Of each record: what to look at, worst first, with the figures, the computation and what would settle
 * it; then, one line a rule, how many comparisons agree; then which rules could not have failed or had nothing to compare. Control characters are dropped.
 */
export function auditText({ rules, records }: AuditResults, options: AuditTextOptions): string {
  const each = records.map((it) => ofRecord(it, rules, options).join('\n'))
  const read = records.filter(({ rows }) => rows.length > 0)
  const all = tallyInWords(auditTally(read.flatMap(({ rows }) => rows)))
  const total = read.length > 1 ? [`${counted(read.length, 'record')}, ${all}`] : []
  return `${[...each, ...total].join('\n\n')}\n`
}

function ofRecord(record: AuditedRecord, rules: readonly RuleRow[], options: AuditTextOptions): readonly string[] {
  const { file, rows } = record
  const found = worstFirst([record]).flatMap((it) => [...lookAt(it, options), ''])
  if (rows.length === 0) return found.slice(0, -1)
  const agreeing = rules.flatMap((rule) => {
    const own = rows.filter((it) => it.rule === rule.id)
    return auditTally(own).checks === 0 ? [] : hanging(ruleInWords(rule, own), options.width)
  })
  const named = (title: string, which: readonly string[]): readonly string[] =>
    which.length === 0 ? [] : ['', ...hanging(`${title}: ${which.join(', ')}`, options.width)]
  const only = (state: AuditRow['state']): readonly string[] =>
    rules.flatMap(({ id, name }) => {
      const own = rows.filter((it) => it.rule === id)
      return own.length > 0 && own.every((it) => it.state === state) ? [`${id} ${name}`] : []
    })
  return [
    paint(file, 1, options),
    ...(found.length === 0 ? [] : ['', ...found.slice(0, -1)]),
    ...(agreeing.length === 0 ? [] : ['', ...agreeing]),
    ...named('Could not have failed here', only('uninformative')),
    ...named('Not applicable, nothing to compare', only('not-applicable')),
    '',
    ...wrap(tallyInWords(auditTally(rows)), options.width),
  ]
}

const inks = { error: 31, fail: 31, note: 33 } as const

function lookAt(it: ToLookAt, options: AuditTextOptions): readonly string[] {
  if (it.kind === 'problem') {
    // One line, as every command says what it cannot read.
    const { severity, rule, line, column, mend, ...problem } = it.problem
    const said = `${it.file}:${line}:${column} ${rule} ${withSides(problem)}${mend === undefined ? '' : ` (${mend})`}`
    return [paint(plain(severity === 'note' ? `${said} [note]` : said), inks[severity], options)]
  }
  const { row, file } = it
  const isAccepted = row.accepted !== undefined
  const said = `${row.state}${isAccepted ? ', accepted' : ''} ${row.rule} ${row.name}: ${withSides(row)}`
  const ink = isAccepted || !isFinding(row) ? 2 : row.state === 'fail' ? inks.fail : inks.note
  return [
    ...wrap(plain(said), options.width).map((text) => paint(text, ink, options)),
    ...detail('', `${file}:${row.line}:${row.column}`, options),
    ...figures(row.figures).flatMap((text) => detail('', text, options)),
    ...detail('Computation', row.computation, options),
    ...detail('Explanation', row.explanation, options),
    ...detail('To settle it', row.resolve, options),
    ...detail('Accepted', row.accepted, options),
  ]
}

function withSides({ message, expected, found }: Pick<AuditRow, 'message' | 'expected' | 'found'>): string {
  const sides = [expected && `expected ${expected}`, found && `found ${found}`].filter((it) => it !== undefined)
  return sides.length === 0 ? message : `${message} (${sides.join(', ')})`
}

const mostFigures = 8

function figures(all: readonly AuditFigure[]): readonly string[] {
  const rest = all.length - mostFigures
  return [...all.slice(0, mostFigures).map((it) => figureInWords(it)), ...(rest > 0 ? [`and ${rest} more`] : [])]
}

/** `pfs.new.median: 13.3 (11.8 to 16.1), Table 2 (paper)`. */
function figureInWords({ id, printed, source, at }: AuditFigure): string {
  if (printed === null) return id
  const place = [at, source && `(${source})`].filter((it) => it !== null).join(' ')
  return `${id}: "${printed}"${place === '' ? '' : `, ${place}`}`
}

function detail(label: string, text: string | undefined, { width }: AuditTextOptions): readonly string[] {
  if (text === undefined) return []
  return wrap(plain(label === '' ? text : `${label}: ${text}`), width - 4).map(
    (line, at) => `${at === 0 ? '  ' : '    '}${line}`,
  )
}

function hanging(text: string, width: number): readonly string[] {
  return wrap(plain(text), width - 4).map((line, at) => `${at === 0 ? '' : '    '}${line}`)
}

function paint(text: string, ink: number, { colour = false }: AuditTextOptions): string {
  return colour ? `\u001b[${ink}m${text}\u001b[0m` : text
}

/** Line breaks become spaces; other control characters go. */
const plain = (text: string): string => text.replace(/\s+/gu, ' ').replace(/\p{Cc}/gu, '')
