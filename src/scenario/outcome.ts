import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'

/** A curve that arithmetic on curves produced: it may leave [0, 1] or rise, and says where. */
export interface RawCurve {
  readonly time: Float64Array
  /** As computed, never repaired. */
  readonly survival: Float64Array
  /** Point by point: 1 where the raw curve is inside [0, 1] and not above anything before it. */
  readonly feasible: Uint8Array
  readonly above1: boolean
  readonly below0: boolean
  readonly nonMonotone: boolean
  /** Running minimum, clipped to [0, 1]. */
  readonly repaired: Curve
  /** Largest distance between raw and repaired: how badly the assumption and the curve disagree. */
  readonly largestRepair: number
}

export interface Counts {
  readonly events: number
  readonly patients: number
}

/** A scenario takes patients, curves or counts and gives the same kind back; *as published* is the identity. */
export type Outcome =
  | { readonly kind: 'patients'; readonly patients: Patients }
  | { readonly kind: 'curve'; readonly curves: ReadonlyMap<string, RawCurve> }
  | { readonly kind: 'counts'; readonly counts: ReadonlyMap<string, Counts> }
