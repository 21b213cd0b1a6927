import { isWholeArm } from '../../record/population.ts'
import { checkName } from '../check-arms.ts'
import { checkFlow } from '../check-flow.ts'
import { ittRows } from '../itt-rows.ts'
import type { CheckInput, CheckReport, Method } from '../method.ts'
import { parseMeasure } from '../plan-measure.ts'
import type { IttFromInfusedPlan } from '../plan.ts'
import { lawInMonths } from './law-in-months.ts'

/** The forward mixture: the whole arm, for each assumption about those not infused and each lag from its clock to the infusion. */
export function ittFromInfusedMethod(scenario: IttFromInfusedPlan): Method {
  return {
    inMonths: (months) => {
      const lags = scenario.lags.map((it) =>
        'months' in it
          ? { ...it, months: months(it.months) }
          : { ...it, minimum: months(it.minimum), median: months(it.median), maximum: months(it.maximum) },
      )
      const converted = {
        ...scenario,
        lags,
        'not infused': scenario['not infused'].map((it) => lawInMonths(it, months)),
      }
      return scenario.tip === undefined ? converted : { ...converted, tip: tipInMonths(scenario.tip, months) }
    },
    check: (input, report) => {
      check(scenario, input, report)
    },
    run: ({ its, draws }) => ittRows(its, scenario, draws.patients),
    references: [],
    onCurves: false,
    borrows: [],
  }
}

type Tip = NonNullable<IttFromInfusedPlan['tip']>

function tipInMonths(tip: Tip, months: (time: number) => number): Tip {
  const { kind, time } = parseMeasure(tip.measure)
  return {
    measure: time === null ? kind : `${kind} ${months(time)}`,
    target: kind === 'milestone' ? tip.target : [tip.target].flat().map(months),
    from: months(tip.from),
    to: months(tip.to),
  }
}

function check(scenario: IttFromInfusedPlan, input: CheckInput, report: CheckReport): void {
  const { trial, endpoint, arms } = input
  const where = `the endpoint ${endpoint} of ${trial.id}`
  checkName('arm', scenario.arm, arms, where, ['arm'], report)
  if (scenario.control !== undefined) checkName('arm', scenario.control, arms, where, ['control'], report)
  checkFlow(scenario, input, report)
  scenario['not infused'].forEach((it, rank) => {
    if (it.survival !== 'as control' || scenario.control !== undefined) return
    report(['not infused', rank, 'survival'], {
      rule: 'no-control',
      message: `"${it.label}" takes the curve of a control arm, and the scenario names none`,
      expected: 'a line "control: ARM" in the scenario, or another assumption',
      mend: 'name the control arm, or write "as the infused"',
    })
  })
  const population = trial.endpoints[endpoint]?.population ?? ''
  if (!isWholeArm(population)) return
  report(['infused'], {
    rule: 'already-itt',
    message: `the curve of ${endpoint} in ${trial.id} is that of the whole arm already (population: ${population}), so there is nobody to add`,
    expected: 'an endpoint of those who were infused',
    mend: 'use "infused from itt", which takes the others out',
  })
}
