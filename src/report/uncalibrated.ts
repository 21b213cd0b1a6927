import type { Results } from '../result/frames.ts'

/** What must stand beside intervals of the model until their coverage has been measured; empty once it has. */
export function uncalibrated(results: Results, intervals: 'prediction intervals' | 'spread'): string {
  if (results.analysis.calibrated === true) return ''
  const which = intervals === 'spread' ? 'The spread is' : 'The prediction intervals are'
  return ` ${which} not calibrated: on held-out trials coverage has not been measured.`
}
