import type { Results } from '../result/frames.ts'

/** What must stand beside every interval of the model until its coverage has been measured; empty once it has. */
export function uncalibrated(results: Results): string {
  return results.analysis.calibrated === true
    ? ''
    : ' These intervals of the model are not calibrated: how often they cover on held-out trials has not been measured.'
}
