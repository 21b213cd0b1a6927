import {
  aalenJohansen,
  arm,
  flemingHarrington,
  kaplanMeier,
  type KaplanMeier,
  milestone,
  milestoneDifference,
  type Estimate,
  nelsonAalen,
  type Patients,
  rmst,
  rmstDifference,
  rmstRatio,
  reverseKaplanMeier,
  riskTable,
  survivalQuantile,
} from '../../src/survival/index.ts'
import {
  type Column,
  attempt,
  columnOf,
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCurve,
  goldenPatients,
  type GoldenQuantiles,
  type Value,
} from './golden-file.ts'

const EXACT = 1e-12

export const valueOf = (estimate: Estimate): Value => (estimate.kind === 'value' ? estimate.value : null)
const lowerOf = (estimate: Estimate): Value => (estimate.kind === 'not-estimable' ? null : estimate.lower)
const upperOf = (estimate: Estimate): Value => (estimate.kind === 'not-estimable' ? null : estimate.upper)
export const errorOf = (estimate: Estimate): Value => (estimate.kind === 'value' ? estimate.standardError : null)

/** Curves, quantiles, restricted means and milestones beside R's. */
export function compareCurves(golden: Golden): Comparison[] {
  const all = goldenPatients(golden)
  const arms = golden.arm_names.map((name) => arm(all, name))
  const sets = { arm0: arms[0]!, arm1: arms[1]!, pooled: all }
  return [
    ...(['arm0', 'arm1', 'pooled'] as const).flatMap((set) =>
      attempt(`survfit, ${set}`, () => kaplanMeiers(golden, set, sets[set])),
    ),
    ...attempt('fleming_harrington_pooled', () => flemingHarringtons(golden, all)),
    ...attempt('rmst', () => restrictedMeans(golden, all, arms)),
    ...attempt('milestone', () => milestones(golden, all, arms)),
    ...attempt('left_truncated, curve', () => delayedEntry(golden)),
    ...attempt('weighted, curve', () => weighted(golden)),
    ...attempt('reverse_km', () => reversed(golden, all)),
  ]
}

function kaplanMeiers(golden: Golden, set: 'arm0' | 'arm1' | 'pooled', patients: Patients): Comparison[] {
  const curve = golden.survfit?.log?.[set]
  return [
    ...(curve ? compareCurve(curve, patients) : []),
    ...(['plain', 'log', 'log-log'] as const).flatMap((interval) => {
      const limits = golden.survfit?.[interval]?.[set]
      if (!limits) return []
      const ours = kaplanMeier(patients, { interval })
      const quantiles = columnOf(limits.quantiles.probs).map((p) => survivalQuantile(ours, p ?? NaN))
      return [
        ...compareColumns(`KM lower (${interval})`, ours.lower, limits.lower, EXACT),
        ...compareColumns(`KM upper (${interval})`, ours.upper, limits.upper, EXACT),
        ...compareColumns('quantile', quantiles.map(valueOf), limits.quantiles.quantile, 0),
        ...compareColumns(`quantile lower (${interval})`, quantiles.map(lowerOf), limits.quantiles.lower, 0),
        ...compareColumns(`quantile upper (${interval})`, quantiles.map(upperOf), limits.quantiles.upper, 0),
      ]
    }),
  ]
}

function compareCurve(curve: GoldenCurve, patients: Patients): Comparison[] {
  const km = kaplanMeier(patients)
  const hazard = nelsonAalen(patients)
  // R gives NaN for the standard error where survival is 0; the limit of Greenwood's formula there is 0.
  const survival = columnOf(curve.surv)
  const errors = columnOf(curve.std_err_surv).map((value, i) => (survival[i] === 0 ? 0 : value))
  return [
    ...compareColumns('KM time', km.time, curve.time, 0),
    ...compareColumns('KM n at risk', km.nRisk, curve.n_risk, 0),
    ...compareColumns('KM events', km.nEvent, curve.n_event, 0),
    ...compareColumns('KM censored', km.nCensor, curve.n_censor, 0),
    ...compareColumns('KM survival', km.survival, curve.surv, EXACT),
    ...compareColumns('KM standard error', km.standardError, errors, EXACT),
    ...onLogScale('KM standard error of log survival', km.survival, km.standardError, curve.std_err_cumhaz_scale),
    ...compareColumns('Nelson-Aalen', hazard.cumulativeHazard, curve.cumhaz, EXACT),
    ...optionalColumns('Nelson-Aalen: standard error', hazard.standardError, curve.std_cumhaz),
  ]
}

