import type { EndpointEvidence, Figure, RestrictedMean, RestrictedMeanDifference } from '../evidence/evidence.ts'
import type { Expected } from './expected.ts'
import { show } from './horizon.ts'
import type { Look, Observation, Predicted, Predictor, Reading } from './observation.ts'
import { levelQuantile, printedNumber } from './printed-number.ts'
import { meanBridge, meanVariance, restrictedMean } from './restricted-mean.ts'
import type { Model, StateLaw, Value } from './state.ts'

/** An arm in a sum of restricted means. */
interface Term {
  readonly arm: number
  readonly sign: 1 | -1
}

/**
 * Restricted means and differences of them: the area under the curve of an arm up to tau, within its rounding. Limits do not go in: they are predicted, and shown
 * beside the rebuilt ones. A difference goes in where not both of its means do.
 */
export function readRestrictedMeans(model: Model, evidence: EndpointEvidence): Reading[] {
  const { arms, restrictedMeanDifferences = [] } = evidence
  const means = arms.flatMap(({ label, restrictedMeans = [] }, arm) =>
    restrictedMeans.map((mean) => readSum(model, [{ arm, sign: 1 }], mean, label, true)),
  )
  const differences = restrictedMeanDifferences.flatMap((it) => {
    const pair = meanPair(evidence, it)
    if (pair === null) return []
    const terms: Term[] = [
      { arm: pair.numerator, sign: 1 },
      { arm: pair.denominator, sign: -1 },
    ]
    const label = terms.map(({ arm }) => arms[arm]!.label).join(' minus ')
    return [readSum(model, terms, it, label, differenceGoesIn(evidence, it))]
  })
  return [...means, ...differences]
}

/** Places of the arms of a difference; null where one is unknown. */
export function meanPair(
  { arms }: Pick<EndpointEvidence, 'arms'>,
  it: RestrictedMeanDifference,
): { readonly numerator: number; readonly denominator: number } | null {
  const numerator = arms.findIndex(({ id }) => id === it.numerator)
  const denominator = arms.findIndex(({ id }) => id === it.denominator)
  return numerator < 0 || denominator < 0 ? null : { numerator, denominator }
}

/** Beside both of its means a difference says nothing new. */
export function differenceGoesIn({ arms }: Pick<EndpointEvidence, 'arms'>, it: RestrictedMeanDifference): boolean {
  const own = arms.filter(({ id }) => id === it.numerator || id === it.denominator)
  return !own.every((arm) => printsMean(arm.restrictedMeans, it.tau))
}

/** Whether there is a mean up to tau among some. */
export function printsMean(means: readonly RestrictedMean[] | undefined, tau: number): boolean {
  return means?.some((it) => it.tau === tau && printedNumber(it.estimate) !== null) ?? false
}

function readSum(model: Model, terms: readonly Term[], mean: RestrictedMean, label: string, goesIn: boolean): Reading {
  const { tau, estimate } = mean
  const printed = printedNumber(estimate)
  if (printed === null) return { observations: [], predictors: [], notes: [] }
  if (tau > model.horizon) {
    const what = `${label}: the reported restricted mean up to ${show(tau)} months goes beyond the end of follow-up at ${show(model.horizon)} months and is not used.`
    return { observations: [], predictors: [], notes: [what] }
  }
  const areas = terms.map(({ arm, sign }) => ({ arm, sign, area: restrictedMean(model, arm, tau) }))
  const value = (state: Float64Array): Value => sumOf(areas.map(({ area, sign }) => [area.at(state), sign]))
  const noise = (state: Float64Array): number =>
    terms.reduce((sum, { arm }) => sum + meanBridge(model, state, arm, tau), printed.rounding)
  const look = (state: Float64Array): Look => {
    const { value: here, gradient } = value(state)
    return { residual: printed.value - here, variance: noise(state), gradient }
  }
  const residual = (expected: readonly Expected[]): number =>
    areas.reduce((left, { arm, sign, area }) => left - sign * area.from(expected[arm]!), printed.value)
  const group = estimate.id
  const least = terms.length > 1 ? -tau : 0
  const predictor = (figure: Figure, z: number): Predictor => ({
    figure,
    group,
    predict: (law) =>
      predict(law, figure, limitOf(model, terms, tau, z, value(law.state), law), noise(law.state), [least, tau]),
  })
  const z = levelQuantile(mean.interval?.level ?? 0.95)
  const observation: Observation = { figure: group, group, tested: true, look, residual }
  return {
    observations: goesIn ? [observation] : [],
    predictors: [
      predictor(estimate, 0),
      ...(mean.interval === null ? [] : [predictor(mean.interval.lower, -z), predictor(mean.interval.upper, z)]),
    ],
    notes: [],
  }
}

/** The mean, or z standard errors above it. */
function limitOf(
  model: Model,
  terms: readonly Term[],
  tau: number,
  z: number,
  mean: Value,
  { state }: StateLaw,
): Value {
  if (z === 0) return mean
  const { value, gradient } = sumOf(terms.map(({ arm }) => [meanVariance(model, state, arm, tau), 1]))
  const error = Math.sqrt(Math.max(value, 1e-12))
  const perVariance = z / (2 * error)
  return { value: mean.value + z * error, gradient: mean.gradient.map((g, i) => g + perVariance * gradient[i]!) }
}

function sumOf(values: readonly (readonly [Value, 1 | -1])[]): Value {
  const gradient = new Float64Array(values[0]![0].gradient.length)
  let sum = 0
  for (const [{ value, gradient: own }, factor] of values) {
    sum += factor * value
    own.forEach((g, i) => {
      gradient[i]! += factor * g
    })
  }
  return { value: sum, gradient }
}

function predict(
  law: StateLaw,
  figure: Figure,
  { value, gradient }: Value,
  noise: number,
  [least, most]: readonly [number, number],
): Predicted | string {
  if (printedNumber(figure) === null) return 'no number is printed'
  const sd = Math.sqrt(law.variance(gradient) + noise)
  // A limit may lie beyond what a mean can be; the mean itself may not.
  const kept = (x: number): number => Math.min(most, Math.max(least, x))
  return (deviate) => kept(value + deviate * sd)
}
