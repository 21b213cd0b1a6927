import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { bandsOf, meanWidths } from './bands-of.ts'
import { believed } from './believed.ts'
import type { Candidate } from './candidate-figures.ts'
import { candidateFigures, printedAs } from './candidate-figures.ts'
import type { ChosenMeasure, MeasureTimes } from './chosen-measures.ts'
import { chosenMeasures, usualTimes } from './chosen-measures.ts'
import { condition, sdAlong } from './condition.ts'
import type { Estimated } from './estimate.ts'
import { estimate } from './estimate.ts'
import type { FigureWorth, MeasureWorth } from './figure-worth.ts'
import { read } from './fit.ts'
import { show } from './horizon.ts'
import type { Look } from './observation.ts'
import { z95 } from './observation.ts'
import { printedNumber } from './printed-number.ts'
import type { Prior } from './prior.ts'
import type { ShapeLaw } from './shape-law.ts'
import { looksOf, shapeLaw, stateCovariance, withShapes } from './shape-law.ts'
import type { Covariance } from './state.ts'
import { elementsOf } from './state.ts'
import { usual } from './reconstruct.ts'
import { mayBeHalved } from './may-be-halved.ts'
import { watchedUntil } from './watched-until.ts'

export interface InformationOptions {
  /** Default: the prior that ships. */
  readonly prior?: Prior
  /** Months: where survival is compared. Default: the standard time nearest to the middle of the time up to which figures are asked for. */
  readonly milestone?: number
  /** Months: the end of the restricted mean. Default: the last standard time up to which figures are asked for. */
  readonly tau?: number
}

/**
 * What one more reported figure would be worth: for each figure that papers usually print and this evidence lacks, the share of the
 * mean width of the 95% model band that it is expected to take away, and the standard deviations of the chosen measures before and after.
 * The most valuable figure first; none where the evidence cannot be rebuilt.
 *
 * Preposterior analysis of the linearised Gaussian model ([RaiffaSchlaifer1961]): each figure is put in at the value that the others
 * predict, at its printed precision; the covariance P - P H' (H P H' + R)^-1 H P that follows does not depend on that value but through the
 * point of linearisation. The noise of the Kaplan-Meier curve is part of the state, so R holds rounding and what the model leaves out of a
 * figure. The end of follow-up is held: where it is assumed, the worth of a figure about follow-up is a poor guess, no worth of the longest follow-up can be given, and only times are offered at which the figures
 * prove that somebody was under observation. A median, or the interval of one that is not reached, is left out where the curve (its lower limit) stays above 1/2 up to there for all but 2.5% of the law. How well
 * the expectation ranks figures, and by how much it is off, was measured on trials with known curves: docs/information.md.
 *
 * @throws RangeError where a time of a measure lies outside (0, end of follow-up]
 */
export function missingFigureWorth(evidence: EndpointEvidence, options: InformationOptions = {}): FigureWorth[] {
  const estimated = estimate(evidence, options.prior ?? usual)
  return estimated === null ? [] : worthOf(evidence, estimated, options)
}

/** The same for evidence that has been estimated already. */
export function worthOf(
  evidence: EndpointEvidence,
  estimated: Estimated,
  options: Omit<InformationOptions, 'prior'> = {},
): FigureWorth[] {
  const context = contextOf(estimated, options)
  return weighFigures(context, evidence)
    .map(({ worth }) => worth)
    .sort((a, b) => b.shrinkage - a.shrinkage)
}

/**
 * What to ask for, in turn: the figure that is worth most, then the one that is worth most once that is known, and so on. Each `shrinkage`
 * is of the band as it is now, so that those of the list add up.
 */
export function inTurn(
  evidence: EndpointEvidence,
  estimated: Estimated,
  count: number,
  options: Omit<InformationOptions, 'prior'> = {},
): FigureWorth[] {
  let context = contextOf(estimated, options)
  let known = evidence
  const asked: FigureWorth[] = []
  while (asked.length < count) {
    const offered = weighFigures(context, known)
    const [first] = offered
    if (first === undefined) break
    const best = offered.reduce((most, it) => (it.worth.shrinkage > most.worth.shrinkage ? it : most), first)
    asked.push(best.worth)
    known = best.supposed
    context = { ...context, covariance: best.covariance, width: context.width - best.worth.points }
  }
  return asked
}

/** A figure with its worth, and what is known once it is. */
interface Weighed {
  readonly worth: FigureWorth
  readonly supposed: EndpointEvidence
  readonly covariance: Float64Array
}

