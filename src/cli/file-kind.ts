import { basename, dirname, resolve } from 'node:path'

export type FileKind = 'record' | 'plan'

const fields = {
  plan: /^(?:scenarios|records|measures|draws|seed|written):/gmu,
  record: /^(?:arms|sources|endpoints|flow|follow-up|time unit|trial):/gmu,
} as const

/** A record or a plan: by the fields at the left margin; where they do not say, by the folder. */
export function fileKind(path: string, text: string): FileKind {
  const count = (kind: FileKind): number => text.match(fields[kind])?.length ?? 0
  const [plan, record] = [count('plan'), count('record')]
  if (plan !== record) return plan > record ? 'plan' : 'record'
  return basename(dirname(resolve(path))) === 'analyses' ? 'plan' : 'record'
}
