import type { AuditResults } from '../result/audit-results.ts'
import { counted } from './audit-tally.ts'
import { type ToLookAt, worstFirst } from './worst-first.ts'

/** GitHub shows no more than ten of a kind from one step. */
const most = 10

/**
 * The ten worst findings that no record accepts, as workflow commands of GitHub Actions: errors and fails as errors, notes as notices, each
 * at its line. How many are left is said in a plain line, which makes no annotation.
 */
export function toAnnotations({ records }: AuditResults): string {
  const open = worstFirst(records).filter((it) => it.kind === 'problem' || it.row.accepted === undefined)
  const shown = open.slice(0, most).map((it) => `${annotation(it)}\n`)
  const rest = open.length - shown.length
  return `${shown.join('')}${rest > 0 ? `${counted(rest, 'more finding')}: remeier audit lists them\n` : ''}`
}

function annotation(it: ToLookAt): string {
  const { file } = it
  if (it.kind === 'problem') {
    const { severity, rule, line, column, message } = it.problem
    return command(severity === 'note' ? 'notice' : 'error', { file, line, column, title: rule }, message)
  }
  const { state, rule, name, line, column, message, explanation, resolve } = it.row
  const text = [message, explanation, resolve].filter((words) => words !== undefined).join('\n')
  return command(state === 'fail' ? 'error' : 'notice', { file, line, column, title: `${rule} ${name}` }, text)
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly title: string
}

function command(kind: 'error' | 'notice', { file, line, column, title }: Place, text: string): string {
  const place = [
    `file=${property(file)}`,
    ...(line > 0 ? [`line=${line}`, `col=${column}`] : []),
    `title=${property(title)}`,
  ]
  return `::${kind} ${place.join(',')}::${data(text)}`
}

/** What would end the command or begin another one is escaped; other control characters go. */
const data = (text: string): string =>
  text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(/\p{Cc}/gu, '')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
