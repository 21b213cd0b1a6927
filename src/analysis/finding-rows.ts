import type { Finding } from '../audit/audit-rule.ts'
import { figurePrints } from '../audit/figure-prints.ts'
import type { Trial } from '../record/trial.ts'
import type { FindingRow } from '../result/frames.ts'

/** A finding with what is printed for its figures, and its place in the record. */
export type PlacedFinding = Omit<FindingRow, 'trial'> & Pick<Finding, 'path'>

/** Findings of a record with what is printed for their figures; `related`: the records that it was audited with. */
export function findingRows(
  trial: Trial,
  findings: readonly Finding[],
  related: readonly Trial[],
): readonly PlacedFinding[] {
  const prints = figurePrints(trial, related)
  return findings.map((finding) => ({
    ...finding,
    figures: finding.figures.map((id) => {
      const { printed = null, source = null, at = null } = prints.get(id) ?? {}
      return { id, printed, source, at }
    }),
  }))
}
