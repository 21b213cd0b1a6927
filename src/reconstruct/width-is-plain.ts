import type { HazardRatioEvidence, PValueEvidence } from '../evidence/evidence.ts'

/**
 * Whether the width of a hazard ratio's interval is said to be that of an unstratified Cox model of the arm alone: of the ratio, or, where that leaves strata open, of an unstratified
 * test beside it, which is asked of the patients too. Strata and covariates widen an interval by a few percent, as much as ten events moved from one arm to the other do; so a
 * width that may have them neither splits events nor is asked of the rebuilt patients. A test that is stratified itself, and so goes in nowhere, changes nothing by being printed.
 */
export function widthIsPlain(ratio: HazardRatioEvidence, test: PValueEvidence | null): boolean {
  if (ratio.stratified === true || ratio.adjusted === true) return false
  return ratio.stratified === false || test?.stratified === false
}
