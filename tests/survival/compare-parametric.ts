import {
  arm,
  parametricFit,
  type ParametricDistribution,
  type Patients,
  piecewiseExponential,
} from '../../src/survival/index.ts'
import {
  attempt,
  columnOf,
  compare,
  compareColumns,
  type Comparison,
  type Golden,
  type GoldenGeneralisedGamma,
  type GoldenGompertz,
  goldenPatients,
  type GoldenPiecewiseExponential,
  type GoldenSurvreg,
  verdict,
} from './golden-file.ts'

const DISTRIBUTIONS = [
  ['exponential', 'exponential'],
  ['weibull', 'weibull'],
  ['lognormal', 'log-normal'],
  ['loglogistic', 'log-logistic'],
] as const

// survreg stops on the likelihood, to about 1e-9 in the parameters.
const FIT = 1e-8
// Maximised in R on differences of the likelihood.
const CLIMB = 1e-6

/** Parametric fits beside R's survreg, and a Gompertz fit of its own. */
export function compareParametric(golden: Golden): Comparison[] {
  const all = goldenPatients(golden)
  const sets = {
    pooled: all,
    arm0_only: arm(all, golden.arm_names[0] ?? ''),
    arm1_only: arm(all, golden.arm_names[1] ?? ''),
  }
  const fits = (['pooled', 'arm0_only', 'arm1_only'] as const).flatMap((set) => [
    ...DISTRIBUTIONS.flatMap(([theirs, ours]) =>
      attempt(`survreg.${theirs}`, () =>
        compareSurvreg(ours, sets[set], golden.survreg?.[theirs]?.[set], theirs === 'exponential'),
      ),
    ),
    ...(set === 'pooled' ? [] : compareGompertz(sets[set], golden.gompertz?.[set])),
    ...(set === 'pooled' ? [] : compareGeneralisedGamma(sets[set], golden.generalised_gamma?.[set])),
  ])
  return [...fits, ...comparePiecewise(all, golden.piecewise_exponential)]
}

function compareSurvreg(
  distribution: ParametricDistribution,
  patients: Patients,
  theirs: GoldenSurvreg | undefined,
  exponential: boolean,
): Comparison[] {
  if (!theirs) return []
  const fit = parametricFit(patients, distribution)
  if (fit.kind !== 'value') return verdict(distribution, fit.reason, columnOf(theirs.coef)[0])
  const [location, scale] = fit.parameters
  const errors = theirs.se === undefined ? [] : columnOf(theirs.se)
  return [
    ...compare(`${distribution}: location`, location?.value, columnOf(theirs.coef)[0], FIT),
    ...compare(`${distribution}: location, standard error`, location?.standardError, errors[0], FIT),
    ...(exponential ? [] : compare(`${distribution}: log scale`, scale?.value, Math.log(theirs.scale), FIT)),
    ...(exponential ? [] : compare(`${distribution}: log scale, standard error`, scale?.standardError, errors[1], FIT)), // prettier-ignore
    ...compare(`${distribution}: log-likelihood`, fit.logLikelihood, theirs.loglik, FIT),
    // Without covariates R's null model is the model.
    ...compare(`${distribution}: null log-likelihood`, fit.logLikelihood, theirs.loglik_null, FIT),
  ]
}

function compareGompertz(patients: Patients, theirs: GoldenGompertz | undefined): Comparison[] {
  const fit = parametricFit(patients, 'gompertz')
  const [rate, hazard] = fit.kind === 'value' ? fit.parameters : []
  return [
    ...compare('gompertz: rate', rate?.value, theirs?.rate, FIT),
    ...compare('gompertz: rate, standard error', rate?.standardError, theirs?.se[0], FIT),
    ...compare('gompertz: log hazard', hazard?.value, theirs?.log_hazard, FIT),
    ...compare('gompertz: log hazard, standard error', hazard?.standardError, theirs?.se[1], FIT),
    ...compare('gompertz: log-likelihood', fit.kind === 'value' ? fit.logLikelihood : null, theirs?.loglik, FIT),
  ]
}

function compareGeneralisedGamma(patients: Patients, theirs: GoldenGeneralisedGamma | undefined): Comparison[] {
  if (!theirs) return []
  const fit = parametricFit(patients, 'generalised-gamma')
  const parameters = fit.kind === 'value' ? fit.parameters : []
  return [
    ...(['location', 'log scale', 'shape'] as const).flatMap((name, k) => [
      ...compare(`generalised gamma: ${name}`, parameters[k]?.value, theirs.coef[k], CLIMB),
      ...compare(`generalised gamma: ${name}, standard error`, parameters[k]?.standardError, theirs.se[k], CLIMB),
    ]),
    ...compare('generalised gamma: log-likelihood', fit.kind === 'value' ? fit.logLikelihood : null, theirs.loglik, FIT), // prettier-ignore
  ]
}

function comparePiecewise(patients: Patients, theirs: GoldenPiecewiseExponential | undefined): Comparison[] {
  if (!theirs) return []
  const fit = piecewiseExponential(patients, theirs.cuts)
  if (fit.kind !== 'value') return compare('piecewise exponential', null, theirs.loglik, 0)
  const column = (name: 'value' | 'standardError') => fit.parameters.map((parameter) => parameter[name])
  return [
    ...compareColumns('piecewise exponential: events', fit.periods.map((p) => p.nEvent), theirs.events, 0), // prettier-ignore
    ...compareColumns('piecewise exponential: exposure', fit.periods.map((p) => p.exposure), theirs.exposure, 1e-12), // prettier-ignore
    ...compareColumns('piecewise exponential: log hazards', column('value'), theirs.coef, 1e-10),
    ...compareColumns('piecewise exponential: standard errors', column('standardError'), theirs.se, 1e-10),
    ...compare('piecewise exponential: log-likelihood', fit.logLikelihood, theirs.loglik, 1e-10),
  ]
}
