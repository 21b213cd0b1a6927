import { collect } from '../evidence/collect.ts'
import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { nearestName } from '../record/nearest-name.ts'
import type { Path, Spans } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { administrativeLaw, followUpOf } from '../reconstruct/administrative-law.ts'
import { comparesArms, parseMeasure } from './plan-measure.ts'
import type { Plan, PlanScenario } from './plan.ts'
import { stageCount } from './stage-count.ts'

type Words = Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>
type Report = (path: Path, words: Words, severity?: 'error' | 'note') => void

/**
 * What a record does not give a plan, as far as it can be known without rebuilding: the endpoint, or figures to rebuild it from; arms, stages
 * of the flow, patients waiting; randomisation; the unit of its times. A note where a scenario will come out as refused.
 */
export function checkPlanRecord(plan: Plan, record: TrialFile, spans: Spans, file: string): readonly Diagnostic[] {
  const { trial } = record
  const found: Diagnostic[] = []
  const report: Report = (path, words, severity = 'error') => {
    const { line, column } = spans.value(path)
    found.push({ severity, file, line, column, ...words })
  }
  const endpoint = trial.endpoints[plan.endpoint]
  if (endpoint === undefined) {
    known('endpoint', plan.endpoint, Object.keys(trial.endpoints), `the record ${trial.id}`, ['endpoint'], report)
    return found
  }
  checkUnit(plan, trial, endpoint['time unit'] ?? trial['time unit'], report)
  const arms = Object.keys(endpoint.arms)
  if (arms.length === 1) checkMeasures(plan, `the endpoint ${plan.endpoint} of ${trial.id}`, report)
  plan.scenarios.forEach((scenario, index) => {
    const at = ['scenarios', index]
    if (scenario.method === 'as published') checkIdentification(scenario.identification, trial, arms, at, report)
    else checkArms(scenario, `the endpoint ${plan.endpoint} of ${trial.id}`, arms, at, report)
    if ('infused' in scenario && arms.includes(scenario.arm)) checkFlow(scenario, trial, at, report)
  })
  const collected = collect(record, plan.endpoint)
  if (collected.kind === 'evidence') checkFollowUp(plan, collected.evidence, report)
  found.sort((a, b) => a.line - b.line || a.column - b.column)
  return collected.kind === 'evidence' ? found : [...found, ...collected.diagnostics]
}

function known(what: string, name: string, names: readonly string[], where: string, at: Path, report: Report): void {
  if (names.includes(name)) return
  const near = nearestName(name, names)
  report(at, {
    rule: `unknown-${what}`,
    message: `${where} has no ${what} "${name}"${near === null ? '' : `; did you mean "${near}"?`}`,
    expected: names.join(' | '),
    mend: near === null ? 'correct the name' : `write "${near}"`,
  })
}

/** A plan without a unit means months; where the record speaks of weeks that may not be what its author meant. */
function checkUnit(plan: Plan, trial: Trial, unit: string, report: Report): void {
  if (unit === 'months' || plan['time unit'] !== undefined) return
  report(['endpoint'], {
    rule: 'no-time-unit',
    message: `the times of this plan are in an unsaid unit, and those of ${trial.id} in ${unit}`,
    expected: `a line "time unit: ${unit}", or another of days, weeks, months, years`,
    mend: `add "time unit: ${unit}"`,
  })
}

/** With one arm there is nothing to compare. */
function checkMeasures({ measures, scenarios }: Plan, where: string, report: Report): void {
  const check = (all: readonly string[], at: Path): void => {
    all.forEach((measure, rank) => {
      if (!comparesArms(parseMeasure(measure))) return
      report([...at, 'measures', rank], {
        rule: 'nothing-to-compare',
        message: `"${measure}" compares arms, and ${where} has one`,
        expected: 'measures of one arm: events, median, milestone TIME, rmst TIME',
        mend: 'leave it out',
      })
    })
  }
  check(measures, [])
  scenarios.forEach((scenario, index) => {
    check(scenario.measures ?? [], ['scenarios', index])
  })
}

/** Randomisation identifies a comparison, so there must be one, and it must have been randomised. */
function checkIdentification(
  identification: 'randomised' | 'none',
  { id, design }: Trial,
  arms: readonly string[],
  at: Path,
  report: Report,
): void {
  const unrandomised = design?.allocation?.words === 'none'
  if (identification === 'none' || (arms.length > 1 && !unrandomised)) return
  const why = arms.length > 1 ? 'its record says "allocation: none"' : 'this endpoint has one arm'
  report([...at, 'identification'], {
    rule: 'not-randomised',
    message: `randomisation identifies nothing in ${id}: ${why}`,
    expected: 'none',
    found: '"randomised"',
    mend: 'write "identification: none"',
  })
}

type Contrast = Exclude<PlanScenario, { readonly method: 'as published' }>

function checkArms({ arm, control }: Contrast, where: string, arms: readonly string[], at: Path, report: Report): void {
  known('arm', arm, arms, where, [...at, 'arm'], report)
  known('arm', control, arms, where, [...at, 'control'], report)
}

function checkFlow(
  { arm, infused, waiting }: Extract<PlanScenario, { readonly infused: unknown }>,
  trial: Trial,
  at: Path,
  report: Report,
): void {
  const flow = trial.flow?.[arm]
  const stages = [...(flow?.chains.flat().map((it) => it.stage) ?? []), ...Object.keys(flow?.besides ?? {})]
  const where = `the flow of ${arm} in ${trial.id}`
  known('stage', infused.stage, stages, where, [...at, 'infused', 'stage'], report)
  known('stage', infused.of, stages, where, [...at, 'infused', 'of'], report)
  const some = stageCount(trial, arm, infused.stage)
  const all = stageCount(trial, arm, infused.of)
  if (some === null || all === null) return
  if (some === 0 || some > all) {
    report([...at, 'infused'], {
      rule: 'no-share',
      message: `${some} ${infused.stage} of ${all} ${infused.of} is no share of patients`,
      expected: 'more than none, and no more than all',
      mend: 'name the stage first and what it is a share of second',
    })
    return
  }
  waiting.forEach((number, rank) => {
    if (some + number <= all) return
    report([...at, 'waiting', rank], {
      rule: 'too-many-waiting',
      message: `more patients wait than the record leaves: ${some} of ${all} were infused`,
      expected: `at most ${all - some}`,
      found: String(number),
      mend: 'lower the number',
    })
  })
}

/** Drop-out can only be told apart from the cut-off where the paper prints potential follow-up. */
function checkFollowUp({ scenarios }: Plan, evidence: EndpointEvidence, report: Report): void {
  scenarios.forEach((scenario, index) => {
    if (scenario.method !== 'informative censoring') return
    for (const name of new Set([scenario.arm, scenario.control])) {
      const arm = evidence.arms.findIndex((it) => it.id === name)
      if (arm < 0 || administrativeLaw(followUpOf(evidence, arm), 1) !== null) continue
      report(
        ['scenarios', index, 'method'],
        {
          rule: 'refused-scenario',
          message: `this scenario will be refused: ${evidence.trial} prints no potential follow-up with its median for ${name}, so that drop-out and the cut-off cannot be told apart`,
          mend: 'record the follow-up with its definition, or leave the scenario out',
        },
        'note',
      )
    }
  })
}