/** Standard error / survival; infinite (null) where survival is 0. */
function onLogScale(
  quantity: string,
  survival: ArrayLike<number>,
  error: ArrayLike<number>,
  theirs: Column | undefined,
): Comparison[] {
  if (!theirs) return []
  const ours = Array.from(survival, (s, i) => (s > 0 ? error[i]! / s : null))
  return compareColumns(quantity, ours, theirs, EXACT)
}

function flemingHarringtons(golden: Golden, all: Patients): Comparison[] {
  const theirs = golden.fleming_harrington_pooled
  if (!theirs) return []
  const ours = flemingHarrington(all)
  return [
    ...optionalColumns('Fleming-Harrington time', ours.time, theirs.time),
    ...compareColumns('Fleming-Harrington survival', ours.survival, theirs.surv, EXACT),
    ...optionalColumns('Fleming-Harrington cumulative hazard', ours.survival.map((s) => 0 - Math.log(s)), theirs.cumhaz), // prettier-ignore
    ...optionalColumns('Fleming-Harrington survival: standard error', ours.standardError, theirs.std_err_surv),
    ...onLogScale('Fleming-Harrington cumulative hazard: standard error', ours.survival, ours.standardError, theirs.std_cumhaz), // prettier-ignore
  ]
}

function optionalColumns(quantity: string, ours: Float64Array, theirs: Column | undefined): Comparison[] {
  return theirs ? compareColumns(quantity, ours, theirs, EXACT) : []
}

function restrictedMeans(golden: Golden, all: Patients, arms: readonly Patients[]): Comparison[] {
  return (golden.rmst ?? []).flatMap((theirs) => {
    const ours = arms.map((patients) => rmst(patients, theirs.tau))
    const contrast = rmstDifference(all, theirs.tau)
    const ratio = rmstRatio(all, theirs.tau)
    return [
      ...compareColumns('RMST', ours.map(valueOf), theirs.rmst, EXACT),
      ...[theirs.se, theirs.se_survRM2, theirs.se_survmean].flatMap((errors) =>
        errors ? compareColumns('RMST standard error', ours.map(errorOf), errors, EXACT) : [],
      ),
      // A difference of two numbers of the size of tau.
      ...compare(
        'RMST difference / tau',
        valueOf(contrast)! / theirs.tau,
        theirs.diff && theirs.diff / theirs.tau,
        EXACT,
      ),
      ...compare('RMST difference: standard error', errorOf(contrast), theirs.diff_se, EXACT),
      ...compare('RMST ratio', valueOf(ratio), theirs.ratio, EXACT),
      ...compare('RMST ratio: standard error of log', errorOf(ratio), theirs.log_ratio_se, EXACT),
    ]
  })
}

function milestones(golden: Golden, all: Patients, arms: readonly Patients[]): Comparison[] {
  return (golden.milestone ?? []).flatMap((theirs) => {
    const ours = arms.map((patients) => milestone(patients, theirs.time))
    const contrast = milestoneDifference(all, theirs.time)
    const error = Math.hypot(theirs.se[0] ?? 0, theirs.se[1] ?? 0)
    const atRisk = riskTable(all, [theirs.time]).arms.map((row) => row.nRisk[0]!)
    return [
      ...compareColumns('milestone', ours.map(valueOf), theirs.surv, EXACT),
      ...compareColumns('milestone: standard error', ours.map(errorOf), theirs.se, EXACT),
      ...compareColumns('milestone: lower', ours.map(lowerOf), theirs.lower, EXACT),
      ...compareColumns('milestone: upper', ours.map(upperOf), theirs.upper, EXACT),
      ...compareColumns('risk table', atRisk, theirs.n_risk, 0),
      ...compare('milestone difference', valueOf(contrast), theirs.surv[1]! - theirs.surv[0]!, EXACT),
      ...compare('milestone difference: standard error', errorOf(contrast), error, EXACT),
    ]
  })
}

