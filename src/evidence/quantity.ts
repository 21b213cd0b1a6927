/** What the printed digits count. */
export type Notation = 'plain' | 'percent' | 'days' | 'weeks' | 'months' | 'years'

/**
 * What a printed number stands for. A number with d decimals stands for [x - u/2, x + u/2], u = 10^-d: `lower` and `upper`
 * are that rounding interval (closed), in the unit of the figure. `decimals` counts the decimals as printed.
 */
export type Quantity =
  | {
      readonly kind: 'number'
      readonly value: number
      readonly lower: number
      readonly upper: number
      readonly decimals: number
      /** How it was printed, so that another number can be printed like it. Absent: months, percent or plain by its unit. */
      readonly notation?: Notation
    }
  /** "<0.001": [0, upper). */
  | { readonly kind: 'less-than'; readonly upper: number }
  /** ">36": (lower, infinity). */
  | { readonly kind: 'greater-than'; readonly lower: number }
  /** "NR" for a median. */
  | { readonly kind: 'not-reached' }
  /** "NE" for a limit. */
  | { readonly kind: 'not-estimable' }
