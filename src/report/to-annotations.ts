import type { AuditResults } from '../result/audit-results.ts'
import { counted } from './audit-tally.ts'
import { mostAnnotations, workflowCommand } from './workflow-command.ts'
import { type ToLookAt, worstFirst } from './worst-first.ts'

/**
 * The ten worst findings that no record accepts, as workflow commands of GitHub Actions: errors and fails as errors, notes as notices, each
 * at its line. How many are left is said in a plain line, which makes no annotation.
 */
export function toAnnotations({ records }: AuditResults): string {
  const open = worstFirst(records).filter((it) => it.kind === 'problem' || it.row.accepted === undefined)
  const shown = open.slice(0, mostAnnotations).map((it) => `${annotation(it)}\n`)
  const rest = open.length - shown.length
  return `${shown.join('')}${rest > 0 ? `${counted(rest, 'more finding')}: remeier audit lists them\n` : ''}`
}

function annotation(it: ToLookAt): string {
  const { file } = it
  if (it.kind === 'problem') {
    const { severity, rule, line, column, message } = it.problem
    return workflowCommand(severity === 'note' ? 'notice' : 'error', { file, line, column, title: rule }, message)
  }
  const { state, rule, name, line, column, message, explanation, resolve } = it.row
  const text = [message, explanation, resolve].filter((words) => words !== undefined).join('\n')
  return workflowCommand(state === 'fail' ? 'error' : 'notice', { file, line, column, title: `${rule} ${name}` }, text)
}
