import type { DigitisedArm } from './digitised-arm.ts'

/**
 * The most patients that can still be followed where the picture of an arm ends, so that they may have their event later: those at the last number at risk, less the share of them that falls until then. All of them where
 * nobody is censored in between; nobody where the curve ends at 0.
 */
export function followedAtEnd({ gaps, survival, intervals }: DigitisedArm): number {
  const { from, atRisk } = intervals.at(-1)!
  const last = survival.at(-1) ?? 1
  const near = gaps.findIndex(({ read, to }) => read !== null && to >= from)
  const level = from === 0 ? 1 : near < 0 ? last : survival[near]!
  // A fall close to the last number at risk may stand on either side of it, and half a patient is read as one.
  return level <= 0 ? 0 : Math.floor(atRisk * Math.min(1, last / level) + 0.5)
}
