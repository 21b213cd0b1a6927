import {
  arm,
  coxRegression,
  type CoxRegressionOptions,
  type CoxRows,
  kaplanMeier,
  patients,
  schoenfeldTest,
  type Ties,
  type TimeTransform,
} from '../../src/survival/index.ts'
import {
  attempt,
  type ByTies,
  type Column,
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCox,
  type GoldenMulti,
  type GoldenRegression,
  type GoldenRows,
  type GoldenStartStop,
  type GoldenZph,
  verdict,
} from './golden-file.ts'

const TEST = 1e-10
const BOTH = ['efron', 'breslow'] as const
const TRANSFORMS = ['km', 'rank', 'identity', 'log'] as const

/** Cox regressions through the general routine, with robust standard errors and tests of proportionality, beside R's. */
export function compareRegressions(golden: Golden): Comparison[] {
  const { time, event, arm: armColumn } = golden.data
  const rows: CoxRows = { time, event, covariates: { arm: armColumn } }
  const { left_truncated: late, weighted, stratified, multi } = golden
  return [
    ...attempt('coxph, regression', () => single('regression', rows, golden.coxph)),
    ...attempt('zph', () =>
      BOTH.flatMap((ties) => compareZph(rows, golden.zph?.[ties] ?? golden.coxph?.[ties]?.zph, ties)),
    ),
    ...attempt('left_truncated, regression', () =>
      late ? single('regression, delayed entry', { ...rows, start: late.start }, late.coxph) : [],
    ),
    ...attempt('weighted, regression', () =>
      Object.values(weighted ?? {}).flatMap(({ weights, coxph_efron: efron, coxph_breslow: breslow }) =>
        single('regression, weighted', { ...rows, weight: weights }, { efron, breslow }),
      ),
    ),
    ...attempt('weighted.zph', () =>
      Object.values(weighted ?? {}).flatMap(({ weights, zph }) =>
        BOTH.flatMap((ties) => compareZph({ ...rows, weight: weights }, zph?.[ties], ties, ', weighted')),
      ),
    ),
    ...attempt('stratified, regression', () =>
      stratified ? single('regression, stratified', { ...rows, stratum: stratified.stratum }, stratified.coxph) : [],
    ),
    ...attempt('multi', () =>
      multi ? compareMulti({ ...rows, covariates: { arm: armColumn, ...multi.columns } }, multi) : [],
    ),
  ]
}

export function compareStartStop(golden: GoldenStartStop): Comparison[] {
  const { start, stop: time, event, x, age, surgery, id } = golden.data
  const rows = { time, event, start, covariates: { x } }
  const all = { ...rows, covariates: { x, age, surgery } }
  const { zph, robust_by_id: robust } = golden.coxph_multi
  return [
    ...single('(start, stop]', rows, golden.coxph),
    ...BOTH.flatMap((ties) => compareFit('(start, stop], several', all, golden.coxph_multi[ties], { ties })),
    ...compareZph(all, zph, 'efron'),
    ...(id && robust ? compareRobust({ ...all, cluster: id }, robust) : []),
    ...(golden.survfit ? compareStartStopCurves(golden.data, golden.survfit) : []),
  ]
}

function compareStartStopCurves(
  { start, stop: time, event, x: assigned }: GoldenStartStop['data'],
  theirs: NonNullable<GoldenStartStop['survfit']>,
): Comparison[] {
  const all = patients({ arms: ['0', '1'], time, event, start, assigned })
  const curves = all.arms.map((name) => kaplanMeier(arm(all, name)))
  // At event times.
  const joined = (column: 'time' | 'nRisk' | 'nEvent' | 'survival' | 'standardError') =>
    curves.flatMap((km) => [...km[column]].filter((_, i) => km.nEvent[i]! > 0))
  return [
    ...compareColumns('(start, stop] curve: time', joined('time'), theirs.time, 0),
    ...compareColumns('(start, stop] curve: at risk', joined('nRisk'), theirs.n_risk, 0),
    ...compareColumns('(start, stop] curve: events', joined('nEvent'), theirs.n_event, 0),
    ...compareColumns('(start, stop] curve: survival', joined('survival'), theirs.surv, 1e-12),
    ...compareColumns('(start, stop] curve: standard error', joined('standardError'), theirs.std_err_surv, 1e-12),
  ]
}

/** A file of rows: strata, clusters, ties, late entry, covariates that change in time. */
export function compareRows(golden: GoldenRows): Comparison[] {
  const { cluster, ...data } = golden.data
  const rows: CoxRows = { ...data, covariates: golden.columns }
  return BOTH.flatMap((ties) => [
    ...compareFit(`rows (${ties})`, rows, golden[ties], { ties, robust: true }),
    ...compareRobust({ ...rows, cluster }, golden[ties].cluster_se, ties),
    ...compareZph(rows, golden[ties].zph, ties),
  ])
}

