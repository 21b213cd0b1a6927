import type { AuditRow, AuditState, RuleRow } from '../result/audit-results.ts'

/** How many comparisons came out how. */
export interface AuditTally {
  /** Comparisons that could have gone either way. */
  readonly checks: number
  readonly agree: number
  readonly notes: number
  readonly fails: number
  /** Of notes and fails. */
  readonly accepted: number
  /** Comparisons that could not have failed. */
  readonly uninformative: number
}

type Outcome = Pick<AuditRow, 'state' | 'accepted'>

/** Counts comparisons; a rule that has nothing to compare makes none. */
export function auditTally(rows: readonly Outcome[]): AuditTally {
  const of = (state: AuditState): number => rows.filter((it) => it.state === state).length
  const [agree, notes, fails] = [of('pass'), of('note'), of('fail')]
  const accepted = rows.filter((it) => it.accepted !== undefined).length
  return { checks: agree + notes + fails, agree, notes, fails, accepted, uninformative: of('uninformative') }
}

/** "659 checks: 650 agree, 8 notes, 1 fail (1 accepted); 2 comparisons could not have failed". */
export function tallyInWords(tally: AuditTally): string {
  const { checks, agree, notes, fails, accepted, uninformative } = tally
  const parts = [
    `${agree} agree`,
    ...(notes === 0 ? [] : [counted(notes, 'note')]),
    ...(fails === 0 ? [] : [counted(fails, 'fail')]),
  ]
  const outcome = checks === 0 ? '' : `: ${parts.join(', ')}${accepted === 0 ? '' : ` (${accepted} accepted)`}`
  const told = `${counted(checks, 'check')}${outcome}`
  return uninformative === 0 ? told : `${told}; ${counted(uninformative, 'comparison')} could not have failed`
}

/** "R01 212 of 212 percentages agree with their counts". */
export function ruleInWords({ id, name, agree, compares }: RuleRow, rows: readonly Outcome[]): string {
  const tally = auditTally(rows)
  const share = `${tally.agree} of ${tally.checks}`
  return agree === undefined ? `${id} ${name}: ${share} agree (${compares})` : `${id} ${share} ${agree}`
}

export function counted(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`
}
