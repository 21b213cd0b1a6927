import { expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { kinds, simulatedPaper } from '../bench/audit/simulated-paper.ts'
import { recordOf } from '../bench/reconstruction/summary-record.ts'

/** Simulated trials, printed without a mistake: `npm run bench:audit` does the same with thousands and publishes the rates. */
const papers = kinds.flatMap((kind) =>
  Array.from({ length: 60 }, (_, index) => simulatedPaper(index, kind) ?? []).flat(),
)

const findings = papers.flatMap((summary, index) => {
  const parsed = parseTrial(JSON.stringify(recordOf(summary, `simulated-${index}`, 'other')), `simulated-${index}.yaml`)
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.diagnostics))
  const { findings: found, problems } = audit(parsed.trial)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return found
})

test('a paper without a mistake never fails', () => {
  expect(papers.length).toBeGreaterThan(100)
  const failed = findings.filter(({ state }) => state === 'fail')
  expect(failed.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
})

test.each(['R07', 'R08', 'R09', 'R10', 'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R40', 'R41', 'R43'])(
  '%s compares something in such papers, and notes hardly any',
  (id) => {
    const compared = findings.filter(({ rule, state }) => rule === id && (state === 'pass' || state === 'note'))
    expect(compared.length).toBeGreaterThan(30)
    // Two of 120 papers, or 1% of the comparisons.
    expect(compared.filter(({ state }) => state === 'note').length).toBeLessThanOrEqual(2 + 0.01 * compared.length)
  },
)
