import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import { fixed, range, trimmed } from '../result/format.ts'
import { formatInterval, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { type ControlDrift, controlDrift } from '../scenario/control-drift.ts'
import { type TippingPoint, tippingPoint } from '../scenario/tipping-point.ts'
import type { Estimate } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, type ScenarioResult } from './case.ts'
import { comparesArms, parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { type ControlArmScaledPlan, measuresOf } from './plan.ts'
import { spreadOf } from './spread.ts'

const parameter = 'hazard of the control arm, multiplied'

/** The measures of the comparison for each multiplier of the control arm's hazard, and the multiplier that tips. */
export function driftRows(its: Case, scenario: ControlArmScaledPlan, draws: readonly Patients[]): ScenarioResult {
  const { arm, control } = scenario
  const pairOf = (it: Patients): Patients => pairOfPatients(it, it.arms.indexOf(control), it.arms.indexOf(arm))
  const found = pairOf(its.reconstruction.patients)
  const drawn = draws.map(pairOf)
  const measures = measuresOf(its.plan, scenario).map(parseMeasure)
  const ratioIsPrinted = printsRatio(its, scenario, 'estimate')
  const blank = { ...blankRow(its, scenario), parameter, draws: draws.length }
  const rows = scenario.multipliers.flatMap((value) => {
    const overDraws = drawn.map((it) => controlDrift(it, value))
    return measures.flatMap((measure): Row[] => {
      const estimate = measureOf(controlDrift(found, value), measure)
      if (estimate === null) return []
      const columns = estimateColumns(estimate)
      const arms = comparesArms(measure) ? [arm, control] : [control]
      const beyond = columns.status === 'ok' && isExtrapolated(its, arms, measure.time)
      return [
        {
          ...blank,
          ...columns,
          ...(estimate.kind === 'value' && !(measure.kind === 'hazard ratio' && ratioIsPrinted)
            ? spreadOf(overDraws.map((it) => numberOf(measureOf(it, measure))))
            : {}),
          ...rowOf(scenario, measure),
          value,
          status: beyond ? 'extrapolated' : columns.status,
          assumption: assumption(value),
        },
      ]
    })
  })
  const tips = tipRows(its, blank, scenario, found, drawn)
  return { rows: [...rows, ...tips], curves: [], finding: findingOf(rows, tips) }
}

const assumption = (value: number): string =>
  value === 1
    ? 'The control arm as it was.'
    : `At all times the control arm had ${trimmed(value, 3)} times the hazard that it had; all else is unchanged.`

function rowOf(
  { arm, control }: ControlArmScaledPlan,
  measure: PlanMeasure,
): Pick<Row, 'arm' | 'versus' | 'measure' | 'time' | 'method'> {
  const measures = {
    milestone: 'survival',
    'milestone difference': 'survival-difference',
    'rmst difference': 'rmst-difference',
    'hazard ratio': 'hazard-ratio',
  } as const
  const own: Readonly<Record<string, string>> = measures
  const contrast = comparesArms(measure)
  return {
    arm: contrast ? arm : control,
    versus: contrast ? control : '',
    measure: own[measure.kind] ?? measure.kind,
    time: measure.time,
    method: measure.kind === 'hazard ratio' ? 'cox, efron, with an offset' : 'kaplan-meier to a power',
  }
}

/** Null for what a multiplied hazard does not give: events, and a test. */
function measureOf(drift: ControlDrift, { kind, time }: PlanMeasure): Estimate | null {
  const at = time ?? 0
  switch (kind) {
    case 'median':
      return drift.controlMedian()
    case 'milestone':
      return drift.controlSurvival(at)
    case 'rmst':
      return drift.controlRmst(at)
    case 'milestone difference':
      return drift.survivalDifference(at)
    case 'rmst difference':
      return drift.rmstDifference(at)
    case 'hazard ratio':
      return drift.hazardRatio()
    case 'events':
    case 'log-rank':
      return null
  }
}

function numberOf(estimate: Estimate | null): number | null {
  if (estimate?.kind === 'not-reached') return Infinity
  return estimate?.kind === 'value' ? estimate.value : null
}

function tipRows(
  its: Case,
  blank: Row,
  scenario: ControlArmScaledPlan,
  found: Patients,
  drawn: readonly Patients[],
): readonly Row[] {
  const { tip } = scenario
  if (tip === undefined) return []
  const measure = parseMeasure(tip.measure)
  const { from, to, target, reaches } = tip
  const at = (pair: Patients, value: number): number | null => {
    const columns = estimateColumns(
      measureOf(controlDrift(pair, value), measure) ?? { kind: 'not-estimable', reason: '' },
    )
    return columns[reaches]
  }
  const tipOf = (pair: Patients): TippingPoint =>
    tippingPoint((value) => at(pair, value), { from, to, target, points: 21, spacing: 'log' })
  const tipped = tipOf(found)
  const overDraws = drawn.map((it) => rootOf(tipOf(it)))
  const own = rowOf(scenario, measure)
  const label = measureLabel(own.measure, own.time)
    .replace(/ \(.*\)$/u, '')
    .toLowerCase()
  const shown =
    own.measure === 'survival-difference' ? `${fixed(100 * target, 1)} percentage points` : trimmed(target, 3)
  const variant = `the ${reaches === 'estimate' ? '' : `${reaches} 95% limit of the `}${label} reaches ${shown}`
  const fixedByPrint = measure.kind === 'hazard ratio' && printsRatio(its, scenario, reaches)
  const exists = overDraws.filter((it) => it !== null).length
  const bounds = tipped.kind === 'not-estimable' ? { lower: null, upper: null } : tipped.attainable
  return [
    {
      ...blank,
      ...own,
      origin: 'tipping',
      variant,
      measure: 'tipping-value',
      time: null,
      estimate: rootOf(tipped),
      ...(tipped.kind === 'found' && !fixedByPrint ? spreadOf(overDraws) : {}),
      status: tipped.kind === 'found' ? 'ok' : tipped.kind,
      assumption: `The multiplier is the same at all times. ${fixedByPrint ? printed[reaches] : `It exists in ${exists} of ${drawn.length} draws of the reconstruction.`}`,
    },
    {
      ...blank,
      ...own,
      ...bounds,
      origin: 'bound',
      variant,
      measure: reaches === 'estimate' ? own.measure : `${own.measure}-${reaches}`,
      assumption: `Multipliers from ${trimmed(from, 3)} to ${trimmed(to, 3)}.`,
    },
  ]
}

const comesBack = (what: string): string =>
  `${what} is printed and comes back: a multiplied hazard divides it, whatever the draws do.`

const printed = {
  estimate: comesBack('The ratio'),
  lower: comesBack('The lower limit of the ratio'),
  upper: comesBack('The upper limit of the ratio'),
} as const

/**
 * Whether the paper prints the ratio of these arms, or the limit of it that is asked for, and the rebuilt patients give it: then the draws, which do not
 * keep it, leave nothing open. A ratio may come back without its limits, as where they are of a stratified model.
 */
function printsRatio(
  { frames }: Case,
  { arm, control }: ControlArmScaledPlan,
  which: 'estimate' | 'lower' | 'upper',
): boolean {
  const measure = which === 'estimate' ? 'hazard-ratio' : `hazard-ratio-${which}`
  return frames.fidelity.some(
    (it) => it.measure === measure && it.arm === `${arm}-vs-${control}` && it.verdict === 'reproduced',
  )
}

const rootOf = (tipping: TippingPoint): number | null => (tipping.kind === 'found' ? tipping.root.value : null)

function findingOf(rows: readonly Row[], [tip, bound]: readonly Row[]): string {
  const ratios = rows.filter((it) => it.measure === 'hazard-ratio' && it.estimate !== null)
  const each = ratios.map(({ value, estimate, lower, upper }) => {
    const limits = lower === null || upper === null ? '' : ` (${range(fixed(lower, 2), fixed(upper, 2))})`
    return `${fixed(estimate ?? 0, 2)}${limits} ${value === 1 ? 'with' : `with ${trimmed(value ?? 1, 3)} times`} the hazard that it had`
  })
  const tipped = tip === undefined ? [] : [tipSentence(tip, bound)]
  const sweep = each.length === 0 ? [] : [`The hazard ratio against the control arm would be ${each.join(', ')}.`]
  return [...sweep, ...tipped, 'The multiplier is assumed, and with it everything here.'].join(' ')
}

function tipSentence({ estimate, spreadLower, spreadUpper, variant }: Row, bound: Row | undefined): string {
  if (estimate === null) {
    const within = bound === undefined ? null : formatInterval(bound.measure, bound.lower, bound.upper)
    return `For no multiplier searched does it happen that ${variant}${within === null ? '' : `; it stays within ${within}`}.`
  }
  const spread =
    spreadLower === null || spreadUpper === null
      ? ''
      : ` (${range(fixed(spreadLower, 2), fixed(spreadUpper, 2))} over the draws of the reconstruction)`
  return `With ${fixed(estimate, 2)} times its hazard${spread} ${variant}.`
}
