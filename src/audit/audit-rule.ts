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
  /** How it was computed, in words that a clinician follows; left out where the message says all of it. */
  readonly computation?: string
  /** What most often makes figures disagree like this, if that is known. */
  readonly explanation?: string
  /** What would settle it: which figure to ask for, or where to look. */
  readonly resolve?: string
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
  /** What holds where it passes, read after "N of N": "percentages agree with their counts". */
  readonly agree?: string
  /** How far apart the figures may lie, in words. */
  readonly tolerance?: string
  /** Keys of REFERENCES.md. */
  readonly references?: readonly string[]
  readonly examples?: RuleExamples
  run(subject: AuditSubject): readonly RuleFinding[]
}

/**
 * Records, or parts of them (`exampleRecord` adds what is missing), as YAML: the first is audited, the others are related. The rule finds
 * nothing in `clean` and passes at least once; in `firing` it gives its worst state.
 */
export interface RuleExamples {
  readonly clean: readonly string[]
  readonly firing: readonly string[]
}
