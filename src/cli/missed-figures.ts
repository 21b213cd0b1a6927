import { readEndpoint } from '../evidence/read-endpoint.ts'
import { toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { FidelityRow } from '../result/frames.ts'

/** Figures that went into a reconstruction and do not come back as printed. A record accepts one by the rule `missed`. */
export function missedFigures(record: TrialFile, rows: readonly FidelityRow[]): readonly Diagnostic[] {
  const own = rows.filter((it) => it.trial === record.trial.id && it.verdict === 'missed')
  return own.map((row) => {
    const reason = record.trial.accepted?.find((it) => it.rule === 'missed' && it.figures.includes(row.figure))?.reason
    const path = readEndpoint(record.trial, row.endpoint).paths.get(row.figure) ?? ['endpoints', row.endpoint]
    const problem = {
      severity: 'fail',
      rule: 'missed',
      path,
      message: `${row.figure} does not come back as printed`,
      expected: row.reported,
      found: row.rebuilt,
      mend: 'check this figure against the paper and against the others (the search for patients has started anew several times before it gave up); if it is printed so, accept "missed" for it with a reason',
      figures: [row.figure],
    } as const
    const placed = toDiagnostic(problem, record)
    return reason === undefined ? placed : { ...placed, accepted: reason }
  })
}
