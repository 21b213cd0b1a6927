import type { TrialFile } from '../evidence/record-problem.ts'
import { audit, rules } from '../audit/audit.ts'
import { fromMonths } from '../evidence/time-unit.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Spans } from '../record/spans.ts'
import type { EstimandText, Results, ScenarioText } from '../result/frames.ts'
import { trimmed } from '../result/format.ts'
import type { PatientRow } from '../result/patient-row.ts'
import type { Case, ScenarioResult } from './case.ts'
import { checkPlanRecord } from './check-plan-record.ts'
import { findingRows } from './finding-rows.ts'
import { limitsOf } from './limits.ts'
import { methodOf } from './method-of.ts'
import type { Borrowed, Draws, MethodInput } from './method.ts'
import { measuresOf, planFor, type Plan, type PlanScenario } from './plan.ts'
import { parseMeasure } from './plan-measure.ts'
import { reachedOf } from './reached.ts'
import { rebuild } from './rebuild.ts'
import { referencesOf } from './references.ts'
import { explainOutside } from './spread.ts'
import { endpointText, trialText } from './trial-text.ts'

export interface AnalyseInput {
  readonly plan: Plan
  readonly spans: Spans
  readonly planFile: string
  /** SHA-256 of the plan file, hexadecimal. */
  readonly planHash: string
  /** In the order of the plan. */
  readonly records: readonly TrialFile[]
  /** Records that scenarios borrow from, in the order of the plan. */
  readonly others?: readonly TrialFile[]
  readonly onProgress?: (step: string, done: number, total: number) => void
}

export type Analysed =
  | { readonly kind: 'analysed'; readonly results: Results; readonly patients: readonly PatientRow[] }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/**
 * The line of a plan, top to bottom: record -> evidence -> reconstruction -> patients -> scenario -> measure -> rows.
 * Refuses with diagnostics where the plan names what a record does not have, or an endpoint cannot be rebuilt.
 */
export function analyse(input: AnalyseInput): Analysed {
  const { plan, records, onProgress } = input
  const problems = records.flatMap((record) => checkPlanRecord(plan, record, input.spans, input.planFile))
  if (problems.some((it) => it.severity === 'error')) return { kind: 'refused', diagnostics: problems }

  const total = records.reduce((sum, { trial }) => sum + 2 + planFor(plan, trial.id).scenarios.length, 0)
  let done = 0
  // Which record it is about is said only where there are several.
  const step = (record: TrialFile, what: string): void =>
    onProgress?.(records.length > 1 ? `${record.trial.trial}: ${what}` : what, done++, total)

  const refused: Diagnostic[] = []
  const caseOf = (record: TrialFile, endpoint: string): Case[] => {
    const rebuilt = rebuild(record, endpoint, { seed: plan.seed })
    if (rebuilt.kind === 'refused') {
      refused.push(...rebuilt.diagnostics)
      return []
    }
    const { reconstruction, frames, notes } = rebuilt
    return [{ plan: planFor(plan, record.trial.id), record, reconstruction, frames, notes }]
  }
  const cases = records.flatMap((record) => {
    step(record, `rebuilding ${plan.endpoint}`)
    return caseOf(record, plan.endpoint)
  })
  const shelf = [...records, ...(input.others ?? [])]
  const borrowed = borrowedBy(plan).flatMap(({ record, endpoint }) => {
    const found = shelf.find(({ trial }) => trial.id === record)
    return found === undefined ? [] : caseOf(found, endpoint)
  })
  if (refused.length > 0) return { kind: 'refused', diagnostics: refused }
  const other: MethodInput['other'] = (record, endpoint) => {
    const found = borrowed.find(
      (it) => it.record.trial.id === record && it.reconstruction.evidence.endpoint === endpoint,
    )
    if (found === undefined) throw new RangeError(`analyse: the plan borrows nothing from ${record}, ${endpoint}`)
    return found
  }

  const outcomes = cases.flatMap((its) => {
    step(its.record, 'drawing from the reconstruction')
    const drawn = drawsOf(its, (k) => onProgress?.('drawing from the reconstruction', k, plan.draws))
    return its.plan.scenarios.map((scenario) => {
      step(its.record, scenario.label)
      return { scenario, trial: its.record.trial.id, ...methodOf(scenario).run({ its, draws: drawn, other }) }
    })
  })
  onProgress?.('rows', total, total)
  return {
    kind: 'analysed',
    results: resultsOf(input, cases, outcomes),
    patients: cases.flatMap((it) => it.frames.patients),
  }
}

