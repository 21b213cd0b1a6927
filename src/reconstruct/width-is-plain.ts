import type { HazardRatioEvidence, PValueEvidence } from '../evidence/evidence.ts'

/**
 * Whether the width of a hazard ratio's interval can be that of an unstratified Cox model of the arm alone: not where strata or covariates are
 * stated, nor where they are left open beside a test that is stratified. Strata widen an interval by a few percent, as much as ten events
 * moved from one arm to the other do; so a width that is not plain neither splits events nor is asked of the rebuilt patients.
 */
export function widthIsPlain(ratio: HazardRatioEvidence, test: PValueEvidence | null): boolean {
  if (ratio.stratified === true || ratio.adjusted === true) return false
  return ratio.stratified === false || test?.stratified !== true
}
