import { basename, dirname, resolve } from 'node:path'
import type { Diagnostic } from '../record/diagnostic.ts'

export type FileKind = 'record' | 'plan'

const fields = {
  plan: /^(?:scenarios|records|measures|draws|seed|written):/gmu,
  record: /^(?:arms|sources|endpoints|flow|follow-up|time unit|trial):/gmu,
} as const

/** A record or a plan: by the fields at the left margin; where they do not say, by the folder. */
export function fileKind(path: string, text: string): FileKind {
  return kindByFields(text) ?? (basename(dirname(resolve(path))) === 'analyses' ? 'plan' : 'record')
}

function kindByFields(text: string): FileKind | null {
  const count = (kind: FileKind): number => text.match(fields[kind])?.length ?? 0
  const [plan, record] = [count('plan'), count('record')]
  return plan === record ? null : plan > record ? 'plan' : 'record'
}

const other = { record: 'plan', plan: 'record' } as const
const commandFor = { record: 'rebuild', plan: 'report' } as const

/** One sentence where a record is read as a plan or a plan as a record, instead of a page of unknown fields. */
export function otherKind(wanted: FileKind, text: string, file: string): readonly Diagnostic[] {
  const is = other[wanted]
  if (kindByFields(text) !== is) return []
  const message = `this is a ${is}, not a ${wanted}`
  const mend = `use: remeier ${commandFor[is]} ${file}`
  return [{ severity: 'error', rule: 'other-kind', file, line: 1, column: 1, message, mend }]
}
