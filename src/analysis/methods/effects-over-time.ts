import { trimmed } from '../../result/format.ts'
import { formatEstimate, formatValue } from '../../result/measure-format.ts'
import type { Row } from '../../result/row.ts'
import { type EffectsAtTime, effectsOverTime } from '../../scenario/effects-over-time.ts'
import { arm as armOf } from '../../survival/arm.ts'
import { milestone } from '../../survival/milestone.ts'
import type { Patients } from '../../survival/patients.ts'
import { rmst } from '../../survival/rmst.ts'
import { checkArms } from '../check-arms.ts'
import { checkAscending } from '../check-ascending.ts'
import { checkIdentification } from '../check-identification.ts'
import { type Contrast, contrastRows, pointEstimate } from '../contrast-rows.ts'
import type { Method } from '../method.ts'
import { numberNeeded } from '../number-needed.ts'
import type { EffectsOverTimePlan } from '../plan.ts'

/**
 * What the treatment does by each of several times, on scales that need no proportional hazards: restricted means, survival, and the
 * number needed to treat, which never stands without its time.
 */
export function effectsOverTimeMethod(scenario: EffectsOverTimePlan): Method {
  return {
    inMonths: (months) => ({ ...scenario, times: scenario.times.map(months) }),
    check: (input, report) => {
      checkArms(scenario, input, report)
      checkIdentification(scenario.identification, input, report)
      checkAscending('times', scenario.times, report)
    },
    run: ({ its, draws }) => {
      const rows = contrastRows(its, scenario, draws.patients, (pair) =>
        effectsOverTime(pair, scenario.times).flatMap((it) => [...ofArms(pair, it.time), ...contrastsAt(it)]),
      )
      return { rows, curves: [], finding: findingOf(rows, scenario.times) }
    },
    references: ['Uno2014', 'Klein2007', 'AltmanAndersen1999', 'Altman1998'],
    onCurves: false,
    borrows: [],
  }
}

/** What the differences are differences of. */
function ofArms(pair: Patients, time: number): readonly Contrast[] {
  return pair.arms.flatMap((name): readonly Contrast[] => {
    const own = armOf(pair, name)
    return [
      { measure: 'survival', time, method: 'kaplan-meier', arm: name, estimate: milestone(own, time) },
      { measure: 'rmst', time, method: 'kaplan-meier', arm: name, estimate: rmst(own, time) },
    ]
  })
}

function contrastsAt(it: EffectsAtTime): readonly Contrast[] {
  const { time, test } = it
  return [
    { measure: 'rmst-difference', time, method: 'kaplan-meier', estimate: it.rmstDifference },
    { measure: 'rmst-ratio', time, method: 'kaplan-meier', estimate: it.rmstRatio },
    { measure: 'survival-difference', time, method: 'kaplan-meier', estimate: it.survivalDifference },
    {
      measure: 'p-value',
      time,
      method: 'complementary log-log test of survival at the time',
      estimate: test.kind === 'value' ? pointEstimate(test.pValue) : test,
      assumption: 'The time was fixed in advance; the p-values of several times are not adjusted for their number.',
    },
    { measure: 'number-needed-to-treat', time, method: 'kaplan-meier', ...numberNeeded(it.numberNeeded, time) },
  ]
}

/** Both scales at each time; the number needed at the first and last time that the printed figures pin, each with its time. */
function findingOf(rows: readonly Row[], times: readonly number[]): string {
  const at = (measure: string, time: number): Row | undefined =>
    rows.find((it) => it.measure === measure && it.time === time)
  const known = times.filter((time) => typeof at('survival-difference', time)?.estimate === 'number')
  const lacking = times.filter((time) => !known.includes(time))
  const each = known.map((time) => {
    const [survival, rmst] = [at('survival-difference', time), at('rmst-difference', time)]
    if (survival === undefined) return ''
    const months = rmst === undefined || rmst.estimate === null ? '' : ` and ${formatEstimate(rmst)}`
    const beyond = survival.status === 'extrapolated' ? ', beyond the last printed figure' : ''
    return `at ${trimmed(time)} months ${formatEstimate(survival)}${months}${beyond}`
  })
  const none =
    lacking.length === 0
      ? ''
      : ` By ${lacking.map((it) => trimmed(it)).join(', ')} months there is no answer, since an arm is not followed so far.`
  const several = times.length > 1 ? ' Several times were looked at, and nothing is adjusted for that.' : ''
  if (each.length === 0) return none.trim()
  return `Difference in survival in percentage points, and in restricted mean up to then in months, with 95% intervals: ${each.join('; ')}.${neededSentence(rows, known)}${none}${several}`
}

function neededSentence(rows: readonly Row[], times: readonly number[]): string {
  const found = times.flatMap((time) => {
    const row = rows.find((it) => it.measure === 'number-needed-to-treat' && it.time === time)
    return row === undefined || row.estimate === null || row.status === 'extrapolated' ? [] : [{ ...row, time }]
  })
  const ends = [...found.slice(0, 1), ...found.slice(1).slice(-1)]
  if (ends.length === 0) return ''
  const each = ends.map(
    (it) => `${formatValue(it.measure, it.estimate ?? 0)} patients ${it.variant} at ${trimmed(it.time)} months`,
  )
  return ` That is ${each.join(', and ')}.`
}
