/** Patients of the one and of the other arm. */
export type ArmPair = readonly [number, number]

/** Which sizes of two arms the percentages of a report leave possible, and how much each row of percentages does to that. */
export interface ArmInference {
  readonly arms: readonly [string, string]
  readonly total: number
  /** Record whose percentages are taken too. */
  readonly from: string | null
  readonly shares: readonly {
    readonly id: string
    readonly arm: string
    readonly row: string
    readonly printed: string
    /** False where the record does not say whose percentages they are. */
    readonly declared: boolean
  }[]
  /** Divisions of the total before any percentage is looked at; the flow may leave fewer than total - 1. */
  readonly possible: number
  /** Divisions with every percentage rounded to the nearest; cut off; rounded to either neighbour. */
  readonly pairs: readonly ArmPair[]
  readonly truncated: readonly ArmPair[]
  readonly any: readonly ArmPair[]
  /** Divisions that as many percentages with as many decimals leave in the mean, if each that can be printed is equally likely. */
  readonly byChance: number
  /** With the percentages alone whose population the record states. */
  readonly declaredOnly: readonly ArmPair[]
  /** What is left without the percentages of one row. */
  readonly without: readonly { readonly row: string; readonly pairs: readonly ArmPair[] }[]
  /** What the record has as inferred, by arm. */
  readonly recorded: readonly [number | null, number | null]
}

export type ArmInferenceAnswer =
  | { readonly kind: 'inferred'; readonly inference: ArmInference }
  | { readonly kind: 'nothing to infer'; readonly reason: string }
