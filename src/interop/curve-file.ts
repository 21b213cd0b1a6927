import type { PointRead } from '../evidence/clean-curve.ts'
import type { TimeUnit } from '../evidence/time-unit.ts'
import type { Diagnostic } from '../record/diagnostic.ts'

/** A curve as a file holds it, before cleaning. */
export interface ReadSeries {
  /** As the file calls it; null where it has no name. */
  readonly name: string | null
  readonly points: readonly PointRead[]
  /** Whether its header or cells say percent: a hint, the values decide. */
  readonly percent: boolean
}

/** Numbers at risk as a file holds them. */
export interface ReadTicks {
  readonly name: string | null
  readonly ticks: readonly TickRead[]
  /** Events in all, where the file has a column of them. */
  readonly events: number | null
}

export interface TickRead {
  readonly line: number
  readonly column: number
  readonly time: number
  readonly count: number
}

export type CurveFile =
  | {
      readonly kind: 'read'
      readonly series: readonly ReadSeries[]
      readonly atRisk: readonly ReadTicks[]
      readonly notes: readonly Diagnostic[]
      /** Unit that the header of the times names, "time (days)"; left out where it names none. */
      readonly unit?: TimeUnit
    }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** What a file is asked for: a table without a header does not say. */
export type Holds = 'curve' | 'at-risk'

/** A file that was read, and the arm that whoever named the file gave it to. */
export interface NamedFile {
  readonly file: string
  readonly arm: string | null
  readonly content: Extract<CurveFile, { kind: 'read' }>
}
