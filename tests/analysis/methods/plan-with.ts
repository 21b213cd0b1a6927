import type { ScenarioCurveRow } from '../../../src/result/frames.ts'
import type { Row } from '../../../src/result/row.ts'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { analysed, problemsOf } from '../small.ts'

/** The small plan with one more scenario; `fields` are those of its method. */
export function planWith(method: string, standing: string, fields: readonly string[]): string {
  return `${smallPlan}  - id: tried
    label: Tried
    method: ${method}
    ${standing.split('; ').join('\n    ')}
    question: What comes out?
    estimand: {treatment: a, population: b, variable: c, intercurrent events: d, summary: e}
    assumptions: [The curves were rebuilt.]
    arm: new
    control: old
    ${fields.join('\n    ')}
`
}

/** Rows and finding of that scenario on the small record. */
export function tried(
  plan: string,
  record = smallRecord,
): {
  readonly rows: readonly Row[]
  readonly curves: readonly ScenarioCurveRow[]
  readonly finding: string
} {
  const { results } = analysed(plan, record)
  return {
    rows: results.rows.filter((it) => it.scenario === 'tried'),
    curves: results.scenarioCurves.filter((it) => it.scenario === 'tried'),
    finding: results.scenarios.find((it) => it.id === 'tried')?.finding ?? '',
  }
}

export const problems = (plan: string, record = smallRecord): readonly string[] => problemsOf(plan, record)