function weighFigures(context: Context, evidence: EndpointEvidence): Weighed[] {
  const { horizon } = context.estimated.fit.model
  return candidateFigures(evidence, horizon, context.until, context.times.tau).flatMap((candidate) => {
    if (!mayExist(context, evidence, candidate)) return []
    const { printed, looks } = predictedFigure(context, candidate)
    if (looks.length === 0) return []
    const { kind, arm, time, words, figures } = candidate
    const about = { figure: words, arm, kind, time, numbers: figures.length }
    return [weigh(context, about, candidate.add(printed), looks)]
  })
}

/** False for a median, or limits of one that is not reached, that is nearly certain not to exist. */
function mayExist({ estimated, until }: Context, { arms }: EndpointEvidence, { kind, arm: id }: Candidate): boolean {
  const arm = arms.findIndex((it) => it.id === id)
  const reached = printedNumber(arms[arm]?.median?.estimate) !== null
  if (kind !== 'median' && (kind !== 'median-interval' || reached)) return true
  return mayBeHalved(estimated.fit, arm, until, kind === 'median' ? 0 : z95)
}

/** A missing figure at the value that the printed ones predict ("NR" where they predict none), and how it looks at the state. */
interface PredictedFigure {
  readonly printed: readonly Figure[]
  readonly looks: readonly Look[]
}

function predictedFigure({ estimated, law, predicted }: Context, candidate: Candidate): PredictedFigure {
  const before = predicted.get(candidate.words)
  if (before !== undefined) return before
  const { model, posterior } = estimated.fit
  const { predictors } = read(candidate.add(candidate.figures), model)
  const printed = candidate.figures.map((figure) => {
    const found = predictors.find((it) => it.figure === figure)?.predict(posterior)
    return printedAs(figure, found === undefined || typeof found === 'string' ? null : found(0))
  })
  const added = new Set(printed.map(({ id }) => id))
  const now = { printed, looks: looksOf(law, estimated.fit, candidate.add(printed), added) }
  predicted.set(candidate.words, now)
  return now
}

interface Context {
  readonly estimated: Estimated
  /** Months up to which figures are asked for. */
  readonly until: number
  readonly times: MeasureTimes
  readonly measures: readonly ChosenMeasure[]
  readonly state: Float64Array
  readonly law: ShapeLaw
  /** Of state and shapes. */
  readonly covariance: Float64Array
  /** Mean width of the band with this covariance, and with the figures that are printed alone. */
  readonly width: number
  readonly first: number
  /** By their words: what does not change from turn to turn. */
  readonly predicted: Map<string, PredictedFigure>
}

function contextOf(estimated: Estimated, options: Omit<InformationOptions, 'prior'>): Context {
  const { fit, grid } = estimated
  const { state } = fit.posterior
  const until = watchedUntil(estimated.believed, fit.model.horizon)
  const times = timesWithin(until, fit.model.horizon, options)
  const law = shapeLaw(estimated)
  const { covariance } = law
  const bands = bandsOf(estimated.believed, fit.model, state, ofState(law, covariance), grid)
  const width = meanWidths(bands, fit.model.horizon)
  const measures = chosenMeasures(fit.model, state, times)
  return { estimated, until, times, measures, state, law, covariance, width, first: width, predicted: new Map() }
}

const ofState = (law: ShapeLaw, covariance: Float64Array): Covariance =>
  elementsOf(stateCovariance(law, covariance), law.state)

function weigh(
  { estimated, state, law, covariance: before, width, first, measures }: Context,
  about: Omit<FigureWorth, 'shrinkage' | 'points' | 'measures'>,
  supposed: EndpointEvidence,
  looks: readonly Look[],
): Weighed {
  const { model, doubts } = estimated.fit
  const covariance = condition(before, law.size, looks)
  const bands = bandsOf(believed(supposed, doubts), model, state, ofState(law, covariance), estimated.grid)
  const points = Math.max(0, width - meanWidths(bands, model.horizon))
  const spreads = measures.map(({ measure, time, gradient }): MeasureWorth => {
    const along = withShapes(law, { gradient, residual: 0, variance: 0 }).gradient
    const sd = (of: Float64Array): number => sdAlong(of, law.size, along)
    return { measure, time, before: sd(before), after: sd(covariance) }
  })
  const worth = { ...about, shrinkage: first > 0 ? points / first : 0, points, measures: spreads }
  return { worth, supposed, covariance }
}

function timesWithin(
  until: number,
  horizon: number,
  { milestone, tau }: Omit<InformationOptions, 'prior'>,
): MeasureTimes {
  for (const [name, time] of Object.entries({ milestone, tau })) {
    if (time !== undefined && !(time > 0 && time <= horizon))
      throw new RangeError(`information: ${name} on (0, ${show(horizon)}] months is required, got ${time}`)
  }
  const own = usualTimes(until, horizon)
  return { milestone: milestone ?? own.milestone, tau: tau ?? own.tau }
}
