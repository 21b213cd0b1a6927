import {
  cox,
  coxLikelihood,
  type CoxMonotone,
  type EstimateNotEstimable,
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
  attempt,
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenCox,
  goldenPatients,
  type GoldenSurvdiff,
  type GoldenWeightedTest,
  type GoldenWeightedTests,
  verdict,
} from './golden-file.ts'

const TEST = 1e-10

/** Log-rank tests and Cox regressions of two arms beside R's. */
export function compareContrasts(golden: Golden): Comparison[] {
  const all = goldenPatients(golden)
  const { left_truncated: late, weighted, stratified } = golden
  return [
    ...attempt('survdiff', () => [
      ...compareTest('log-rank', logRank(all), golden.survdiff?.rho0),
      ...compareTest('Fleming-Harrington (1, 0)', flemingHarringtonTest(all, 1, 0), golden.survdiff?.rho1),
    ]),
    ...attempt('weighted_tests', () => (golden.weighted_tests ? compareWeightedTests(all, golden.weighted_tests) : [])),
    ...attempt('coxph', () => bothTies('Cox', all, golden.coxph)),
    ...attempt('left_truncated.coxph', () =>
      late ? bothTies('Cox, delayed entry', goldenPatients(golden, { start: late.start }), late.coxph) : [],
    ),
    ...Object.values(weighted ?? {}).flatMap((w) =>
      attempt('weighted.coxph', () => {
        const patients = goldenPatients(golden, { weight: w.weights })
        return bothTies('Cox, weighted', patients, { efron: w.coxph_efron, breslow: w.coxph_breslow })
      }),
    ),
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

export function compareTest(name: string, ours: LogRank, theirs: GoldenSurvdiff | undefined): Comparison[] {
  if (!theirs) return []
  if (ours.kind !== 'value') return verdict(name, ours.reason, theirs.chisq)
  return [
    ...compare(`${name}: chi-squared`, ours.chiSquared, theirs.chisq, TEST),
    ...compare(`${name}: p`, ours.pValue, theirs.p, TEST),
    ...compareColumns(`${name}: observed`, ours.observed, theirs.obs, TEST),
    ...compareColumns(`${name}: expected`, ours.expected, theirs.exp, TEST),
    ...compareColumns(`${name}: variance`, [ours.variance, -ours.variance, -ours.variance, ours.variance], theirs.var.flat(), TEST), // prettier-ignore
  ]
}

function compareWeightedTests(all: Patients, theirs: GoldenWeightedTests): Comparison[] {
  const one = (name: string, ours: LogRank, value: GoldenWeightedTest) => {
    const found = ours.kind === 'value' ? ours : null
    return [
      ...compare(`${name}: observed - expected`, found && found.observed[1] - found.expected[1], value.u, TEST),
      ...compare(`${name}: z`, found?.z, value.z, TEST),
      ...compare(`${name}: variance`, found?.variance, value.var, TEST),
    ]
  }
  const { fleming_harrington, modestly_weighted: modest, piecewise, piecewise_three: pieces, max_combo } = theirs
  const combination = maxCombo(all)
  const three = maxCombo(all, { weights: [[1, 0], [0, 1], [1, 1]] }) // prettier-ignore
  return [
    ...fleming_harrington.flatMap((value) =>
      one('Fleming-Harrington test', flemingHarringtonTest(all, value.rho, value.gamma), value),
    ),
    ...one('modestly weighted log-rank', modestlyWeightedLogRank(all, modest.t_star), modest),
    ...one('piecewise log-rank', piecewiseLogRank(all, [piecewise.cut], piecewise.weights), piecewise),
    ...(pieces ? one('piecewise log-rank of three', piecewiseLogRank(all, pieces.cuts, pieces.weights), pieces) : []),
    ...compareColumns('MaxCombo: correlation', combination.kind === 'value' ? combination.correlation.flat() : [], max_combo.correlation.flat(), TEST), // prettier-ignore
    ...compare('MaxCombo of three: p (mvtnorm)', three.kind === 'value' ? three.pValue : null, max_combo.p_of_three_mvtnorm, 1e-6), // prettier-ignore
    ...compareColumns('MaxCombo: z', combination.kind === 'value' ? combination.z : [], max_combo.z, TEST),
    // By a sum over directions in the R script.
    ...compare('MaxCombo: p', combination.kind === 'value' ? combination.pValue : null, max_combo.p, 1e-7),
    ...compare('MaxCombo of three: p', three.kind === 'value' ? three.pValue : null, max_combo.p_of_three, 1e-7),
  ]
}

function bothTies(
  name: string,
  patients: Patients,
  theirs: Partial<ByTies<GoldenCox>> | undefined,
  stratum: StratumOption = {},
): Comparison[] {
  return (['efron', 'breslow'] as const).flatMap((ties) => {
    const value = theirs?.[ties]
    return value ? compareCox(`${name} (${ties})`, patients, value, { ties, ...stratum }) : []
  })
}

/** Two-arm Cox regression beside R's. */
export function compareCox(
  name: string,
  patients: Patients,
  theirs: GoldenCox,
  options: StratumOption & { ties: Ties },
): Comparison[] {
  const ours = cox(patients, options)
  const likelihood = coxLikelihood(patients, options)
  const null0 = likelihood(0)
  const [fitted, lower, upper] =
    ours.kind === 'value' ? [ours, ours.hazardRatio.lower, ours.hazardRatio.upper] : [null, null, null]
  // Where there is no maximum, R stops somewhere: the likelihood there still is ours.
  const at = fitted?.logHazardRatio ?? (ours.kind === 'monotone' ? theirs.coef : null)
  const log = at === null ? null : likelihood(at).logLikelihood
  return [
    ...(fitted
      ? [
          ...compare(`${name}: beta`, fitted.logHazardRatio, theirs.coef, TEST),
          ...compare(`${name}: standard error`, fitted.standardError, theirs.se ?? theirs.se_model, TEST),
          ...compare(`${name}: hazard ratio`, fitted.hazardRatio.value, theirs.hr, TEST),
          ...compare(`${name}: lower`, lower, theirs.hr_lower, TEST),
          ...compare(`${name}: upper`, upper, theirs.hr_upper, TEST),
          ...compare(`${name}: Wald test`, fitted.z * fitted.z, theirs.wald_test, TEST),
        ]
      : ours.kind === 'value'
        ? []
        : withoutMaximum(name, ours, theirs)),
    ...(log === null ? [] : compare(`${name}: log-likelihood`, log, theirs.loglik, TEST)),
    ...(log === null
      ? []
      : compare(`${name}: likelihood ratio test`, 2 * (log - null0.logLikelihood), theirs.lr_test, TEST)),
    ...compare(`${name}: null log-likelihood`, null0.logLikelihood, theirs.loglik_null, TEST),
    ...(null0.information > 0
      ? compare(`${name}: score test`, (null0.score * null0.score) / null0.information, theirs.score_test, TEST)
      : []),
  ]
}

/** R's coefficient must at least be far out on the side of the verdict. */
function withoutMaximum(name: string, ours: CoxMonotone | EstimateNotEstimable, theirs: GoldenCox): Comparison[] {
  const { coef } = theirs
  const agrees = ours.kind === 'not-estimable' || coef === null || (ours.hazardRatio > 1 ? coef > 8 : coef < -8)
  return agrees ? verdict(`${name}: beta`, ours.reason, coef) : compare(`${name}: beta`, null, coef, TEST)
}
