import type { TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Reconstruction } from '../reconstruct/reconstruction.ts'
import type { ScenarioCurveRow } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import type { Estimate } from '../survival/estimate.ts'
import { isBeyondEvidence } from './last-evidence.ts'
import type { Plan, PlanScenario } from './plan.ts'
import type { EndpointFrames } from './endpoint-frames.ts'
import { sourcesOf } from './endpoint-frames.ts'

/** One endpoint of one record under a plan: what every scenario starts from. */
export interface Case {
  readonly plan: Plan
  readonly record: TrialFile
  readonly reconstruction: Reconstruction
  readonly frames: EndpointFrames
  /** What is said of the evidence: figures that are not used, counts that are assumed. */
  readonly notes: readonly Diagnostic[]
}

/** What a scenario gives: rows, curves where it makes any, and a sentence that says what came out. */
export interface ScenarioResult {
  readonly rows: readonly Row[]
  readonly curves: readonly ScenarioCurveRow[]
  readonly finding: string
}

/** A row of a scenario with everything filled in that is the same for all its rows. */
export function blankRow({ plan, reconstruction }: Case, scenario: PlanScenario): Row {
  const { evidence } = reconstruction
  return {
    analysis: plan.id,
    trial: evidence.trial,
    endpoint: evidence.endpoint,
    scenario: scenario.id,
    variant: '',
    method: '',
    role: scenario.role,
    population: evidence.population,
    clock: evidence.clock,
    arm: '',
    versus: '',
    measure: '',
    time: null,
    parameter: '',
    value: null,
    estimate: null,
    lower: null,
    upper: null,
    level: null,
    standardError: null,
    spreadLower: null,
    spreadUpper: null,
    origin: scenario.method === 'as published' ? 'rebuilt' : 'scenario',
    reported: '',
    difference: null,
    verdict: '',
    status: 'ok',
    data: scenario.data,
    identification: scenario.identification,
    assumption: '',
    nEvent: null,
    seed: plan.seed,
    draws: null,
    sources: sourcesOf(evidence),
  }
}

/** The columns of a row that an estimate fills. */
export function estimateColumns(
  estimate: Estimate,
): Pick<Row, 'estimate' | 'lower' | 'upper' | 'level' | 'standardError' | 'status'> {
  const none = { estimate: null, lower: null, upper: null, level: null, standardError: null }
  switch (estimate.kind) {
    case 'value': {
      const { value, lower, upper, level, standardError } = estimate
      const interval = lower !== null || upper !== null
      return { estimate: value, lower, upper, level: interval ? level : null, standardError, status: 'ok' }
    }
    case 'not-reached':
      return { ...none, lower: estimate.lower, upper: estimate.upper, level: estimate.level, status: 'not-reached' }
    case 'not-estimable':
      return { ...none, status: 'not-estimable' }
  }
}

/** The time up to which a curve is needed for a measure: its own, or where a median lies; null where there is none. */
export function neededUpTo(measure: string, time: number | null, estimate: number | null): number | null {
  return time ?? (measure === 'median' ? estimate : null)
}

/** Whether a measure at a time lies beyond the last figure that pins the arms that it needs. */
export function isExtrapolated({ reconstruction }: Case, arms: readonly string[], time: number | null): boolean {
  if (time === null) return false
  return reconstruction.evidence.arms.some((it) => arms.includes(it.id) && isBeyondEvidence(it, time))
}
