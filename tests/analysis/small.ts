import { analyse } from '../../src/analysis/analyse.ts'
import { checkPlanRecord } from '../../src/analysis/check-plan-record.ts'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { recordOf } from '../record/record-of.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

/** Text with each change made; a change that changes nothing is a mistake of the test. */
export function changed(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`nothing to change: ${from}`)
    return now.replace(from, to)
  }, text)
}

/** The made-up record and plan of the end-to-end tests, in one piece, or with one arm. */
export const oneArm = {
  record: changed(smallRecord, {
    'role: experimental': 'role: single',
    '  old: { label: Old drug, role: control }\n': '',
    '  old: { chains: [[randomised: 60, treated: 57]] }\n': '',
    '      old:\n        median: 6.0 (4.5 to 8.5)\n        survival: { 6: 50%, 12: 25% }\n': '',
    'events: { total: 120 }\n    contrast:\n      hazard ratio: { printed: 0.55 (0.38 to 0.80), model: Cox }\n':
      'events: { total: 70 }\n',
  }),
  plan: changed(smallPlan, {
    'identification: randomised': 'identification: none',
    ', milestone difference 12, hazard ratio]': ']',
  }),
}

export function problemsOf(planText: string, recordText: string): readonly string[] {
  const parsed = parsePlan(planText, 'small.yaml')
  if (parsed.kind === 'invalid') return parsed.diagnostics.map(formatDiagnostic)
  return checkPlanRecord(parsed.plan, recordOf(recordText), parsed.spans, 'small.yaml').map(
    (it) => `${it.severity} ${formatDiagnostic(it)}`,
  )
}

export function analysed(planText: string, recordText: string) {
  const parsed = parsePlan(planText, 'small.yaml')
  if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  const { plan, spans } = parsed
  const records = [recordOf(recordText)]
  const done = analyse({ plan, spans, planFile: 'small.yaml', planHash: '0'.repeat(64), records })
  if (done.kind === 'refused') throw new Error(done.diagnostics.map(formatDiagnostic).join('\n'))
  return done
}
