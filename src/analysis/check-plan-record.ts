import { bounds } from '../evidence/bounds.ts'
import { collect } from '../evidence/collect.ts'
import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { trimmed } from '../result/format.ts'
import type { Path, Spans } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { checkName } from './check-arms.ts'
import { methodOf } from './method-of.ts'
import type { CheckReport } from './method.ts'
import { comparesArms, parseMeasure } from './plan-measure.ts'
import { appliesTo, type Plan } from './plan.ts'

/**
 * What a record does not give a plan, as far as it can be known without rebuilding: the endpoint, or figures to rebuild it from; arms, stages
 * of the flow, patients waiting; randomisation; the unit of its times. A note where a scenario will come out as refused.
 */
export function checkPlanRecord(plan: Plan, record: TrialFile, spans: Spans, file: string): readonly Diagnostic[] {
  const { trial } = record
  const found: Diagnostic[] = []
  const report: CheckReport = (path, words, severity = 'error') => {
    const { line, column } = spans.value(path)
    found.push({ severity, file, line, column, ...words })
  }
  const endpoint = trial.endpoints[plan.endpoint]
  if (endpoint === undefined) {
    checkName('endpoint', plan.endpoint, Object.keys(trial.endpoints), `the record ${trial.id}`, ['endpoint'], report)
    return found
  }
  checkUnit(plan, trial, endpoint['time unit'] ?? trial['time unit'], report)
  const arms = Object.keys(endpoint.arms)
  if (arms.length === 1) checkMeasures(plan, trial.id, report)
  const collected = collect(record, plan.endpoint)
  const evidence = collected.kind === 'evidence' ? collected.evidence : null
  if (evidence !== null) noteBeyond(plan, trial.id, evidence, report)
  plan.scenarios.forEach((scenario, index) => {
    if (!appliesTo(scenario, trial.id)) return
    methodOf(scenario).check({ trial, endpoint: plan.endpoint, arms, evidence }, (at, words, severity) => {
      report(['scenarios', index, ...at], words, severity)
    })
  })
  found.sort((a, b) => a.line - b.line || a.column - b.column)
  return collected.kind === 'evidence' ? found : [...found, ...collected.diagnostics]
}

/** A plan without a unit means months; where the record speaks of weeks that may not be what its author meant. */
function checkUnit(plan: Plan, trial: Trial, unit: string, report: CheckReport): void {
  if (unit === 'months' || plan['time unit'] !== undefined) return
  report(['endpoint'], {
    rule: 'no-time-unit',
    message: `the times of this plan are in an unsaid unit, and those of ${trial.id} in ${unit}`,
    expected: `a line "time unit: ${unit}", or another of days, weeks, months, years`,
    mend: `add "time unit: ${unit}"`,
  })
}

/** A measure, or a time of a scenario, when nobody is watched any more gives no number, unless every patient had the event before. */
function noteBeyond(plan: Plan, id: string, { arms, followUp, trial }: EndpointEvidence, report: CheckReport): void {
  const ends = arms.flatMap((arm) => {
    const longest = arm.followUp?.maximum ?? followUp?.maximum
    return (longest && bounds(longest.quantity)?.upper) ?? []
  })
  const end = Math.min(...ends)
  const note = (what: string, time: number, at: Path): void => {
    if (time <= end) return
    const rule = 'beyond-follow-up'
    const message = `${what} at ${trimmed(time)} months is later than the longest follow-up of ${trial}: it is not estimable unless the curve has reached 0 by then`
    const expected = `a time up to ${trimmed(end, 1)} months`
    report(at, { rule, message, expected, mend: 'choose an earlier time' }, 'note')
  }
  eachMeasure(plan, id, (measure, at) => {
    const { kind, time } = parseMeasure(measure)
    if (time !== null) note(kind, time, at)
  })
  plan.scenarios.forEach((scenario, index) => {
    if (!appliesTo(scenario, id)) return
    const at: Path = ['scenarios', index]
    if ('milestone' in scenario) note('milestone', scenario.milestone, [...at, 'milestone'])
    if ('rmst' in scenario) note('rmst', scenario.rmst, [...at, 'rmst'])
    if (scenario.method !== 'effects over time') return
    scenario.times.forEach((time, rank) => {
      note('the difference', time, [...at, 'times', rank])
    })
  })
}

/** The measures that the scenarios of a record use: those of the plan only where one of them has none of its own. */
function eachMeasure({ measures, scenarios }: Plan, id: string, visit: (measure: string, at: Path) => void): void {
  if (scenarios.some((it) => appliesTo(it, id) && it.measures === undefined))
    measures.forEach((measure, rank) => {
      visit(measure, ['measures', rank])
    })
  scenarios.forEach((scenario, index) => {
    if (!appliesTo(scenario, id)) return
    scenario.measures?.forEach((measure, rank) => {
      visit(measure, ['scenarios', index, 'measures', rank])
    })
  })
}

/** With one arm there is nothing to compare. */
function checkMeasures(plan: Plan, id: string, report: CheckReport): void {
  eachMeasure(plan, id, (measure, at) => {
    if (comparesArms(parseMeasure(measure)))
      report(at, {
        rule: 'nothing-to-compare',
        message: `"${measure}" compares arms, and the endpoint ${plan.endpoint} of ${id} has one`,
        expected: 'measures of one arm: events, median, milestone TIME, rmst TIME',
        mend: 'leave it out',
      })
  })
}
