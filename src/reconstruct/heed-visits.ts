import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Fit } from './fit.ts'
import { fit, modelOf } from './fit.ts'
import type { Prior } from './prior.ts'

/** A printed schedule is the wrong one (another part of the trial, another endpoint, a slip) once in twenty, before any figure is read. */
const oddsOfRight = 19

/** The evidence as it is used, with its fit: without its schedule of visits where the other figures speak against that. */
export interface Heeded {
  readonly evidence: EndpointEvidence
  readonly fit: Fit
}

/**
 * A schedule moves every step of a curve, and a wrong one would move them to where no figure allows. So the figures are fitted with and without it: it is
 * left out, and that is said, where it calls more of them in doubt, or where they are so much less likely with it that odds of 19 to 1 for it are lost.
 */
export function heedVisits(evidence: EndpointEvidence, horizon: number, prior: Prior): Heeded {
  const seen = fit(evidence, modelOf(evidence, horizon), prior)
  if (seen.model.arms.every(({ clock }) => clock === undefined)) return { evidence, fit: seen }
  const bare = { ...evidence, arms: evidence.arms.map((arm) => ({ ...arm, visits: undefined })) }
  const free = fit(bare, modelOf(bare, horizon), prior)
  const lost = free.posterior.evidence - seen.posterior.evidence
  const doubted = seen.doubts.length - free.doubts.length
  if (doubted <= 0 && lost <= Math.log(oddsOfRight)) return { evidence, fit: seen }
  const why =
    doubted > 0
      ? `with it ${seen.doubts.map((it) => it.figure).join(', ')} would be in doubt`
      : `they are ${Math.round(Math.exp(Math.min(lost, 9)))} times as likely without it`
  const note = `The schedule of visits does not fit the figures (${why}): it is not used. It may be that of another part of the trial, or counted from another start.`
  return { evidence: bare, fit: { ...free, notes: [...free.notes, note] } }
}
