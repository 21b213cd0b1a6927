import {
  cox,
  coxLikelihood,
  flemingHarringtonTest,
  type LogRank,
  logRank,
  maxCombo,
  modestlyWeightedLogRank,
  type Patients,
  piecewiseLogRank,
  type StratumOption,
  type Ties,
} from '../../src/survival/index.ts'
import {
  type ByTies,
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCox,
  goldenPatients,
  type GoldenSurvdiff,
  type GoldenWeightedTest,
  type GoldenWeightedTests,
} from './golden-file.ts'

const TEST = 1e-10

/** Log-rank tests and Cox regressions of two arms beside R's. */
export function compareContrasts(golden: Golden): Comparison[] {
  const all = goldenPatients(golden)
  const { left_truncated: late, weighted, stratified } = golden
  return [
    ...compareTest('log-rank', logRank(all), golden.survdiff.rho0),
    ...compareTest('Fleming-Harrington (1, 0)', flemingHarringtonTest(all, 1, 0), golden.survdiff.rho1),
    ...(golden.weighted_tests ? compareWeightedTests(all, golden.weighted_tests) : []),
    ...bothTies('Cox', all, golden.coxph),
    ...(late ? bothTies('Cox, delayed entry', goldenPatients(golden, { start: late.start }), late.coxph) : []),
    ...Object.values(weighted ?? {}).flatMap((w) => {
      const patients = goldenPatients(golden, { weight: w.weights })
      return bothTies('Cox, weighted', patients, { efron: w.coxph_efron, breslow: w.coxph_breslow })
    }),
    ...(stratified ? compareStratified(goldenPatients(golden, { stratum: stratified.stratum }), stratified) : []),
  ]
}

function compareStratified(patients: Patients, theirs: NonNullable<Golden['stratified']>): Comparison[] {
  const stratum = patients.stratum ? { stratum: patients.stratum } : {}
  return [
    ...compareTest('log-rank, stratified', logRank(patients, stratum), theirs.survdiff.rho0),
    ...compareTest(
      'Fleming-Harrington (1, 0), stratified',
      flemingHarringtonTest(patients, 1, 0, stratum),
      theirs.survdiff.rho1,
    ),
    ...bothTies('Cox, stratified', patients, theirs.coxph, stratum),
  ]
}

export function compareTest(name: string, ours: LogRank, theirs: GoldenSurvdiff): Comparison[] {
  if (ours.kind !== 'value') return compare(name, null, theirs.chisq, TEST)
  return [
    ...compare(`${name}: chi-squared`, ours.chiSquared, theirs.chisq, TEST),
    ...compare(`${name}: p`, ours.pValue, theirs.p, TEST),
    ...compareColumns(`${name}: observed`, ours.observed, theirs.obs, TEST),
    ...compareColumns(`${name}: expected`, ours.expected, theirs.exp, TEST),
    ...compare(`${name}: variance`, ours.variance, theirs.var[1]?.[1], TEST),
  ]
}

function compareWeightedTests(all: Patients, theirs: GoldenWeightedTests): Comparison[] {
  const one = (name: string, ours: LogRank, value: GoldenWeightedTest) => {
    const found = ours.kind === 'value' ? ours : null
    return [
      ...compare(`${name}: z`, found?.z, value.z, TEST),
      ...compare(`${name}: variance`, found?.variance, value.var, TEST),
    ]
  }
  const { fleming_harrington, modestly_weighted: modest, piecewise, max_combo } = theirs
  const combination = maxCombo(all)
  const three = maxCombo(all, { weights: [[1, 0], [0, 1], [1, 1]] }) // prettier-ignore
  return [
    ...fleming_harrington.flatMap((value) =>
      one('Fleming-Harrington test', flemingHarringtonTest(all, value.rho, value.gamma), value),
    ),
    ...one('modestly weighted log-rank', modestlyWeightedLogRank(all, modest.t_star), modest),
    ...one('piecewise log-rank', piecewiseLogRank(all, [piecewise.cut], piecewise.weights), piecewise),
    ...compareColumns('MaxCombo: z', combination.kind === 'value' ? combination.z : [], max_combo.z, TEST),
    // By a sum over directions in the R script.
    ...compare('MaxCombo: p', combination.kind === 'value' ? combination.pValue : null, max_combo.p, 1e-7),
    ...compare('MaxCombo of three: p', three.kind === 'value' ? three.pValue : null, max_combo.p_of_three, 1e-7),
  ]
}

function bothTies(
  name: string,
  patients: Patients,
  theirs: ByTies<GoldenCox>,
  stratum: StratumOption = {},
): Comparison[] {
  return (['efron', 'breslow'] as const).flatMap((ties) =>
    compareCox(`${name} (${ties})`, patients, theirs[ties], { ties, ...stratum }),
  )
}

function compareCox(
  name: string,
  patients: Patients,
  theirs: GoldenCox,
  options: StratumOption & { ties: Ties },
): Comparison[] {
  const ours = cox(patients, options)
  if (ours.kind !== 'value') return compare(name, null, theirs.coef, TEST)
  const likelihood = coxLikelihood(patients, options)
  const null0 = likelihood(0)
  return [
    ...compare(`${name}: beta`, ours.logHazardRatio, theirs.coef, TEST),
    ...compare(`${name}: standard error`, ours.standardError, theirs.se ?? theirs.se_model, TEST),
    ...compare(`${name}: hazard ratio`, ours.hazardRatio.value, theirs.hr, TEST),
    ...compare(`${name}: lower`, ours.hazardRatio.lower, theirs.hr_lower, TEST),
    ...compare(`${name}: upper`, ours.hazardRatio.upper, theirs.hr_upper, TEST),
    ...compare(`${name}: Wald test`, ours.z * ours.z, theirs.wald_test, TEST),
    ...compare(`${name}: log-likelihood`, likelihood(ours.logHazardRatio).logLikelihood, theirs.loglik, TEST),
    ...compare(`${name}: null log-likelihood`, null0.logLikelihood, theirs.loglik_null, TEST),
    ...compare(`${name}: score test`, (null0.score * null0.score) / null0.information, theirs.score_test, TEST),
  ]
}
