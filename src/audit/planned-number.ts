import { type Bounds, bounds } from '../evidence/bounds.ts'
import { parseQuantity } from '../evidence/parse-estimate.ts'
import type { Quantity } from '../evidence/quantity.ts'
import type { Trial } from '../record/trial.ts'

export type Calculation = NonNullable<Trial['calculations']>[number]

interface Printed {
  readonly printed: string
}

/** A share of a calculation, with "%" or as a number from 0 to 1: the power, an information fraction, alpha. */
export function plannedShare(figure: Printed | undefined): Quantity | null {
  if (figure === undefined) return null
  const unit = figure.printed.includes('%') ? 'proportion' : 'probability'
  const read = parseQuantity(figure.printed, { unit })
  return read.kind === 'value' ? read.value.quantity : null
}

export function plannedValue(figure: Printed | undefined, unit: 'months' | 'ratio'): number | null {
  const read = figure && parseQuantity(figure.printed, { unit })
  return read?.kind === 'value' && read.value.quantity.kind === 'number' ? read.value.quantity.value : null
}

/** A boundary is printed as "<0.014" and is the number 0.014, rounded. */
export function boundaryRange({ printed }: Printed): Bounds | null {
  const number = printed.replace(/^\s*p?\s*(?:[<≤=]|<=)\s*/iu, '')
  const quantity = plannedShare({ printed: number })
  return quantity?.kind === 'number' ? bounds(quantity) : null
}

/** The one-sided level of a calculation. */
export function oneSidedAlpha({ alpha, sides }: Calculation): number | null {
  const level = plannedShare(alpha)
  if (level?.kind !== 'number' || sides === undefined || level.value <= 0) return null
  const oneSided = level.value / sides
  return oneSided < 0.5 ? oneSided : null
}
