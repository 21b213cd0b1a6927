import type { AuditFigure } from './audit-results.ts'

/** Figures that do not agree, as a question to the authors. */
export interface Disagreement {
  readonly state: 'fail' | 'note'
  readonly figures: readonly AuditFigure[]
  /** What the first figure is: "Overall survival, p-value"; `null` where no label says it. */
  readonly about: string | null
  readonly message: string
  readonly computation?: string
  readonly resolve?: string
}

/** A figure that is not printed, of one arm, of several, or of all. */
export interface FigureRequest {
  /** Label of the endpoint; `null` for what concerns the whole report. */
  readonly endpoint: string | null
  /** In words: "survival at 24 months". */
  readonly figure: string
  /** What it is worth, for each arm (or "all"): the share of the width of the model band that it is expected to take away, on [0, 1]. Empty where that is not known. */
  readonly worth: readonly { readonly arm: string; readonly shrinkage: number }[]
}

/** What a record leaves to ask, in the order in which the answers would change what is rebuilt from it. */
export interface QueryLetter {
  readonly trial: string
  readonly report: string | null
  readonly citations: readonly { readonly citation: string; readonly primary: boolean }[]
  /** What is missing from the copy that was read. */
  readonly notRead: readonly string[]
  /** Comparisons of the report's own figures, and how many agree. */
  readonly checks: number
  readonly agree: number
  readonly disagreements: readonly Disagreement[]
  readonly figures: readonly FigureRequest[]
  /** What is not said about the figures, by endpoint. */
  readonly definitions: readonly { readonly endpoint: string | null; readonly items: readonly string[] }[]
}
