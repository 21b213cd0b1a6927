import type { Row } from '../result/row.ts'
import { type StratumEffect, stratumEffect } from '../scenario/stratum-effect.ts'
import { type Estimate, normalEstimate } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import type { BoundedQuantity } from './bounded-quantity.ts'
import { estimateColumns } from './case.ts'
import type { BoundsPlan } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'

/** The effect in the stratum as a point, under the assumptions that the plan names; refused where one of the three is missing. */
export function stratumPointRow(
  blank: Row,
  {
    scenario,
    quantity,
    share,
    variant,
  }: {
    readonly scenario: BoundsPlan
    readonly quantity: BoundedQuantity
    readonly share: number
    readonly variant: string
  },
  patients: Patients,
  draws: readonly Patients[],
): Row {
  const named = scenario['point under']
  const of = (it: Patients): StratumEffect | Estimate => {
    const found = quantity.asRandomised(it)
    if (found.kind !== 'value' || found.standardError === null) return found
    return stratumEffect({
      difference: found.value,
      standardError: found.standardError,
      share,
      exclusion: named.includes('exclusion'),
      monotonicity: named.includes('monotonicity'),
      noAccessInControl: named.includes('no access in control'),
    })
  }
  const row: Row = {
    ...blank,
    variant,
    method: 'difference as randomised / share',
    parameter: 'infused share',
    value: share,
    identification: 'assumption',
    assumption:
      'Assignment does nothing to those who would not be infused (exclusion), nobody is infused only because of being assigned to control (monotonicity), and nobody in control gets the product; the share has no error.',
  }
  const found = of(patients)
  if (found.kind === 'refused')
    return { ...row, ...noSpread, status: 'refused', assumption: `Refused: ${found.reason}.` }
  if (found.kind !== 'value' || found.standardError === null) return { ...row, status: 'not-estimable' }
  const columns = estimateColumns(normalEstimate(found.value, found.standardError, 0.95))
  const values = draws.map((it) => {
    const drawn = of(it)
    return drawn.kind === 'value' ? drawn.value : null
  })
  return { ...row, ...columns, ...spreadOf(values), status: row.status }
}
