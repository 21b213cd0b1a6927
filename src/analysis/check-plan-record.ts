import type { Diagnostic } from '../record/diagnostic.ts'
import { nearestName } from '../record/nearest-name.ts'
import type { Position, Spans } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import type { Plan } from './plan.ts'
import { stageCount } from './stage-count.ts'

/** What a plan names and the record does not have: the endpoint, arms, stages of the flow, more patients waiting than not infused. */
export function checkPlanRecord(plan: Plan, trial: Trial, spans: Spans, file: string): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const report = (at: Position, words: Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>): void => {
    found.push({ severity: 'error', file, line: at.line, column: at.column, ...words })
  }
  const known = (what: string, name: string, names: readonly string[], at: Position): void => {
    if (names.includes(name)) return
    const near = nearestName(name, names)
    report(at, {
      rule: `unknown-${what}`,
      message: `the record ${trial.id} has no ${what} "${name}"${near === null ? '' : `; did you mean "${near}"?`}`,
      expected: names.join(' | '),
      mend: near === null ? 'correct the name' : `write "${near}"`,
    })
  }
  const arms = Object.keys(trial.arms)
  known('endpoint', plan.endpoint, Object.keys(trial.endpoints), spans.value(['endpoint']))
  plan.scenarios.forEach((scenario, index) => {
    if (scenario.method === 'as published') return
    known('arm', scenario.arm, arms, spans.value(['scenarios', index, 'arm']))
    known('arm', scenario.control, arms, spans.value(['scenarios', index, 'control']))
    if (!('infused' in scenario) || !arms.includes(scenario.arm)) return
    const flow = trial.flow?.[scenario.arm]
    const stages = [...(flow?.chains.flat().map((it) => it.stage) ?? []), ...Object.keys(flow?.besides ?? {})]
    known('stage', scenario.infused.stage, stages, spans.value(['scenarios', index, 'infused', 'stage']))
    known('stage', scenario.infused.of, stages, spans.value(['scenarios', index, 'infused', 'of']))
    const infused = stageCount(trial, scenario.arm, scenario.infused.stage)
    const all = stageCount(trial, scenario.arm, scenario.infused.of)
    if (infused === null || all === null) return
    scenario.waiting.forEach((waiting, rank) => {
      if (infused > 0 && infused + waiting <= all) return
      report(spans.value(['scenarios', index, 'waiting', rank]), {
        rule: 'too-many-waiting',
        message: `more patients wait than the record leaves: ${infused} of ${all} were infused`,
        expected: `at most ${all - infused}`,
        found: String(waiting),
        mend: 'lower the number',
      })
    })
  })
  return found.sort((a, b) => a.line - b.line || a.column - b.column)
}
