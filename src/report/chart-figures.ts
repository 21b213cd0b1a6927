import type { Results } from '../result/frames.ts'
import type { Block } from './document.ts'

export interface ChartFigures {
  readonly curves: (trial: string, endpoint: string) => readonly Block[]
  readonly fidelity: readonly Block[]
  readonly scenarioCurves: (scenario: string) => readonly Block[]
  readonly forests: readonly Block[]
  readonly tipping: readonly Block[]
}

/** The charts of a report with their captions, their sentence for those who do not see them, and the numbers behind them. */
export function chartFigures(results: Results): ChartFigures {
  return {
    curves: () => [],
    fidelity: [],
    scenarioCurves: () => [],
    forests: results.rows.length < 0 ? [] : [],
    tipping: [],
  }
}
