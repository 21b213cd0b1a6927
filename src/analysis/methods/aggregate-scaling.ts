import { percent } from '../../result/format.ts'
import { formatEstimate } from '../../result/measure-format.ts'
import type { Row } from '../../result/row.ts'
import { scaleForSwitching } from '../../scenario/scale-for-switching.ts'
import { survivalFunction } from '../../scenario/survival-function.ts'
import { cox } from '../../survival/cox.ts'
import { type Estimate, notEstimable } from '../../survival/estimate.ts'
import type { Patients } from '../../survival/patients.ts'
import type { Case } from '../case.ts'
import { checkArms } from '../check-arms.ts'
import { type Contrast, contrastRows, labelOf } from '../contrast-rows.ts'
import { curveTolerance } from '../infused-rows.ts'
import { lastEvidenceOf } from '../last-evidence.ts'
import type { Method } from '../method.ts'
import type { AggregateScalingPlan } from '../plan.ts'

/** The hazard ratio as if nobody had switched, from the ratio and the exposed share alone: an order of magnitude. */
export function aggregateScalingMethod(scenario: AggregateScalingPlan): Method {
  return {
    inMonths: () => scenario,
    check: (input, report) => {
      checkArms(scenario, input, report)
    },
    run: ({ its, draws }) => {
      const crossing = curvesCross(its, scenario)
      const refusals: number[] = []
      const rows = contrastRows(its, scenario, draws.patients, (pair, draw) => {
        const found = contrastsOf(its, scenario, pair, crossing)
        if (draw >= 0) refusals.push(found.filter((it) => it.refused === true).length)
        return found
      })
      return { rows, curves: [], finding: findingOf(rows, refusals, scenario, its) }
    },
    references: ['CuzickEdwardsSegnan1997'],
    onCurves: false,
    borrows: [],
  }
}

/** Whether the rebuilt curves lie both ways by more than their rounding, as far as figures pin both. */
function curvesCross({ reconstruction }: Case, { arm, control }: AggregateScalingPlan): boolean {
  const [one, zero] = [arm, control].map((name) => reconstruction.arms.find((it) => it.arm === name)?.curve)
  if (one === undefined || zero === undefined) return false
  const pinned = Math.min(
    ...reconstruction.evidence.arms.filter((it) => it.id === arm || it.id === control).map(lastEvidenceOf),
  )
  const other = survivalFunction(zero, 'lines')
  const differences = [...one.time].flatMap((time, i) => (time > pinned ? [] : (one.survival[i] ?? 0) - other(time)))
  return Math.min(...differences) < -curveTolerance && Math.max(...differences) > curveTolerance
}

function contrastsOf(
  its: Case,
  { exposed }: AggregateScalingPlan,
  pair: Patients,
  crossing: boolean,
): readonly Contrast[] {
  const fit = cox(pair)
  const assigned: Estimate = fit.kind === 'value' ? fit.hazardRatio : notEstimable(fit.reason)
  const published = its.plan.scenarios.find((it) => it.method === 'as published')
  const blank = { measure: 'hazard-ratio', parameter: 'exposed share of person-time' }
  return [
    {
      measure: 'hazard-ratio',
      variant: 'as assigned',
      method: 'cox, efron',
      estimate: assigned,
      identification: published?.identification ?? 'none',
      assumption: 'None about switching: it belongs to the treatment that was assigned.',
    },
    ...exposed.map((share): Contrast => {
      const row = { ...blank, value: share, variant: 'scaled', method: 'exp(log hazard ratio / (1 - exposed share))' }
      const found = scaled(assigned, share, crossing)
      if (typeof found === 'string')
        return { ...row, estimate: notEstimable(found), refused: true, assumption: `Refused: ${found}.` }
      return {
        ...row,
        estimate: found,
        assumption:
          'The effect on the log scale is diluted in proportion to the exposed share, from the first day and alike in all. The p-value does not change.',
      }
    }),
  ]
}

/** A sentence where it is refused. */
function scaled(ratio: Estimate, exposed: number, crossing: boolean): Estimate | string {
  if (ratio.kind !== 'value' || ratio.lower === null || ratio.upper === null) return 'there is no hazard ratio to scale'
  const { value: hazardRatio, lower, upper, level } = ratio
  const found = scaleForSwitching({ hazardRatio, lower, upper, exposed, crossing })
  if (found.kind === 'refused') return found.reason
  return {
    kind: 'value',
    value: found.hazardRatio,
    lower: found.lower,
    upper: found.upper,
    level,
    standardError: null,
  }
}

function findingOf(
  rows: readonly Row[],
  refusals: readonly number[],
  { control }: AggregateScalingPlan,
  its: Case,
): string {
  const [assigned, ...scaledRows] = rows
  const first = assigned === undefined ? '' : `As assigned, the hazard ratio is ${formatEstimate(assigned)}.`
  const refused = scaledRows.find((it) => it.status === 'refused')
  const other = refusals.filter((it) => it > 0 !== (refused !== undefined)).length
  const draws =
    refusals.length === 0
      ? ''
      : other === 0
        ? ''
        : ` In ${other} of ${refusals.length} draws of the reconstruction it is ${refused === undefined ? '' : 'not '}refused.`
  if (refused !== undefined) return `${first} Scaling it for switching is refused. ${refused.assumption}${draws}`
  const each = scaledRows.map((it) => `${formatEstimate(it)} with ${percent(it.value ?? 0)} exposed`)
  return `${first} If the share of the person-time of ${labelOf(its, control)} under the other treatment diluted the log ratio in proportion, it would be ${each.join('; ')} without switching. That is an order of magnitude and no adjustment: the p-value is that as assigned, and who switched, and when, does not enter.${draws}`
}
