import type { Fit } from './fit.ts'
import type { Fidelity } from './reconstruction.ts'

/** Remarks on what happened: figures in doubt, figures that do not come back. */
export function notesOf(fit: Fit, fidelity: readonly Fidelity[]): string[] {
  const notes = [...fit.notes]
  for (const { figure, z } of fit.doubts) {
    const row = fidelity.find((it) => it.figure.id === figure)
    const predicted = row?.prediction
      ? `, which predict ${readable(row.prediction.value)} (95% interval ${readable(row.prediction.lower)} to ${readable(row.prediction.upper)})`
      : ''
    notes.push(
      `${figure}: ${row?.figure.printed ?? ''} does not fit the other figures${predicted}; it lies ${Math.abs(Math.round(z * 10) / 10)} standard deviations off and is given little weight.`,
    )
  }
  const missed = fidelity.filter((row) => row.verdict === 'missed')
  if (missed.length > 0) {
    const list = missed
      .map((row) => `${row.figure.id} (reported ${row.figure.printed}, rebuilt ${row.rebuiltPrinted})`)
      .join('; ')
    notes.push(`Not reproduced at printed precision by the rebuilt patients: ${list}.`)
  }
  return notes
}

function readable(x: number): string {
  return Number.isFinite(x) ? String(Math.round(x * 1000) / 1000) : 'not reached'
}
