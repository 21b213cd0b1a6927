import { responderRange } from '../../scenario/response-by-denominator.ts'
import { checkName } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import type { CheckInput, CheckReport, Method } from '../method.ts'
import type { ResponseByDenominatorPlan } from '../plan.ts'
import { countedCells, countedIn, responseGiven } from '../response-counts.ts'
import { responseRows } from '../response-rows.ts'

/** Response among those infused and among all, for each number of responders among the others. */
export function responseByDenominatorMethod(scenario: ResponseByDenominatorPlan): Method {
  return {
    inMonths: () => scenario,
    check: (input, report) => {
      check(scenario, input, report)
    },
    run: ({ its }) => responseRows(its, scenario),
    references: ['ClopperPearson1934', 'Wilson1927', 'Newcombe1998'],
    onCurves: false,
    borrows: [],
  }
}

function check(scenario: ResponseByDenominatorPlan, input: CheckInput, report: CheckReport): void {
  const { trial, endpoint, arms } = input
  checkName('arm', scenario.arm, arms, `the endpoint ${endpoint} of ${trial.id}`, ['arm'], report)
  checkFlow(scenario, input, report)
  const cells = countedCells(trial)
  const named = [
    ['figure', scenario.figure],
    ['control figure', scenario['control figure'] ?? scenario.figure],
  ] as const
  for (const [field, id] of named)
    checkName('figure', id, [...cells.keys()], `the tables of ${trial.id}`, [field], report)
  if (named.some(([, id]) => !cells.has(id))) return
  const given = responseGiven(trial, scenario)
  if (typeof given === 'string') {
    report(['figure'], { rule: 'no-count', message: given, expected: 'a count of the infused, or of the whole arm' })
    return
  }
  const control = cells.get(scenario['control figure'] ?? scenario.figure)
  if (control !== undefined && countedIn(control) === null)
    report(['control figure'], { rule: 'no-count', message: `no number of patients stands behind ${control.id}` })
  const { lower, upper } = responderRange(given)
  scenario.responders?.forEach((k, rank) => {
    if (k >= lower && k <= upper) return
    report(['responders', rank], {
      rule: 'impossible-count',
      message: `${k} of those not infused cannot have responded`,
      expected: `${lower} to ${upper}`,
      found: String(k),
    })
  })
}
