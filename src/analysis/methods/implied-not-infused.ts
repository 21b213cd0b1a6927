import { isWholeArm } from '../../record/population.ts'
import { checkName } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import { checkWholeArm } from '../check-whole-arm.ts'
import { impliedRows } from '../implied-rows.ts'
import type { CheckInput, CheckReport, Method } from '../method.ts'
import type { ImpliedNotInfusedPlan } from '../plan.ts'
import { stageCount } from '../stage-count.ts'

/** What the survival of those not infused must have been for two printed curves, whole arm and infused, to agree. */
export function impliedNotInfusedMethod(scenario: ImpliedNotInfusedPlan): Method {
  const { record, endpoint } = scenario.borrow
  return {
    inMonths: (months) =>
      scenario.lag === undefined ? scenario : { ...scenario, lag: lagInMonths(scenario.lag, months) },
    check: (input, report) => {
      check(scenario, input, report)
    },
    run: ({ its, draws, other }) => impliedRows(its, scenario, other(record, endpoint), draws.curves),
    references: ['HorowitzManski1995'],
    onCurves: true,
    borrows: [{ record, endpoint }],
  }
}

type PlanLag = NonNullable<ImpliedNotInfusedPlan['lag']>

function lagInMonths(lag: PlanLag, months: (time: number) => number): PlanLag {
  if ('months' in lag) return { months: months(lag.months) }
  return { minimum: months(lag.minimum), median: months(lag.median), maximum: months(lag.maximum) }
}

function check(scenario: ImpliedNotInfusedPlan, input: CheckInput, report: CheckReport): void {
  const { trial, endpoint, arms } = input
  checkName('arm', scenario.arm, arms, `the endpoint ${endpoint} of ${trial.id}`, ['arm'], report)
  checkFlow(scenario, input, report)
  const some = stageCount(trial, scenario.arm, scenario.infused.stage)
  if (some !== null && some === stageCount(trial, scenario.arm, scenario.infused.of))
    report(['infused'], {
      rule: 'nobody-left',
      message: `all ${some} ${scenario.infused.of} of ${scenario.arm} in ${trial.id} are ${scenario.infused.stage}: there is nobody whose curve could be told`,
      expected: 'a stage that fewer reached',
      mend: 'name another stage, or leave the scenario out',
    })
  checkWholeArm('the infused are borrowed', input, report)
  const { borrow } = scenario
  const population = trial.endpoints[borrow.endpoint]?.population ?? ''
  if (borrow.record !== trial.id || !isWholeArm(population)) return
  report(['borrow', 'endpoint'], {
    rule: 'not-the-infused',
    message: `the curve of ${borrow.endpoint} in ${trial.id} is that of the whole arm (population: ${population})`,
    expected: 'an endpoint of those who were infused',
    mend: 'name it',
  })
}