function single(name: string, rows: CoxRows, theirs: Partial<ByTies<GoldenCox>> | undefined): Comparison[] {
  return BOTH.flatMap((ties) => {
    const value = theirs?.[ties]
    if (!value) return []
    const fit = coxRegression(rows, { ties, robust: true })
    if (fit.kind !== 'value') return verdict(name, fit.reason, value.coef)
    const term = fit.terms[0]!
    return [
      ...compare(`${name}: coefficient`, term.coefficient, value.coef, TEST),
      ...compare(`${name}: standard error`, term.standardError, value.se ?? value.se_model, TEST),
      ...compare(`${name}: robust standard error`, term.robustStandardError, value.robust_se ?? value.se_robust, TEST),
      ...compare(`${name}: log-likelihood`, fit.logLikelihood, value.loglik, TEST),
      ...compare(`${name}: null log-likelihood`, fit.nullLogLikelihood, value.loglik_null, TEST),
      ...compare(`${name}: score test`, fit.scoreTest.chiSquared, value.score_test, TEST),
      ...compare(`${name}: Wald test`, (term.coefficient / term.standardError) ** 2, value.wald_test, TEST),
      ...compare(`${name}: likelihood ratio test`, fit.likelihoodRatioTest.chiSquared, value.lr_test, TEST),
      ...compareRatio(name, rows, ties, value),
    ]
  })
}

/** The hazard ratio with the limits of the model's standard error. */
function compareRatio(name: string, rows: CoxRows, ties: Ties, value: GoldenCox): Comparison[] {
  const fit = coxRegression(rows, { ties })
  const ratio = fit.kind === 'value' ? fit.terms[0]!.hazardRatio : null
  return [
    ...compare(`${name}: hazard ratio`, ratio?.value, value.hr, TEST),
    ...compare(`${name}: lower`, ratio?.lower, value.hr_lower, TEST),
    ...compare(`${name}: upper`, ratio?.upper, value.hr_upper, TEST),
  ]
}

function compareMulti(rows: CoxRows, theirs: GoldenMulti): Comparison[] {
  return [
    ...BOTH.flatMap((ties) => compareFit('several covariates', rows, theirs.coxph[ties], { ties, robust: true })),
    ...BOTH.flatMap((ties) => compareBaseline(rows, theirs.baseline[ties], ties)),
    ...compareZph(rows, theirs.zph, 'efron'),
  ]
}

function compareFit(
  name: string,
  rows: CoxRows,
  theirs: GoldenRegression,
  options: CoxRegressionOptions,
): Comparison[] {
  const fit = coxRegression(rows, options)
  if (fit.kind !== 'value') return verdict(name, fit.reason, theirs.coef[0])
  const column = (of: 'coefficient' | 'standardError') => fit.terms.map((term) => term[of])
  const robust = fit.terms.map((term) => term.robustStandardError)
  return [
    ...compareColumns(`${name}: coefficients`, column('coefficient'), theirs.coef, TEST),
    ...(theirs.se ? compareColumns(`${name}: standard errors`, column('standardError'), theirs.se, TEST) : []),
    ...(theirs.var ? compareColumns(`${name}: covariance`, fit.covariance.flat(), theirs.var.flat(), TEST) : []),
    ...(theirs.robust_se && options.robust
      ? compareColumns(`${name}: robust standard errors`, robust, theirs.robust_se, TEST)
      : []),
    ...compare(`${name}: log-likelihood`, fit.logLikelihood, theirs.loglik, TEST),
    ...compare(`${name}: null log-likelihood`, fit.nullLogLikelihood, theirs.loglik_null, TEST),
    ...compare(`${name}: score test`, fit.scoreTest.chiSquared, theirs.score_test, TEST),
  ]
}

function compareRobust(rows: CoxRows, theirs: Column, ties: Ties = 'efron'): Comparison[] {
  const fit = coxRegression(rows, { ties })
  const ours = fit.kind === 'value' ? fit.terms.map((term) => term.robustStandardError) : []
  return compareColumns('clusters: robust standard errors', ours, theirs, TEST)
}

function compareBaseline(rows: CoxRows, theirs: GoldenMulti['baseline']['efron'], ties: Ties): Comparison[] {
  const fit = coxRegression(rows, { ties })
  if (fit.kind !== 'value') return compare('baseline hazard', null, 1, TEST)
  const { time, cumulativeHazard } = fit.baseline[0]!
  const hazards = new Map(theirs.time.map((t, i) => [t, theirs.hazard[i]!]))
  return compareColumns(
    'baseline hazard',
    cumulativeHazard,
    Array.from(time, (t) => hazards.get(t) ?? null),
    TEST,
  )
}

function compareZph(rows: CoxRows, theirs: GoldenZph | undefined, ties: Ties, kind = ''): Comparison[] {
  return TRANSFORMS.flatMap((transform) => {
    const value = theirs?.[transform]
    return value
      ? compareTransform(rows, transform, [value.chisq].flat(), [value.p].flat(), [value.df].flat(), ties, kind)
      : []
  })
}

function compareTransform(
  rows: CoxRows,
  transform: TimeTransform,
  chiSquared: Column,
  p: Column,
  degrees: Column,
  ties: Ties,
  kind: string,
): Comparison[] {
  const name = `proportionality${kind} (${transform})`
  const ours = schoenfeldTest(rows, { transform, ties })
  if (ours.kind !== 'value') return verdict(name, ours.reason, chiSquared[0])
  // With one covariate R prints no more than its test.
  const all = [...ours.terms, ours.global].slice(0, chiSquared.length)
  const tolerance = 1e-9
  return [
    ...compareColumns(`${name}: chi-squared`, all.map((t) => t.chiSquared), chiSquared, tolerance), // prettier-ignore
    ...compareColumns(`${name}: degrees of freedom`, all.map((t) => t.degreesOfFreedom), degrees, 0), // prettier-ignore
    ...compareColumns(`${name}: p`, all.map((t) => t.pValue), p, tolerance), // prettier-ignore
  ]
}
