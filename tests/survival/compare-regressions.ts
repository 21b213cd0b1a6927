import {
  coxRegression,
  type CoxRegressionOptions,
  type CoxRows,
  schoenfeldTest,
  type Ties,
  type TimeTransform,
} from '../../src/survival/index.ts'
import {
  type ByTies,
  type Column,
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCox,
  type GoldenMulti,
  type GoldenRegression,
  type GoldenStartStop,
  type GoldenZph,
} from './golden-file.ts'

const TEST = 1e-10
const BOTH = ['efron', 'breslow'] as const
const TRANSFORMS = ['km', 'rank', 'identity', 'log'] as const

/** Cox regressions through the general routine, with robust standard errors and tests of proportionality, beside R's. */
export function compareRegressions(golden: Golden): Comparison[] {
  const { time, event, arm } = golden.data
  const rows: CoxRows = { time, event, covariates: { arm } }
  const { left_truncated: late, weighted, stratified, multi } = golden
  return [
    ...single('regression', rows, golden.coxph),
    ...BOTH.flatMap((ties) => compareZph(rows, golden.zph?.[ties] ?? golden.coxph[ties].zph, ties)),
    ...(late ? single('regression, delayed entry', { ...rows, start: late.start }, late.coxph) : []),
    ...Object.values(weighted ?? {}).flatMap(({ weights, coxph_efron: efron, coxph_breslow: breslow }) =>
      single('regression, weighted', { ...rows, weight: weights }, { efron, breslow }),
    ),
    ...(stratified ? single('regression, stratified', { ...rows, stratum: stratified.stratum }, stratified.coxph) : []),
    ...(multi ? compareMulti({ ...rows, covariates: { arm, ...multi.columns } }, multi) : []),
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
  ]
}

function single(name: string, rows: CoxRows, theirs: ByTies<GoldenCox>): Comparison[] {
  return BOTH.flatMap((ties) => {
    const fit = coxRegression(rows, { ties, robust: true })
    const value = theirs[ties]
    if (fit.kind !== 'value') return compare(name, null, value.coef, TEST)
    const term = fit.terms[0]!
    return [
      ...compare(`${name}: coefficient`, term.coefficient, value.coef, TEST),
      ...compare(`${name}: standard error`, term.standardError, value.se ?? value.se_model, TEST),
      ...compare(`${name}: robust standard error`, term.robustStandardError, value.robust_se ?? value.se_robust, TEST),
      ...compare(`${name}: log-likelihood`, fit.logLikelihood, value.loglik, TEST),
      ...compare(`${name}: null log-likelihood`, fit.nullLogLikelihood, value.loglik_null, TEST),
      ...compare(`${name}: score test`, fit.scoreTest.chiSquared, value.score_test, TEST),
    ]
  })
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
  if (fit.kind !== 'value') return compareColumns(name, [], theirs.coef, TEST)
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

function compareRobust(rows: CoxRows, theirs: Column): Comparison[] {
  const fit = coxRegression(rows)
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

function compareZph(rows: CoxRows, theirs: GoldenZph | undefined, ties: Ties): Comparison[] {
  return TRANSFORMS.flatMap((transform) => {
    const value = theirs?.[transform]
    return value ? compareTransform(rows, transform, [value.chisq].flat(), [value.p].flat(), ties) : []
  })
}

function compareTransform(
  rows: CoxRows,
  transform: TimeTransform,
  chiSquared: Column,
  p: Column,
  ties: Ties,
): Comparison[] {
  const ours = schoenfeldTest(rows, { transform, ties })
  // With one covariate R prints no more than its test.
  const all = ours.kind === 'value' ? [...ours.terms, ours.global].slice(0, chiSquared.length) : []
  const tolerance = 1e-9
  return [
    ...compareColumns(`proportionality (${transform}): chi-squared`, all.map((t) => t.chiSquared), chiSquared, tolerance), // prettier-ignore
    ...compareColumns(`proportionality (${transform}): p`, all.map((t) => t.pValue), p, tolerance), // prettier-ignore
  ]
}
