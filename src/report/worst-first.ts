import type { AuditedRecord, AuditProblem, AuditRow, AuditState } from '../result/audit-results.ts'

/** What a reader should look at, with its file: a finding, or what could not be read. */
export type ToLookAt =
  | { readonly kind: 'finding'; readonly file: string; readonly row: AuditRow }
  | { readonly kind: 'problem'; readonly file: string; readonly problem: AuditProblem }

/** What cannot be read, then fails, then notes; what the record accepts at the end. Each in the order of the records. */
export function worstFirst(records: readonly AuditedRecord[]): readonly ToLookAt[] {
  const all = records.flatMap(({ file, problems, rows }): readonly ToLookAt[] => [
    ...problems.map((problem) => ({ kind: 'problem' as const, file, problem })),
    ...rows.filter(isFinding).map((row) => ({ kind: 'finding' as const, file, row })),
  ])
  return all.toSorted((a, b) => rank(a) - rank(b))
}

export function isFinding({ state }: { readonly state: AuditState }): boolean {
  return state === 'fail' || state === 'note'
}

const ranks = { error: 0, fail: 1, note: 2 } as const

function rank(it: ToLookAt): number {
  if (it.kind === 'problem') return ranks[it.problem.severity]
  return (it.row.accepted === undefined ? 0 : 3) + (it.row.state === 'fail' ? ranks.fail : ranks.note)
}
