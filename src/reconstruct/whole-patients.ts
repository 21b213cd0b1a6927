import type { Predicted } from './observation.ts'

/**
 * A limit of S as a published curve can have it: with fewer than five events, it stands on whole ones.
 *
 * @param followed patients whose censoring has not come by then
 */
export function wholePatients(survival: number, followed: number, round: (x: number) => number): number {
  const events = (1 - survival) * followed
  return events >= 5 ? survival : Math.max(0, 1 - round(events) / followed)
}

/** A predicted count: whatever it can be beside its middle is whole. */
export function wholeCounts(count: Predicted): Predicted {
  return (deviate) => (deviate === 0 ? count(0) : Math.round(count(deviate)))
}
