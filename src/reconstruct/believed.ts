import type { EndpointEvidence, EstimateFigure, Figure, FollowUpEvidence } from '../evidence/evidence.ts'
import type { Doubt } from './doubts-of.ts'

/**
 * The evidence without the figures that the others contradict. What is doubted binds nothing: neither the bounds, which hold only if every figure is right, nor the patients, nor the draws.
 * An estimate takes its limits with it; limits alone leave their estimate.
 */
export function believed(evidence: EndpointEvidence, doubts: readonly Doubt[]): EndpointEvidence {
  if (doubts.length === 0) return evidence
  const doubted = new Set(doubts.map(({ figure }) => figure))
  const right = (figure: Figure): boolean => !doubted.has(figure.id)
  const figure = (it: Figure | null): Figure | null => (it !== null && right(it) ? it : null)
  const estimate = <T extends EstimateFigure>(it: T | null): T | null => {
    if (it === null || !right(it.estimate)) return null
    return it.interval === null || (right(it.interval.lower) && right(it.interval.upper))
      ? it
      : { ...it, interval: null }
  }
  const followUp = (it: FollowUpEvidence | null): FollowUpEvidence | null =>
    it && { ...it, median: figure(it.median), minimum: figure(it.minimum), maximum: figure(it.maximum) }
  return {
    ...evidence,
    arms: evidence.arms.map((arm) => ({
      ...arm,
      median: estimate(arm.median),
      landmarks: arm.landmarks.flatMap((it) => estimate(it) ?? []),
      restrictedMeans: arm.restrictedMeans?.flatMap((it) => estimate(it) ?? []),
      atRisk: arm.atRisk.filter(({ count }) => right(count)),
      events: figure(arm.events),
      followUp: followUp(arm.followUp),
    })),
    events: figure(evidence.events),
    contrasts: evidence.contrasts.map((it) => ({ ...it, hazardRatio: estimate(it.hazardRatio) })),
    restrictedMeanDifferences: evidence.restrictedMeanDifferences?.flatMap((it) => estimate(it) ?? []),
    followUp: followUp(evidence.followUp),
  }
}
