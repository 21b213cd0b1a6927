import type { PrintedEndpoint } from '../evidence/evidence.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'

/**
 * `pass`: the figures can be true together. `note`: unusual, or a rule that proves nothing alone. `fail`: they cannot be true
 * together. `not-applicable`: what the rule compares is not reported. `uninformative`: it is, but could not have failed.
 */
export type FindingState = 'pass' | 'note' | 'fail' | 'not-applicable' | 'uninformative'

/** What a rule says about some figures. */
export interface RuleFinding {
  readonly state: FindingState
  /** The figures that were compared, by id; the first is the one to jump to. */
  readonly figures: readonly string[]
  /** In words, with the numbers as printed. */
  readonly message: string
  readonly expected?: string
  readonly found?: string
  /** Place in the record, where no figure leads to it. */
  readonly path?: Path
}

export interface Finding extends RuleFinding {
  /** "R19". */
  readonly rule: string
  /** "monotone-S". */
  readonly name: string
  readonly path: Path
  /** Why the record accepts this finding. */
  readonly accepted?: string
}

/** What the rules look at: one record, and those of its endpoints that could be read. */
export interface AuditSubject {
  readonly trial: Trial
  /** Other records at hand, such as that of an earlier report of the trial. */
  readonly related: readonly Trial[]
  readonly endpoints: readonly PrintedEndpoint[]
}

export interface AuditRule {
  /** R for the published list, S for structural rules that no paper could break on purpose. */
  readonly id: `R${string}` | `S${string}`
  readonly name: string
  /** What it compares, in words. */
  readonly compares: string
  /** The worst state that it may give. */
  readonly worst: 'note' | 'fail'
  run(subject: AuditSubject): readonly RuleFinding[]
}
