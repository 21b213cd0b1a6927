import { trimmed } from '../result/format.ts'
import type { ArmEvidence, EndpointEvidence, Figure } from '../evidence/evidence.ts'

/**
 * The last time (months) at which a figure of the arm pins its curve: a landmark, a median or one of its limits, a number at
 * risk. After it the curve is the model's alone. 0 where nothing does.
 */
export function lastEvidenceOf(arm: ArmEvidence): number {
  return Math.max(0, ...pinningTimes(arm))
}

/**
 * Whether a time lies beyond the last figure of the arm. A printed median of 34.7 stands for 34.65 to 34.75: a rebuilt one of 34.71 that it gave is
 * not beyond it.
 */
export function isBeyondEvidence(arm: ArmEvidence, time: number): boolean {
  const { median } = arm
  const rounded = [median?.estimate, median?.interval?.lower, median?.interval?.upper].flatMap((it) =>
    it?.quantity.kind === 'number' ? [it.quantity.upper] : [],
  )
  return time > Math.max(lastEvidenceOf(arm), ...rounded)
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

/** "after 12 months (Control) and 16.1 months (New)", "at any time": where the curves go on that no figure pins; null where none does. */
export function unpinnedAfter({ arms }: EndpointEvidence, horizon: number): string | null {
  const open = arms.filter((it) => lastEvidenceOf(it) < horizon)
  if (open.length === 0) return null
  const ever = open.filter((it) => lastEvidenceOf(it) > 0)
  if (ever.length === 0 && open.length === arms.length) return 'at any time'
  const never = open.filter((it) => !ever.includes(it)).map((it) => `at any time (${it.label})`)
  const after = ever.map((it) => `${trimmed(lastEvidenceOf(it), 1)} months (${it.label})`).join(' and ')
  return [...(after === '' ? [] : [`after ${after}`]), ...never].join(' and ')
}

/** Of the arm that is pinned longest. */
export function lastEvidence(evidence: EndpointEvidence): number {
  return Math.max(0, ...evidence.arms.map(lastEvidenceOf))
}

function timeOf({ quantity }: Figure): readonly number[] {
  return quantity.kind === 'number' ? [quantity.value] : []
}
