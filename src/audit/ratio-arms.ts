import { countBounds } from '../evidence/bounds.ts'
import type { PrintedArm } from '../evidence/evidence.ts'
import type { RatioInterval } from './ratio-interval.ts'

/** An arm of a hazard ratio, with its number of patients where that is known. */
export interface RatioArm extends PrintedArm {
  readonly size: number | null
}

/** Numerator and denominator of a ratio. */
export function ratioArms({ evidence, between }: RatioInterval): readonly [RatioArm, RatioArm] | null {
  const [above, below] = [between.numerator, between.denominator].map((id) => {
    const arm = evidence.arms.find((it) => it.id === id)
    return arm && { ...arm, size: sizeOf(arm) }
  })
  return above === undefined || below === undefined ? null : [above, below]
}

function sizeOf({ patients }: PrintedArm): number | null {
  const size = patients && countBounds(patients.quantity)
  return size && size.upper > 0 && Number.isFinite(size.upper) ? size.upper : null
}
