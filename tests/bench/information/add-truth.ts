import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { bandsOf, meanWidths } from '../../../src/reconstruct/bands-of.ts'
import type { Candidate } from '../../../src/reconstruct/candidate-figures.ts'
import { candidateFigures, printedAs } from '../../../src/reconstruct/candidate-figures.ts'
import { chosenMeasures, usualTimes } from '../../../src/reconstruct/chosen-measures.ts'
import type { Estimated } from '../../../src/reconstruct/estimate.ts'
import { estimate, spreadOver } from '../../../src/reconstruct/estimate.ts'
import type { CandidateKind } from '../../../src/reconstruct/figure-worth.ts'
import { worthOf } from '../../../src/reconstruct/missing-figure-worth.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { twinsOf } from '../../../src/reconstruct/rebuilt-figure.ts'
import { watchedUntil } from '../../../src/reconstruct/watched-until.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'
import type { Comparison } from '../reconstruction/comparison.ts'
import { along } from '../../../src/reconstruct/along.ts'

/** One missing figure: what it was expected to be worth, and what the true one was worth once it was put in. */
export interface Added {
  readonly comparison: string
  readonly kind: CandidateKind
  readonly figure: string
  readonly expected: number
  readonly real: number
  /** By measure: expected and real standard deviation after, over the one before. */
  readonly spreads: readonly { readonly measure: string; readonly expected: number; readonly real: number }[]
  /** Mean absolute error of the smooth curves over [0, tau], before and after. */
  readonly errorBefore: number
  readonly errorAfter: number
}

/** Every figure that the evidence lacks and a reconstruction can read, added as the true patients would print it. */
export function addTruth(comparison: Comparison, evidence: EndpointEvidence, prior: Prior): Added[] {
  const before = estimate(evidence, prior)
  if (before === null) return []
  const expected = new Map(worthOf(evidence, before).map((it) => [it.figure, it]))
  const { horizon } = before.fit.model
  const errorBefore = errorOf(comparison, before)
  return candidateFigures(evidence, horizon, watchedUntil(before.believed, horizon)).flatMap((candidate) => {
    const worth = expected.get(candidate.words)
    const told = withTruth(candidate, comparison, horizon)
    const after = estimate(told, prior)
    if (worth === undefined || after === null) return []
    const until = Math.min(horizon, after.fit.model.horizon)
    const sds = spreadsOf(after, usualTimes(watchedUntil(before.believed, horizon), horizon), until)
    return {
      comparison: comparison.id,
      kind: candidate.kind,
      figure: candidate.words,
      expected: worth.shrinkage,
      real: 1 - widthOf(told, after, until) / widthOf(evidence, before, until),
      spreads: worth.measures.map(({ measure, before: sd, after: expectedSd }, k) => ({
        measure,
        expected: expectedSd / sd,
        real: sds[k]! / sd,
      })),
      errorBefore,
      errorAfter: errorOf(comparison, after),
    }
  })
}

function withTruth(candidate: Candidate, { truth }: Comparison, horizon: number): EndpointEvidence {
  const twins = twinsOf(candidate.add(candidate.figures), truth, horizon)
  return candidate.add(candidate.figures.map((figure) => printedAs(figure, twins.get(figure)?.value ?? null)))
}

function widthOf(evidence: EndpointEvidence, { fit, accruals, grid }: Estimated, until: number): number {
  const covariance = spreadOver(accruals, fit)
  return meanWidths(bandsOf(evidence, fit.model, fit.posterior.state, covariance, grid), until)
}

function spreadsOf({ fit }: Estimated, times: ReturnType<typeof usualTimes>, until: number): number[] {
  const within = { milestone: Math.min(times.milestone, until), tau: Math.min(times.tau, until) }
  return chosenMeasures(fit.model, fit.posterior.state, within).map(({ gradient }) =>
    Math.sqrt(fit.posterior.variance(gradient)),
  )
}

const steps = 400

function errorOf({ truth, tau }: Comparison, { arms }: Estimated): number {
  const errors = arms.map(({ curve }, index) => {
    const km = kaplanMeier(armAt(truth, index))
    let sum = 0
    for (let k = 0; k < steps; k += 1) {
      const time = ((k + 0.5) / steps) * tau
      sum += Math.abs(survivalAt(km, time) - along(curve.time, curve.survival, time))
    }
    return sum / steps
  })
  return errors.reduce((sum, x) => sum + x, 0) / errors.length
}
