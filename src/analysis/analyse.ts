import type { TrialFile } from '../evidence/record-problem.ts'
import { audit, rules } from '../audit/audit.ts'
import type { RuleRow } from '../result/audit-results.ts'
import { writtenTime } from '../evidence/time-unit.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Spans } from '../record/spans.ts'
import type { EstimandText, Results, ScenarioText } from '../result/frames.ts'
import { trimmed } from '../result/format.ts'
import type { LiveData } from '../result/experiment.ts'
import type { PatientRow } from '../result/patient-row.ts'
import { borrowedArms } from './borrowed-arm.ts'
import type { Case, ScenarioResult } from './case.ts'
import { checkBorrowed } from './check-borrowed.ts'
import { checkPlanRecord } from './check-plan-record.ts'
import { findingRows } from './finding-rows.ts'
import { limitsOf } from './limits.ts'
import { liveData } from './live-data.ts'
import { measuresOf, planFor, type Plan, type PlanScenario } from './plan.ts'
import { parseMeasure } from './plan-measure.ts'
import { type Prepared, type PrepareInput, prepare, type ScenarioTask } from './prepare.ts'
import { reachedOf } from './reached.ts'
import { referencesOf } from './references.ts'
import { settingsOf } from './settings.ts'
import { explainOutside } from './spread.ts'
import { endpointText, trialText } from './trial-text.ts'

export interface AnalyseInput extends PrepareInput {
  readonly spans: Spans
  readonly planFile: string
  /** SHA-256 of the plan file, hexadecimal. */
  readonly planHash: string
  readonly onProgress?: (step: string, done: number, total: number) => void
}

export type Analysed =
  | {
      readonly kind: 'analysed'
      readonly results: Results
      readonly patients: readonly PatientRow[]
      /** For a page in which assumptions can be changed. */
      readonly live: LiveData
    }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** Runs the scenarios of a plan somewhere else, in worker threads say: results in the order of `prepared.tasks`, each told when it is there. */
export type RunScenarios = (
  input: PrepareInput,
  prepared: Prepared,
  onDone: (task: ScenarioTask) => void,
) => Promise<readonly ScenarioResult[]>

/**
 * The line of a plan, top to bottom: record -> evidence -> reconstruction -> patients -> scenario -> measure -> rows.
 * Refuses with diagnostics where the plan names what a record does not have, or an endpoint cannot be rebuilt.
 */
export function analyse(input: AnalyseInput): Analysed {
  const begun = begin(input)
  if (begun.kind === 'refused') return begun
  const { prepared, step } = begun
  const found = prepared.tasks.map((task) => {
    step(task)
    return prepared.run(task, (k) => input.onProgress?.('drawing from the reconstruction', k, input.plan.draws))
  })
  return end(input, prepared, found)
}

/** `analyse` with its scenarios run elsewhere: the same results, whatever order they come in. */
export async function analyseElsewhere(input: AnalyseInput, runScenarios: RunScenarios): Promise<Analysed> {
  const begun = begin(input)
  if (begun.kind === 'refused') return begun
  const { prepared, step } = begun
  const { plan, records, others = [] } = input
  const found = await runScenarios({ plan, records, others }, prepared, step)
  return end(input, prepared, found)
}

type Begun =
  | { readonly kind: 'begun'; readonly prepared: Prepared; readonly step: (task: ScenarioTask) => void }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

function begin(input: AnalyseInput): Begun {
  const { plan, records, others = [], spans, planFile, onProgress } = input
  const problems = [
    ...records.flatMap((record) => checkPlanRecord(plan, record, spans, planFile)),
    ...checkBorrowed(plan, records, others, spans, planFile),
  ]
  if (problems.some((it) => it.severity === 'error')) return { kind: 'refused', diagnostics: problems }
  const total = records.reduce((sum, { trial }) => sum + 1 + planFor(plan, trial.id).scenarios.length, 0)
  let done = 0
  // Which record it is about is said only where there are several.
  const say = (record: TrialFile, what: string): void =>
    onProgress?.(records.length > 1 ? `${record.trial.trial}: ${what}` : what, done++, total)
  const preparing = prepare(input, (record) => {
    say(record, `rebuilding ${plan.endpoint}`)
  })
  if (preparing.kind === 'refused') return preparing
  const { prepared } = preparing
  const step = ({ record, scenario }: ScenarioTask): void => {
    const its = prepared.cases[record]
    if (its !== undefined) say(its.record, its.plan.scenarios[scenario]?.label ?? '')
  }
  return { kind: 'begun', prepared, step }
}

