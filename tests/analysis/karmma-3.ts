import { readFileSync } from 'node:fs'
import { analyse } from '../../src/analysis/analyse.ts'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import type { Plan } from '../../src/analysis/plan.ts'
import type { TrialFile } from '../../src/evidence/record-problem.ts'
import type { Spans } from '../../src/record/spans.ts'
import { recordOf } from '../record/record-of.ts'

/** The records and plans that the repository ships, read as the command reads them. */
export function shippedRecord(id: string): TrialFile {
  const file = `data/trials/${id}.yaml`
  return recordOf(readFileSync(file, 'utf8'), file)
}

export function shippedPlan(id: string): { readonly plan: Plan; readonly spans: Spans; readonly file: string } {
  const file = `analyses/${id}.yaml`
  const parsed = parsePlan(readFileSync(file, 'utf8'), file)
  if (parsed.kind !== 'parsed') throw new Error(JSON.stringify(parsed.diagnostics))
  return { plan: parsed.plan, spans: parsed.spans, file }
}

/** The shipped analysis with few draws: what does not depend on draws is as in the report. */
export function karmma3(draws = 20) {
  const { plan, spans, file } = shippedPlan('karmma-3')
  const given = { plan: { ...plan, draws }, spans, planFile: file, planHash: '0'.repeat(64) }
  const analysed = analyse({ ...given, records: [shippedRecord('karmma-3-2023')] })
  if (analysed.kind !== 'analysed') throw new Error(JSON.stringify(analysed.diagnostics))
  return analysed
}
