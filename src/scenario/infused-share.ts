export interface InfusedShareInput {
  /** Infused by the cut-off. */
  readonly infused: number
  readonly randomised: number
  /** Of those not infused by the cut-off, how many were still waiting for it; default 0. */
  readonly waiting?: number
  /** Share of those waiting who will be infused, on [0, 1]; default 1. */
  readonly eventually?: number
}

/**
 * Share p of an arm that belongs to the stratum "would be infused if followed long enough":
 *
 *     p = (infused + eventually x waiting) / randomised
 *
 * The mixture S_ITT = p S_inf + (1 - p) S_non is about those two kinds of patient, not about the state at the cut-off: somebody who
 * was randomised a month before the cut-off and is still waiting belongs to the first kind if the infusion will follow. Such
 * patients add hardly any follow-up, so the Kaplan-Meier curve of the arm already estimates the mixture in the proportions of the
 * whole arm (recruitment is assumed to be alike over calendar time).
 *
 * Counting all of them (`eventually` = 1) and leaving them out of the denominator, infused / (randomised - waiting), agree at both
 * ends; the latter is `eventually` = infused / (randomised - waiting). Whatever the two numbers are, p lies between
 * infused / randomised and 1 - (not infused and not waiting) / randomised, so a sweep of `waiting` from 0 to all who were not infused
 * covers every case.
 *
 * Throws a RangeError where the counts do not fit together.
 */
export function infusedShare({ infused, randomised, waiting = 0, eventually = 1 }: InfusedShareInput): number {
  if (!(Number.isInteger(infused) && Number.isInteger(randomised) && infused > 0 && infused <= randomised))
    throw new RangeError(
      `infusedShare: whole numbers with 0 < infused <= randomised are required, got ${infused} and ${randomised}`,
    )
  // Whole patients are what a paper counts, but a sweep may pass between them.
  if (!(waiting >= 0 && waiting <= randomised - infused))
    throw new RangeError(`infusedShare: waiting must lie on [0, ${randomised - infused}], got ${waiting}`)
  if (!(eventually >= 0 && eventually <= 1))
    throw new RangeError(`infusedShare: eventually must lie on [0, 1], got ${eventually}`)
  return (infused + eventually * waiting) / randomised
}
