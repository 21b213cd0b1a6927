import { collect } from '../evidence/collect.ts'
import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Path, Spans } from '../record/spans.ts'
import { clockTrouble } from './borrowed-arm.ts'
import { checkName } from './check-arms.ts'
import type { CheckReport } from './method.ts'
import { appliesTo, type Plan, type PlanScenario } from './plan.ts'

type Borrower = Extract<PlanScenario, { readonly borrow: unknown }>

/** What a scenario borrows must be there, be an arm of its own, be about the same event, and be one that can be rebuilt. */
export function checkBorrowed(
  plan: Plan,
  records: readonly TrialFile[],
  others: readonly TrialFile[],
  spans: Spans,
  file: string,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const report: CheckReport = (path, words, severity = 'error') => {
    const { line, column } = spans.value(path)
    found.push({ severity, file, line, column, ...words })
  }
  plan.scenarios.forEach((scenario, index) => {
    if (!('borrow' in scenario)) return
    const lender = [...records, ...others].find(({ trial }) => trial.id === scenario.borrow.record)
    // A record that is not there is told elsewhere.
    if (lender === undefined) return
    const at: Path = ['scenarios', index]
    const own = records.filter(({ trial }) => appliesTo(scenario, trial.id))
    const lent = lentEvidence(scenario, lender, at, report)
    if (lent === null) return
    for (const record of own)
      checkPair(plan, scenario, record, lent, (path, ...rest) => {
        report([...at, ...path], ...rest)
      })
  })
  return found
}

/** The endpoint that lends, where it and its arm are there and it can be rebuilt. */
function lentEvidence({ borrow }: Borrower, lender: TrialFile, at: Path, report: CheckReport): EndpointEvidence | null {
  const { trial } = lender
  const endpoint = trial.endpoints[borrow.endpoint]
  if (endpoint === undefined) {
    const names = Object.keys(trial.endpoints)
    checkName('endpoint', borrow.endpoint, names, `the record ${trial.id}`, [...at, 'borrow', 'endpoint'], report)
    return null
  }
  const where = `the endpoint ${borrow.endpoint} of ${trial.id}`
  checkName('arm', borrow.arm, Object.keys(endpoint.arms), where, [...at, 'borrow', 'arm'], report)
  const collected = collect(lender, borrow.endpoint)
  if (collected.kind === 'evidence') return collected.evidence
  report([...at, 'borrow', 'endpoint'], {
    rule: 'not-rebuilt',
    message: `${where} cannot be rebuilt, so that nothing can be borrowed from it`,
    expected: 'an endpoint with figures about time',
    mend: `see \`remeier check\` of the record ${trial.id}, or name another endpoint`,
  })
  return null
}

function checkPair(
  plan: Plan,
  scenario: Borrower,
  own: TrialFile,
  theirs: EndpointEvidence,
  report: CheckReport,
): void {
  const { borrow, arm } = scenario
  const { id, endpoints } = own.trial
  if (borrow.record === id && borrow.endpoint === plan.endpoint && borrow.arm === arm)
    report(['borrow', 'arm'], {
      rule: 'same-arm',
      message: `the arm borrows itself: both are "${arm}" of ${plan.endpoint} in ${id}`,
      expected: 'two different arms',
      mend: 'name the arm that it is set beside',
    })
  if (endpoints[plan.endpoint] === undefined) return
  const collected = collect(own, plan.endpoint)
  if (collected.kind !== 'evidence') return
  const mine = collected.evidence
  if (mine.class !== theirs.class)
    report(['borrow', 'endpoint'], {
      rule: 'other-event',
      message: `${plan.endpoint} of ${id} is of class ${mine.class}, ${borrow.endpoint} of ${borrow.record} of class ${theirs.class}: arms are set beside each other on the same kind of event only`,
      expected: `an endpoint of class ${mine.class}`,
      found: `"${borrow.endpoint}"`,
      mend: 'name another endpoint, or leave the scenario out',
    })
  const clocks = 'lag' in scenario ? null : clockTrouble(mine, theirs)
  if (clocks === null || scenario.method === 'beside a historical control') return
  const message = `this scenario will be refused: ${clocks.charAt(0).toLowerCase()}${clocks.slice(1)}, and no lag is given`
  report(
    ['borrow'],
    {
      rule: 'refused-scenario',
      message,
      mend: 'add "lag", the time from the one clock to the other; 0 says that they agree',
    },
    'note',
  )
}
