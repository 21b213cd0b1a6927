import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { bandsOf, meanWidths } from './bands-of.ts'
import type { Candidate } from './candidate-figures.ts'
import { candidateFigures, printedAs } from './candidate-figures.ts'
import type { ChosenMeasure, MeasureTimes } from './chosen-measures.ts'
import { chosenMeasures, meanLook, usualTimes } from './chosen-measures.ts'
import { condition, sdAlong } from './condition.ts'
import type { Estimated } from './estimate.ts'
import { estimate, spreadOver } from './estimate.ts'
import type { FigureWorth, MeasureWorth } from './figure-worth.ts'
import { read } from './fit.ts'
import { show } from './horizon.ts'
import type { Look } from './observation.ts'
import type { Prior } from './prior.ts'
import { usual } from './reconstruct.ts'

export interface InformationOptions {
  /** Default: the prior that ships. */
  readonly prior?: Prior
  /** Months: where survival is compared. Default: the standard time nearest to the middle of follow-up. */
  readonly milestone?: number
  /** Months: the end of the restricted mean. Default: the last standard time within follow-up. */
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
 * figure. The end of follow-up is held: where it is assumed, the worth of a figure about follow-up is a poor guess. How well
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
  const { model } = estimated.fit
  const times = timesWithin(model.horizon, options)
  const context = contextOf(evidence, estimated, times)
  const found = candidateFigures(evidence, model.horizon).flatMap((candidate) => {
    const supposed = suppose(candidate, estimated)
    const added = new Set(candidate.figures.map(({ id }) => id))
    const looks = read(supposed, model).observations.flatMap((it) =>
      added.has(it.figure) ? [it.look(context.state)] : [],
    )
    if (looks.length === 0) return []
    const { kind, arm, time, words, figures } = candidate
    const about = { figure: words, arm, kind, time, numbers: figures.length, readable: true }
    return [{ ...about, ...worth(context, supposed, looks) }]
  })
  const means = evidence.arms.map((arm, index) => ({
    figure: `restricted mean survival time to ${show(times.tau)} months, ${arm.label}`,
    arm: arm.id,
    kind: 'restricted-mean' as const,
    time: times.tau,
    numbers: 1,
    readable: false,
    ...worth(context, evidence, [meanLook(model, context.state, index, times.tau)]),
  }))
  return [...found, ...means].sort((a, b) => b.shrinkage - a.shrinkage)
}

/** The evidence with a figure at the value that the others predict: "NR" where they predict none. */
function suppose(candidate: Candidate, { fit: { model, posterior } }: Estimated): EndpointEvidence {
  const { predictors } = read(candidate.add(candidate.figures), model)
  const value = (figure: Figure): number | null => {
    const predicted = predictors.find((it) => it.figure === figure)?.predict(posterior)
    return predicted === undefined || typeof predicted === 'string' ? null : predicted.value
  }
  return candidate.add(candidate.figures.map((figure) => printedAs(figure, value(figure))))
}

interface Context {
  readonly estimated: Estimated
  readonly state: Float64Array
  readonly covariance: Float64Array
  readonly width: number
  readonly measures: readonly ChosenMeasure[]
}

function contextOf(evidence: EndpointEvidence, estimated: Estimated, times: MeasureTimes): Context {
  const { fit, grid } = estimated
  const { state } = fit.posterior
  const covariance = spreadOver(estimated.accruals, fit)
  const width = meanWidths(bandsOf(evidence, fit.model, state, covariance, grid), fit.model.horizon)
  return { estimated, state, covariance, width, measures: chosenMeasures(fit.model, state, times) }
}

function worth(
  { estimated, state, covariance, width, measures }: Context,
  supposed: EndpointEvidence,
  looks: readonly Look[],
): Pick<FigureWorth, 'shrinkage' | 'points' | 'measures'> {
  const { model } = estimated.fit
  const after = condition(covariance, state.length, looks)
  const points = Math.max(0, width - meanWidths(bandsOf(supposed, model, state, after, estimated.grid), model.horizon))
  const spreads = measures.map(({ measure, time, gradient }): MeasureWorth => {
    const sd = (of: Float64Array): number => sdAlong(of, state.length, gradient)
    return { measure, time, before: sd(covariance), after: sd(after) }
  })
  return { shrinkage: width > 0 ? points / width : 0, points, measures: spreads }
}

function timesWithin(horizon: number, { milestone, tau }: Omit<InformationOptions, 'prior'>): MeasureTimes {
  for (const [name, time] of Object.entries({ milestone, tau })) {
    if (time !== undefined && !(time > 0 && time <= horizon))
      throw new RangeError(`information: ${name} on (0, ${show(horizon)}] months is required, got ${time}`)
  }
  const own = usualTimes(horizon)
  return { milestone: milestone ?? own.milestone, tau: tau ?? own.tau }
}
