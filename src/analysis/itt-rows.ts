import type { ScenarioCurveRow } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { ittFromInfused } from '../scenario/itt-from-infused.ts'
import { notInfusedSentence, type NotInfusedLaw } from '../scenario/not-infused-law.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, neededUpTo, type ScenarioResult } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import { ittFinding } from './itt-finding.ts'
import {
  limitedCurve,
  mixtureEstimate,
  type MixtureCurves,
  mixtureOf,
  mixtureValue,
  rowMeasure,
} from './itt-mixtures.ts'
import { ittTipRows, lagTipRow, targetsOf, type Tipped } from './itt-tip-rows.ts'
import { notInfusedChoice } from './not-infused-choice.ts'
import { type IttFromInfusedPlan, measuresOf } from './plan.ts'
import { planLag } from './plan-lag.ts'
import { parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { spreadOf } from './spread.ts'

/** What the bounds assume: nothing is worse than failing at once, and nothing better than never. */
const worst: NotInfusedLaw = { kind: 'fail-at', time: 0 }
const best: NotInfusedLaw = { kind: 'never-fail' }

/** The whole arm for each lag and assumption, what it can be at all, and the assumption that brings it to a target. */
export function ittRows(its: Case, scenario: IttFromInfusedPlan, draws: readonly Patients[]): ScenarioResult {
  const { arm, control } = scenario
  const { patients, evidence } = its.reconstruction
  const counts = infusedCounts(its, scenario)
  const share = counts.infused / counts.randomised
  const curvesOf = (it: Patients): MixtureCurves => ({
    infused: limitedCurve(it, arm),
    control: control === undefined ? null : limitedCurve(it, control),
  })
  const found = curvesOf(patients)
  const drawn = draws.map(curvesOf)
  const measures = measuresOf(its.plan, scenario).map(parseMeasure).filter(isOfCurve)
  const rows: Row[] = []
  const tips: Tipped[] = []
  const { tip } = scenario
  const all: Row = {
    ...blankRow(its, scenario),
    method: 'forward mixture',
    population: `${scenario.infused.of} (${counts.randomised})`,
    clock: scenario.clock,
    arm,
    draws: draws.length,
  }
  for (const one of scenario.lags) {
    const lag = planLag(one)
    const blank: Row = { ...all, parameter: 'infused share', value: share }
    // A time of the whole arm is so much earlier on the clock of the curve.
    const beyond = (time: number | null): boolean =>
      isExtrapolated(its, [arm], time === null ? null : time - Math.min(...lag.time))
    for (const measure of measures) {
      const at = { measure: rowMeasure(measure), time: measure.time }
      for (const choice of scenario['not infused']) {
        const law = notInfusedChoice(choice)
        const assumption = { share, lag, law }
        const estimate = mixtureEstimate(measure, patients, arm, (limit) =>
          mixtureOf(found.infused, found.control, assumption, limit),
        )
        const columns = estimateColumns(estimate)
        const values = drawn.map((it) => mixtureValue(mixtureOf(it.infused, it.control, assumption), measure))
        rows.push({
          ...blank,
          ...columns,
          ...(estimate.kind === 'value' ? spreadOf(values) : {}),
          ...at,
          variant: `${choice.label}; ${one.label}`,
          status:
            columns.status === 'ok' && beyond(neededUpTo(at.measure, at.time, columns.estimate))
              ? 'extrapolated'
              : columns.status,
          assumption: notInfusedSentence(law, evidence.event),
        })
      }
      const bound = (law: NotInfusedLaw) => (it: MixtureCurves) =>
        mixtureValue(mixtureOf(it.infused, null, { share, lag, law }), measure)
      const finite = (value: number | null): number | null => (value === Infinity ? null : value)
      const least = finite(bound(worst)(found))
      rows.push({
        ...blank,
        ...at,
        origin: 'bound',
        identification: 'bounded',
        variant: `any survival of those not infused; ${one.label}`,
        method: 'bounds of the forward mixture',
        lower: least,
        upper: finite(bound(best)(found)),
        spreadLower: spreadOf(drawn.map(bound(worst))).spreadLower,
        spreadUpper: spreadOf(drawn.map(bound(best))).spreadUpper,
        status: beyond(neededUpTo(at.measure, at.time, least)) ? 'extrapolated' : 'ok',
        assumption: 'Any survival of those not infused; the curve of the infused, the share and the lag are fixed.',
      })
    }
    const tipped = ittTipRows(scenario, { blank, label: one.label, share, lag, found, drawn })
    rows.push(...tipped.rows)
    tips.push(...tipped.tips)
  }
  const lagTips =
    tip === undefined ? [] : targetsOf(tip).map((it) => lagTipRow(tip, it, { blank: all, share, found, drawn }))
  rows.push(...lagTips)
  const finding = ittFinding(rows, scenario, counts, { tips, lagTips })
  return { rows, curves: curveRows(its, scenario, found, share), finding }
}

const isOfCurve = ({ kind }: PlanMeasure): boolean => kind === 'median' || kind === 'milestone' || kind === 'rmst'

/** One curve an assumption, and the ends of what can be, with the first lag, in steps of a quarter of a month. */
function curveRows(
  { reconstruction }: Case,
  scenario: IttFromInfusedPlan,
  { infused, control }: MixtureCurves,
  share: number,
): readonly ScenarioCurveRow[] {
  const [first] = scenario.lags
  if (first === undefined) return []
  const { trial, endpoint } = reconstruction.evidence
  const lag = planLag(first)
  const end = (infused.point.time.at(-1) ?? 0) + Math.min(...lag.time)
  const times = Float64Array.from({ length: Math.floor(4 * end) + 1 }, (_, i) => i / 4)
  const choices = scenario['not infused'].map((choice) => ({ label: choice.label, law: notInfusedChoice(choice) }))
  const ends = [
    { label: 'the worst that the others can have had', law: worst, bound: 'lower' },
    { label: 'the best that the others can have had', law: best, bound: 'upper' },
  ] as const
  return [...choices, ...ends].flatMap((choice) => {
    const mixture = mixtureOf(infused, control, { share, lag, law: choice.law })
    const curve = ittFromInfused({ ...mixture, times })
    return [...times].map((time, i) => ({
      trial,
      endpoint,
      scenario: scenario.id,
      variant: scenario.lags.length > 1 ? `${choice.label}; ${first.label}` : choice.label,
      arm: scenario.arm,
      parameter: 'infused share',
      value: share,
      time,
      survival: curve.survival[i] ?? 0,
      repaired: curve.repaired.survival[i] ?? 0,
      feasible: curve.feasible[i] === 1,
      ...('bound' in choice ? { bound: choice.bound } : {}),
    }))
  })
}
