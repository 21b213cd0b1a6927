import type { Results } from '../result/frames.ts'

/**
 * What must stand beside intervals of the model. Coverage of predictions has been measured for some kinds of figures; that of the spread over draws for none.
 */
export function uncalibrated(results: Results, intervals: 'prediction intervals' | 'spread'): string {
  if (results.analysis.calibrated === true)
    return intervals === 'spread'
      ? ' The coverage of this spread, unlike that of bands and predictions, has not been measured.'
      : ''
  const which = intervals === 'spread' ? 'The spread is' : 'The prediction intervals are'
  return ` ${which} not calibrated: for figures of this kind coverage on held-out trials has not been measured.`
}