/** Each endpoint that scenarios borrow from, once. */
function borrowedBy({ scenarios }: Plan): readonly Borrowed[] {
  const all = scenarios.flatMap((it) => methodOf(it).borrows)
  return all.filter((it, at) => all.findIndex((one) => one.record === it.record && one.endpoint === it.endpoint) === at)
}

/** The draws of a plan, made once for all its scenarios; curves only where one of them works on curves. */
function drawsOf({ plan, reconstruction }: Case, onDraw: (k: number) => void): Draws {
  const onCurves = plan.scenarios.some((it) => methodOf(it).onCurves)
  const numbers = Array.from({ length: plan.draws }, (_, k) => k)
  const patients = numbers.map((k) => {
    if (k % 100 === 0) onDraw(k)
    return reconstruction.drawPatients(k)
  })
  return { patients, curves: onCurves ? numbers.map(reconstruction.drawCurves) : [] }
}

type Run = ScenarioResult & { readonly scenario: PlanScenario; readonly trial: string }

function resultsOf({ plan, planHash, records }: AnalyseInput, cases: readonly Case[], runs: readonly Run[]): Results {
  const trials = records.map(({ trial }) => trial)
  const reconstructions = cases.map((it) => it.reconstruction)
  return {
    analysis: {
      id: plan.id,
      title: plan.title,
      question: plan.question,
      seed: plan.seed,
      draws: plan.draws,
      written: plan.written,
      planHash,
      ...timesOf(plan),
      calibrated: reconstructions.every((it) => it.calibrated),
    },
    trials: cases.map((it) => ({
      ...trialText(it.record.trial, it.reconstruction.evidence),
      ...reachedOf(it),
    })),
    endpoints: cases.map(({ record, reconstruction: it }) =>
      endpointText(record.trial, it.evidence, it.horizon.months),
    ),
    scenarios: plan.scenarios.map((scenario) => scenarioText(scenario, runs, cases)),
    estimands: plan.scenarios.map(estimandText),
    rows: runs.flatMap((it) => it.rows.map(explainOutside)),
    curves: cases.flatMap((it) => it.frames.curves),
    censored: cases.flatMap((it) => it.frames.censored),
    risk: cases.flatMap((it) => it.frames.risk),
    reported: cases.flatMap((it) => it.frames.reported),
    fidelity: cases.flatMap((it) => it.frames.fidelity),
    scenarioCurves: runs.flatMap((it) => it.curves),
    rules,
    findings: trials.flatMap((it) =>
      findingRows(it, audit(it, trials).findings, trials).map((row) => ({ ...row, trial: it.id })),
    ),
    assumptions: cases.flatMap((it) => assumptionsOf(it, cases.length > 1)),
    limits: cases.flatMap((it) => limitsOf(it)),
    references: referencesOf(plan),
  }
}

/** Each time of the measures of a plan as its author writes it, where that is not in months. */
function timesOf(plan: Plan): Pick<Results['analysis'], 'times'> {
  const unit = plan['time unit'] ?? 'months'
  if (unit === 'months') return {}
  const months = plan.scenarios.flatMap((it) => measuresOf(plan, it).flatMap((one) => parseMeasure(one).time ?? []))
  const times = [...new Set(months)].map((it) => ({ months: it, printed: `${trimmed(fromMonths(it, unit))} ${unit}` }))
  return { times }
}

/** A scenario in words; where it was run for several trials, each finding says which. */
function scenarioText(scenario: PlanScenario, runs: readonly Run[], cases: readonly Case[]): ScenarioText {
  const { id, label, role, data, identification, question, assumptions, record } = scenario
  const nameOf = (trial: string): string =>
    cases.find((it) => it.record.trial.id === trial)?.record.trial.trial ?? trial
  const own = runs.filter((it) => it.scenario === scenario)
  const finding = own
    .filter((it) => it.finding !== '')
    .map((it) => (own.length > 1 ? `${nameOf(it.trial)}: ${it.finding}` : it.finding))
    .join(' ')
  const text = { id, label, role, data, identification, question, assumptions, finding }
  return record === undefined ? text : { ...text, trial: record }
}

/** What was assumed to rebuild a curve; of which trial is said only where there are several. */
function assumptionsOf(
  { record, reconstruction: { horizon, assumptions } }: Case,
  several: boolean,
): readonly string[] {
  const all = [horizon.statement, ...assumptions]
  return several ? all.map((it) => `${record.trial.trial}: ${it}`) : all
}

function estimandText({ id, label, role, estimand }: PlanScenario): EstimandText {
  const { treatment, population, variable, summary } = estimand
  const intercurrentEvents = estimand['intercurrent events']
  return { scenario: id, label, role, treatment, population, variable, intercurrentEvents, summary }
}