function delayedEntry(golden: Golden): Comparison[] {
  if (!golden.left_truncated) return []
  const theirs = golden.left_truncated.survfit_pooled_at_events
  const km = kaplanMeier(goldenPatients(golden, { start: golden.left_truncated.start }), { interval: 'log' })
  // R has rows at entries too; between events nothing changes.
  const rows = [...km.nEvent.keys()].filter((i) => km.nEvent[i]! > 0)
  const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!)
  return [
    ...compareColumns('delayed entry: time', pick(km.time), theirs.time, 0),
    ...compareColumns('delayed entry: n at risk', pick(km.nRisk), theirs.n_risk, 0),
    ...optionalColumns('delayed entry: events', pick(km.nEvent), theirs.n_event),
    ...compareColumns('delayed entry: survival', pick(km.survival), theirs.surv, EXACT),
    ...onLogScale('delayed entry: standard error of log survival', pick(km.survival), pick(km.standardError), theirs.std_err_cumhaz_scale), // prettier-ignore
    ...optionalColumns('delayed entry: lower', pick(km.lower), theirs.lower),
    ...optionalColumns('delayed entry: upper', pick(km.upper), theirs.upper),
    ...quantilesOf('delayed entry', km, golden.left_truncated.quantiles),
  ]
}

function weighted(golden: Golden): Comparison[] {
  return Object.values(golden.weighted ?? {}).flatMap(({ weights, survfit_pooled: theirs, quantiles }) => {
    const km = kaplanMeier(goldenPatients(golden, { weight: weights }), { interval: 'log' })
    // R's robust standard error is the infinitesimal jackknife: with one kind of event, that of Aalen-Johansen.
    const { time, event } = golden.data
    const robust = aalenJohansen({ causes: ['event'], time, event, weight: weights }).causes[0]!.standardError
    return [
      ...optionalColumns('weighted: time', km.time, theirs.time),
      ...compareColumns('weighted: at risk', km.nRisk, theirs.n_risk, EXACT),
      ...compareColumns('weighted: events', km.nEvent, theirs.n_event, EXACT),
      ...compareColumns('weighted: survival', km.survival, theirs.surv, EXACT),
      ...optionalColumns('weighted: standard error', km.standardError, theirs.std_err_surv),
      ...onLogScale('weighted: standard error of log survival', km.survival, km.standardError, theirs.std_err_cumhaz_scale), // prettier-ignore
      ...optionalColumns('weighted: lower', km.lower, theirs.lower),
      ...optionalColumns('weighted: upper', km.upper, theirs.upper),
      ...quantilesOf('weighted', km, quantiles),
      ...optionalColumns('weighted: robust standard error', robust, theirs.std_err_robust),
    ]
  })
}

function reversed({ reverse_km: theirs }: Golden, all: Patients): Comparison[] {
  if (!theirs) return []
  const ours = reverseKaplanMeier(all, { interval: 'log' })
  return [
    ...compareColumns('reverse KM: time', ours.time, theirs.time, 0),
    ...compareColumns('reverse KM: survival', ours.survival, theirs.surv, EXACT),
    ...compareColumns('reverse KM: standard error', ours.standardError, theirs.std_err_surv, EXACT),
    ...compareColumns('reverse KM: lower', ours.lower, theirs.lower, EXACT),
    ...compareColumns('reverse KM: upper', ours.upper, theirs.upper, EXACT),
    ...quantilesOf('reverse KM', ours, theirs.quantiles),
  ]
}

function quantilesOf(name: string, km: KaplanMeier, theirs: GoldenQuantiles | undefined): Comparison[] {
  if (!theirs) return []
  const ours = theirs.probs.map((p) => survivalQuantile(km, p))
  return [
    ...compareColumns(`${name}: quantile`, ours.map(valueOf), theirs.quantile, 0),
    ...compareColumns(`${name}: quantile lower`, ours.map(lowerOf), theirs.lower, 0),
    ...compareColumns(`${name}: quantile upper`, ours.map(upperOf), theirs.upper, 0),
  ]
}
