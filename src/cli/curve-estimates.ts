import { terminalTable } from '../report/terminal-table.ts'
import type { Reconstruction } from '../reconstruct/reconstruction.ts'
import { arm } from '../survival/arm.ts'
import { cox } from '../survival/cox.ts'
import type { Estimate } from '../survival/estimate.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'

export interface CurveEstimates {
  readonly arms: readonly {
    readonly arm: string
    readonly label: string
    readonly patients: number
    readonly events: number
    readonly median: Estimate
  }[]
  /** Of the second arm against the first; null unless there are two. */
  readonly hazardRatio: Estimate | null
}

/** What whoever digitised a curve wants to know of it first: events, median and, with two arms, the hazard ratio of the rebuilt patients. */
export function curveEstimates({ evidence, patients }: Reconstruction): CurveEstimates {
  const arms = evidence.arms.map(({ id, label }) => {
    const own = arm(patients, id)
    const events = own.event.reduce((sum, event) => sum + event, 0)
    return { arm: id, label, patients: own.time.length, events, median: survivalQuantile(kaplanMeier(own), 0.5) }
  })
  return { arms, hazardRatio: arms.length === 2 ? ratioOf(patients) : null }
}

function ratioOf(patients: Reconstruction['patients']): Estimate {
  const fit = cox(patients)
  return fit.kind === 'value' ? fit.hazardRatio : { kind: 'not-estimable', reason: fit.reason }
}

/** A table of the arms and a line for the hazard ratio, within `width` characters. */
export function curveEstimatesText({ arms, hazardRatio }: CurveEstimates, width: number): readonly string[] {
  const table = terminalTable(
    [
      { label: 'Rebuilt', align: 'left' },
      { label: 'Patients', align: 'right' },
      { label: 'Events', align: 'right' },
      { label: 'Median, months (95% CI)', align: 'right' },
    ],
    arms.map((it) => [it.label, String(it.patients), String(it.events), inText(it.median, 1)]),
    width,
  )
  const [first, second] = arms
  if (hazardRatio === null || first === undefined || second === undefined) return table
  return [
    ...table,
    '',
    `${second.label} vs ${first.label}: hazard ratio ${inText(hazardRatio, 2)} (Cox, ties by Efron, 95% CI; sampling error only)`,
  ]
}

function inText(it: Estimate, digits: number): string {
  if (it.kind === 'not-estimable') return `not estimable: ${it.reason}`
  const limit = (value: number | null): string => (value === null ? 'NE' : value.toFixed(digits))
  const value = it.kind === 'value' ? it.value.toFixed(digits) : 'not reached'
  return `${value} (${limit(it.lower)} to ${limit(it.upper)})`
}
