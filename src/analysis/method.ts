import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import type { Case, ScenarioResult } from './case.ts'
import type { PlanScenario } from './plan.ts'

/** Draws of the reconstruction, made once for all scenarios of a plan. */
export interface Draws {
  readonly patients: readonly Patients[]
  /** One curve an arm, in the order of the arms; empty where no scenario of the plan works on curves. */
  readonly curves: readonly (readonly Curve[])[]
}

/** What a scenario is run on. */
export interface MethodInput {
  readonly its: Case
  readonly draws: Draws
  /** Another record that the plan names, or another endpoint of the same one, rebuilt from the same seed; throws a RangeError where the plan does not name it. */
  readonly other: (record: string, endpoint: string) => Case
}

/** What a check knows of a record before anything is rebuilt. */
export interface CheckInput {
  readonly trial: Trial
  /** Name of the endpoint in the plan, and its arms. */
  readonly endpoint: string
  readonly arms: readonly string[]
  /** Null where the endpoint cannot be rebuilt: that is told elsewhere. */
  readonly evidence: EndpointEvidence | null
}

export type CheckWords = Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>
/** `at`: a path below the scenario. */
export type CheckReport = (at: Path, words: CheckWords, severity?: 'error' | 'note') => void

/** An endpoint that a scenario borrows from: of another record, or another one of the same. */
export interface Borrowed {
  readonly record: string
  readonly endpoint: string
}

/** A scenario of a plan with all that its method knows about it: one file in `methods/` each. */
export interface Method {
  /** The same scenario with its own times converted; the measures are converted by the plan. */
  inMonths(months: (time: number) => number): PlanScenario
  /** What the record does not give it. */
  check(input: CheckInput, report: CheckReport): void
  run(input: MethodInput): ScenarioResult
  /** Keys of REFERENCES.md. */
  readonly references: readonly string[]
  /** Whether it works on drawn curves, and not on patients alone. */
  readonly onCurves: boolean
  readonly borrows: readonly Borrowed[]
}
