import { trimmed } from '../result/format.ts'
import type { ArmEvidence, EndpointEvidence, Figure } from '../evidence/evidence.ts'

/**
 * The last time (months) at which a figure of the arm pins its curve: a landmark, a median or one of its limits, a number at
 * risk. After it the curve is the model's alone. 0 where nothing does.
 */
export function lastEvidenceOf(arm: ArmEvidence): number {
  return Math.max(0, ...pinningTimes(arm))
}

/** The first and the last time at which a figure pins the curve of an arm; null where none does. */
export function pinnedStretch(arm: ArmEvidence): { readonly first: number | null; readonly last: number | null } {
  const times = pinningTimes(arm)
  return times.length === 0 ? { first: null, last: null } : { first: Math.min(...times), last: Math.max(...times) }
}

function pinningTimes(arm: ArmEvidence): readonly number[] {
  const median = [arm.median?.estimate, arm.median?.interval?.lower, arm.median?.interval?.upper]
  return [
    ...arm.landmarks.map((it) => it.time),
    ...arm.atRisk.map((it) => it.time),
    ...median.flatMap((it) => (it === undefined ? [] : timeOf(it))),
  ].filter((it) => it > 0)
}

/** "12 months (Control) and 16.1 months (New)": where the curves that go on beyond their last figure are pinned no longer; null where none does. */
export function unpinnedAfter({ arms }: EndpointEvidence, horizon: number): string | null {
  const open = arms.filter((it) => lastEvidenceOf(it) < horizon)
  if (open.length === 0) return null
  return open.map((it) => `${trimmed(lastEvidenceOf(it), 1)} months (${it.label})`).join(' and ')
}

/** Of the arm that is pinned longest. */
export function lastEvidence(evidence: EndpointEvidence): number {
  return Math.max(0, ...evidence.arms.map(lastEvidenceOf))
}

function timeOf({ quantity }: Figure): readonly number[] {
  return quantity.kind === 'number' ? [quantity.value] : []
}
