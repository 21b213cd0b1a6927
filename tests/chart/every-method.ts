import { readFileSync } from 'node:fs'
import { analyse } from '../../src/analysis/analyse.ts'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import type { Results } from '../../src/result/frames.ts'
import { shippedRecord } from '../analysis/karmma-3.ts'

/** Results of a plan in `tests/chart/plans`: what the methods really give, with few draws. */
function resultsOf(name: string): Results {
  const file = `tests/chart/plans/${name}.yaml`
  const parsed = parsePlan(readFileSync(file, 'utf8'), file)
  if (parsed.kind !== 'parsed') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  const { plan, spans } = parsed
  const done = analyse({
    plan,
    spans,
    planFile: file,
    planHash: '0'.repeat(64),
    records: plan.records.map(shippedRecord),
    others: plan['other records'].map(shippedRecord),
  })
  if (done.kind !== 'analysed') throw new Error(done.diagnostics.map(formatDiagnostic).join('\n'))
  return done.results
}

export const twoArms = resultsOf('two-arms')
export const oneArm = resultsOf('one-arm')
