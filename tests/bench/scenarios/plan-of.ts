import { parsePlan } from '../../../src/analysis/parse-plan.ts'
import type { DrawnTrial } from './family.ts'

const estimand = {
  treatment: 'simulated',
  population: 'simulated',
  variable: 'simulated',
  'intercurrent events': 'simulated',
  summary: 'simulated',
}

/** A scenario with the words that every one needs. */
export function scenario(
  id: string,
  method: string,
  [role, data, identification]: readonly [string, string, string],
  fields: Readonly<Record<string, unknown>>,
): unknown {
  const words = { label: id, question: 'What comes out?', estimand, assumptions: ['As drawn.'] }
  return { id, method, role, data, identification, ...words, ...fields }
}

/** A plan of the scenarios of a trial beside the reference, read as any plan is. */
export function planOf(
  { scenarios, measures, elsewhere }: DrawnTrial,
  draws: number,
): ReturnType<typeof parsePlan> & { readonly kind: 'parsed' } {
  const reference = scenario('as-published', 'as published', ['reference', 'reconstructed', 'none'], {})
  const text = JSON.stringify({
    id: 'simulated',
    title: 'Simulated trials',
    question: 'Is the truth found?',
    records: ['simulated'],
    ...(elsewhere === undefined ? {} : { 'other records': ['elsewhere'] }),
    endpoint: 'endpoint',
    seed: 1,
    draws,
    written: 'before seeing results',
    measures,
    scenarios: [reference, ...scenarios],
  })
  const parsed = parsePlan(text, 'simulated.yaml')
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.diagnostics))
  return parsed
}
