import { boundsAt } from '../reconstruct/bounds.ts'
import type { Bounds } from '../reconstruct/reconstruction.ts'
import type { ScenarioCurveRow } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { curveMedian, curveRmst, curveSurvival } from '../scenario/curve-measures.ts'
import { delayedBy } from '../scenario/itt-from-infused.ts'
import { fixedLag, type Lag } from '../scenario/lag.ts'
import { type NotInfusedBounds, notInfused, notInfusedBounds, type SurvivalRange } from '../scenario/not-infused.ts'
import type { RawCurve } from '../scenario/outcome.ts'
import { infeasibleStretches, isFeasible, rawCurve, type Stretch } from '../scenario/raw-curve.ts'
import { survivalFunction } from '../scenario/survival-function.ts'
import type { Curve } from '../survival/curve.ts'
import type { Estimate } from '../survival/estimate.ts'
import { borrowedBeyond, borrowedName, clocksDiffer } from './borrowed-arm.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, type ScenarioResult } from './case.ts'
import { impliedFinding, type ImpliedAt } from './implied-finding.ts'
import { infusedCounts } from './infused-counts.ts'
import { curveTolerance } from './infused-rows.ts'
import { rowMeasure } from './itt-mixtures.ts'
import { lastEvidenceOf } from './last-evidence.ts'
import { planLag } from './plan-lag.ts'
import { comparesArms, parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { type ImpliedNotInfusedPlan, measuresOf } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'

/** Both curves on the clock of the whole arm. */
interface Pair {
  readonly arm: Curve
  readonly infused: Curve
}

/** The curve that those not infused must have had: its measures, what the figures alone leave, and the raw curve. */
export function impliedRows(
  its: Case,
  scenario: ImpliedNotInfusedPlan,
  other: Case,
  draws: readonly (readonly Curve[])[],
): ScenarioResult {
  const { arm, borrow } = scenario
  const clocks = clocksDiffer(its, other)
  if (clocks !== null && scenario.lag === undefined)
    return refused(its, scenario, `${clocks}: the two curves need the lag between them.`)
  const lag = scenario.lag === undefined ? fixedLag(0) : planLag(scenario.lag)
  const counts = infusedCounts(its, scenario)
  const share = counts.infused / counts.randomised
  const own = its.reconstruction.arms.findIndex((it) => it.arm === arm)
  const theirs = other.reconstruction.arms.findIndex((it) => it.arm === borrow.arm)
  const [whole, part] = [its.reconstruction.arms[own], other.reconstruction.arms[theirs]]
  if (whole === undefined || part === undefined) throw new RangeError(`impliedRows: no curves of ${arm}`)
  const end = Math.min(last(whole.curve), last(part.curve) + Math.min(...lag.time))
  const of = (pair: Pair): RawCurve =>
    notInfused({ arm: upTo(pair.arm, end), infused: pair.infused, share, lag, reading: 'lines' })
  const pair = { arm: whole.curve, infused: part.curve }
  const raw = of(pair)
  const drawn = draws.flatMap((curves, k): { raw: RawCurve; infused: Curve }[] => {
    const [one, two] = [curves[own], other.reconstruction.drawCurves(k)[theirs]]
    return one === undefined || two === undefined ? [] : [{ raw: of({ arm: one, infused: two }), infused: two }]
  })
  const measures = measuresOf(its.plan, scenario)
    .map(parseMeasure)
    .filter((it) => !comparesArms(it) && it.kind !== 'events')
  const milestones = measures.flatMap((it) => (it.kind === 'milestone' ? (it.time ?? []) : []))
  const shifted = [...part.bounds.time].flatMap((time) => [...lag.time].map((it) => time + it))
  const grid = gridUpTo(end, [...raw.time, ...whole.bounds.time, ...shifted, ...milestones])
  const bounds = notInfusedBounds(rangeOf(whole.bounds), rangeOf(part.bounds), share, grid, lag)
  // Neither curve is known better than its rounding, and their difference is magnified.
  const tolerance = (curveTolerance * (1 + share)) / (1 - share)
  // Beyond the last figure of either curve a contradiction would be between two guesses.
  const pinned = Math.min(...pinnedOf(its, arm), ...pinnedOf(other, borrow.arm).map((it) => it + Math.max(...lag.time)))
  const fits = ({ time, survival }: RawCurve): boolean => {
    const shown = upTo({ time, survival }, pinned)
    return isFeasible(rawCurve(shown.time, shown.survival), tolerance)
  }
  const feasible = fits(raw)
  const blank: Row = {
    ...blankRow(its, scenario),
    population: `not ${scenario.infused.stage} (${counts.randomised - counts.infused} of ${counts.randomised})`,
    arm,
    parameter: `${scenario.infused.stage} share`,
    value: share,
    assumption: assumptionOf(its, other, scenario, lag),
    draws: drawn.length,
  }
  const all: ImpliedAt[] = []
  const rows = measures.flatMap((measure): readonly Row[] => {
    const estimate = measured(raw, measure)
    const columns = estimateColumns(estimate)
    const beyond =
      isExtrapolated(its, [arm], measure.time) ||
      borrowedBeyond(other, borrow.arm, measure.time === null ? null : measure.time - Math.max(...lag.time))
    const values = drawn.map((it) => valueOf(measured(it.raw, measure)))
    const point: Row = {
      ...blank,
      ...columns,
      ...(estimate.kind === 'value' ? spreadOf(values) : noSpread),
      variant: 'implied by both curves',
      method: '(whole arm - share of the infused) / share of the others',
      measure: rowMeasure(measure),
      time: measure.time,
      parameter: `${scenario.infused.stage} share`,
      value: share,
      identification: 'assumption',
      status: columns.status !== 'ok' ? columns.status : !feasible ? 'infeasible' : beyond ? 'extrapolated' : 'ok',
    }
    const { kind, time } = measure
    if (kind !== 'milestone' || time === null || time > end) return [point]
    const range = boundRow(point, bounds, time)
    const infusedAt = (curve: Curve): number => delayedBy(lag, survivalFunction(curve, 'lines'))(time)
    const above = (it: number | null, of: number): boolean | null => (it === null ? null : it > of)
    all.push({
      point,
      range,
      infused: infusedAt(pair.infused),
      higher: drawn.flatMap((it, k) => above(values[k] ?? null, infusedAt(it.infused)) ?? []),
    })
    return [point, range]
  })
  return {
    rows,
    curves: curveRows(blank, raw, infeasibleStretches(raw, tolerance)),
    finding: impliedFinding(all, {
      stretches: infeasibleStretches(raw, tolerance).filter((it) => it.from <= pinned),
      against: drawn.filter((it) => !fits(it.raw)).length,
      draws: drawn.length,
      contradiction: bounds.contradiction,
      stage: scenario.infused.stage,
      others: counts.randomised - counts.infused,
    }),
  }
}

function boundRow(point: Row, bounds: NotInfusedBounds, time: number): Row {
  const at = bounds.time.indexOf(time)
  const [lower = null, upper = null] = [bounds.lower[at], bounds.upper[at]]
  return {
    ...point,
    estimate: null,
    ...noSpread,
    origin: 'bound',
    identification: 'bounded',
    variant: 'what the printed figures leave',
    method: 'bounds from the rounding of both prints',
    lower,
    upper,
    status: bounds.contradiction === null ? 'ok' : 'infeasible',
    draws: null,
  }
}

const pinnedOf = ({ reconstruction }: Case, arm: string): readonly number[] =>
  reconstruction.evidence.arms.filter((it) => it.id === arm).map(lastEvidenceOf)

const last = (curve: Curve): number => curve.time.at(-1) ?? 0

/** The points of a curve up to a time, on which both curves are known. */
function upTo({ time, survival }: Curve, end: number): Curve {
  const count = time.filter((it) => it <= end).length
  return { time: time.subarray(0, count), survival: survival.subarray(0, count) }
}

const rangeOf = (bounds: Bounds): SurvivalRange => ({
  lower: (time) => boundsAt(bounds, time).lower,
  upper: (time) => boundsAt(bounds, time).upper,
})

function gridUpTo(end: number, times: readonly number[]): Float64Array {
  return Float64Array.from(new Set(times.filter((it) => it <= end))).sort()
}

function measured(raw: RawCurve, { kind, time }: PlanMeasure): Estimate {
  if (kind === 'median') return curveMedian(raw, 'lines')
  return kind === 'rmst' ? curveRmst(raw, time ?? 0, 'lines') : curveSurvival(raw, time ?? 0, 'lines')
}

function valueOf(estimate: Estimate): number | null {
  if (estimate.kind === 'not-reached') return Infinity
  return estimate.kind === 'value' ? estimate.value : null
}

function assumptionOf(its: Case, other: Case, { lag, infused }: ImpliedNotInfusedPlan, law: Lag): string {
  const whose = `Both curves are about the same patients: those ${infused.stage} of the arm are those of the second curve, followed to the same cut-off.`
  const clock =
    lag === undefined
      ? 'One clock.'
      : `The lag from ${its.reconstruction.evidence.clock} to ${other.reconstruction.evidence.clock} is assumed (${law.time.length === 1 ? `${law.time[0] ?? 0} months for all` : 'a law through its minimum, median and maximum'}).`
  return `${whose} ${clock} No sampling error: the numbers are about these patients.`
}

function curveRows(blank: Row, raw: RawCurve, stretches: readonly Stretch[]): readonly ScenarioCurveRow[] {
  const { trial, endpoint, scenario, arm, parameter, value } = blank
  return [...raw.time].map((time, i) => ({
    trial,
    endpoint,
    scenario,
    variant: 'implied by both curves',
    arm,
    parameter,
    value,
    time,
    survival: raw.survival[i] ?? 0,
    repaired: raw.repaired.survival[i] ?? 0,
    feasible: !stretches.some((it) => time >= it.from && time <= it.to),
  }))
}

function refused(its: Case, scenario: ImpliedNotInfusedPlan, reason: string): ScenarioResult {
  const row: Row = {
    ...blankRow(its, scenario),
    method: 'refused',
    arm: scenario.arm,
    versus: borrowedName(scenario.borrow),
    measure: 'survival',
    status: 'refused',
    assumption: reason,
  }
  return { rows: [row], curves: [], finding: `Refused. ${reason}` }
}
