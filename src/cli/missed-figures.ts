import { readEndpoint } from '../evidence/read-endpoint.ts'
import { type RecordProblem, toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { FidelityRow } from '../result/frames.ts'

/**
 * Figures that went into a reconstruction and do not come back as printed; a record accepts one by the rule `missed`. An acceptance of a figure
 * that does come back is a note: it would silently cover the day on which the figure is missed again.
 */
export function missedFigures(record: TrialFile, rows: readonly FidelityRow[]): readonly Diagnostic[] {
  const own = rows.filter((it) => it.trial === record.trial.id)
  return [...own.flatMap((row) => (row.verdict === 'missed' ? missed(record, row) : [])), ...idle(record, own)]
}

function missed(record: TrialFile, row: FidelityRow): readonly Diagnostic[] {
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
  return [reason === undefined ? placed : { ...placed, accepted: reason }]
}

function idle(record: TrialFile, rows: readonly FidelityRow[]): readonly Diagnostic[] {
  return (record.trial.accepted ?? []).flatMap((it, index) => {
    const back = rows.filter((row) => row.verdict !== 'missed' && it.figures.includes(row.figure))
    if (it.rule !== 'missed' || back.length === 0) return []
    const figures = back.map(({ figure }) => figure)
    const problem: RecordProblem = {
      severity: 'note',
      rule: 'idle-acceptance',
      path: ['accepted', index],
      message: `accepted as missed, but not missed from this seed: ${figures.join(', ')}`,
      mend: 'remove it from the acceptance, unless it is missed from another seed that is used',
      figures,
    }
    return [toDiagnostic(problem, record)]
  })
}