function end(input: AnalyseInput, { cases, borrowed, tasks }: Prepared, found: readonly ScenarioResult[]): Analysed {
  input.onProgress?.('rows', 1, 1)
  const runs = tasks.map(({ record, scenario }, at): Run => {
    const [its, result] = [cases[record], found[at]]
    const own = its?.plan.scenarios[scenario]
    if (its === undefined || own === undefined || result === undefined)
      throw new RangeError(`analyse: a result of each scenario is required, got ${found.length} of ${tasks.length}`)
    return { scenario: own, trial: its.record.trial.id, ...result }
  })
  return {
    kind: 'analysed',
    results: resultsOf(input, { cases, borrowed }, runs),
    patients: cases.flatMap((it) => it.frames.patients),
    live: liveData(cases),
  }
}

/** What of a rule a report says: data alone, which can be sent to another thread. */
function ruleRow({ id, name, compares, worst, agree }: (typeof rules)[number]): RuleRow {
  return { id, name, compares, worst, ...(agree === undefined ? {} : { agree }) }
}

type Run = ScenarioResult & { readonly scenario: PlanScenario; readonly trial: string }

function resultsOf(
  { plan, planHash, records, others = [] }: AnalyseInput,
  { cases, borrowed: lent }: Pick<Prepared, 'cases' | 'borrowed'>,
  runs: readonly Run[],
): Results {
  const endpointOf = (it: Case): string => `${it.record.trial.id} ${it.reconstruction.evidence.endpoint}`
  const lenders = lent.filter((it) => !cases.some((own) => endpointOf(own) === endpointOf(it)))
  const trials = records.map(({ trial }) => trial)
  const reconstructions = cases.map((it) => it.reconstruction)
  const borrowed = borrowedArms(
    plan,
    [...records, ...others].map(({ trial }) => trial),
  )
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
    ...(borrowed.length === 0 ? {} : { borrowed }),
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
    rules: rules.map(ruleRow),
    findings: trials.flatMap((it) =>
      findingRows(it, audit(it, trials).findings, trials).map((row) => ({ ...row, trial: it.id })),
    ),
    assumptions: [
      ...cases.flatMap((it) => assumptionsOf(it, cases.length + lenders.length > 1)),
      ...lenders.flatMap((it) => assumptionsOf(it, true)),
    ],
    limits: cases.flatMap((it) => limitsOf(it)),
    references: referencesOf(plan),
  }
}

/** Each time of the measures of a plan as its author writes it, where that is not in months. */
function timesOf(plan: Plan): Pick<Results['analysis'], 'times'> {
  const unit = plan['time unit'] ?? 'months'
  if (unit === 'months') return {}
  const months = plan.scenarios.flatMap((it) => measuresOf(plan, it).flatMap((one) => parseMeasure(one).time ?? []))
  const times = [...new Set(months)].map((it) => ({ months: it, printed: `${trimmed(writtenTime(it, unit))} ${unit}` }))
  return { times }
}

/** A scenario in words; where it was run for several trials, each finding says which. */
function scenarioText(scenario: PlanScenario, runs: readonly Run[], cases: readonly Case[]): ScenarioText {
  const { id, label, method, role, data, identification, question, assumptions, record } = scenario
  const nameOf = (trial: string): string =>
    cases.find((it) => it.record.trial.id === trial)?.record.trial.trial ?? trial
  const own = runs.filter((it) => it.scenario === scenario)
  const finding = own
    .filter((it) => it.finding !== '')
    .map((it) => (own.length > 1 ? `${nameOf(it.trial)}: ${it.finding}` : it.finding))
    .join(' ')
  const settings = settingsOf(scenario)
  const text = { id, label, method, settings, role, data, identification, question, assumptions, finding }
  return record === undefined ? text : { ...text, trial: record }
}

/** What was assumed to rebuild a curve; of which trial is said only where there are several. */
function assumptionsOf(
  { record, reconstruction: { horizon, assumptions } }: Case,
  several: boolean,
): readonly string[] {
  const all = [...new Set([horizon.statement, ...assumptions])]
  return several ? all.map((it) => `${record.trial.trial}: ${it}`) : all
}

function estimandText({ id, label, role, estimand }: PlanScenario): EstimandText {
  const { treatment, population, variable, summary } = estimand
  const intercurrentEvents = estimand['intercurrent events']
  return { scenario: id, label, role, treatment, population, variable, intercurrentEvents, summary }
}
