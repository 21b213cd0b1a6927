import type { Results } from '../result/frames.ts'

type Intervals = 'prediction intervals' | 'spread of published measures' | 'spread of scenarios'

const onBed =
  ' How often spreads of measures of the published curves hold the number of the true patients was measured on held-out comparisons with figures of this kind, measure by measure (docs/accuracy-draws.md)'

const measured: Readonly<Record<Intervals, string>> = {
  'prediction intervals': '',
  'spread of published measures': `${onBed}.`,
  'spread of scenarios': `${onBed}; of scenarios on simulated trials alone (docs/accuracy-scenarios.md).`,
}

/** What must stand beside intervals of the model: whether, and on what, their coverage has been measured. */
export function uncalibrated(results: Results, intervals: Intervals): string {
  if (results.analysis.calibrated === true) return measured[intervals]
  const which = intervals === 'prediction intervals' ? 'The prediction intervals are' : 'The spread is'
  return ` ${which} not calibrated: for figures of this kind coverage on held-out trials has not been measured.`
}
