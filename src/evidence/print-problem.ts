/** Why a printed string could not be read, and where in it: `start` and `end` are offsets into the string (end exclusive). */
export interface PrintProblem {
  /** Short kebab-case name: "decimal-comma", "unknown-unit". */
  readonly rule: string
  readonly start: number
  readonly end: number
  readonly message: string
  readonly expected: string
  /** What stands there. */
  readonly found: string
  /** What to do about it, as an instruction. */
  readonly mend: string
}

/** Either what the string says or everything that keeps it from being read, never a guess. */
export type Parsed<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'problems'; readonly problems: readonly PrintProblem[] }
