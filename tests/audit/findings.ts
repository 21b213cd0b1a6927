import { audit } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { readTrial } from '../evidence/read-trial.ts'

type Changes = readonly (readonly [string, string])[]

/** What one rule finds in the made-up trial with `changes`. */
export function findings(rule: string, changes: Changes = []): readonly Finding[] {
  const it = audit(readTrial(changes).trial)
  if (it.problems.length > 0) throw new Error(JSON.stringify(it.problems))
  return it.findings.filter((found) => found.rule === rule)
}

/** Its findings in short: "fail pfs.new.median pfs.new.median-lower ...". */
export function short(rule: string, changes: Changes = []): readonly string[] {
  return findings(rule, changes).map(({ state, figures }) => [state, ...figures].join(' '))
}
