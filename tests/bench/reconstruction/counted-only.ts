import type { Comparison } from './comparison.ts'

/** A comparison of which only patients, events of each arm, the hazard ratio and the median follow-up are printed: an abstract without times. */
export function countedOnly(comparison: Comparison): Comparison {
  return {
    ...comparison,
    given: (level) => {
      const given = comparison.given(level)
      const { evidence } = given
      const arms = evidence.arms.map((arm) => ({ ...arm, median: null, landmarks: [], atRisk: [] }))
      const followUp = evidence.followUp === null ? null : { ...evidence.followUp, minimum: null, maximum: null }
      return { ...given, curves: null, evidence: { ...evidence, arms, followUp, pValue: null } }
    },
  }
}

/** Whether fewer than 35% of the patients have the event: where abstracts without medians are written. */
export function hasFewEvents({ truth: { event } }: Comparison): boolean {
  return event.reduce((sum, it) => sum + it, 0) < 0.35 * event.length
}
