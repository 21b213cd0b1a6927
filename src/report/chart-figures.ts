import { curveFigure } from '../chart/curve-figure.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import { slug } from './blocks.ts'
import type { Block, Figure } from './document.ts'
import { figureData } from './figure-data.ts'

/** The charts of a report where its sections want them. */
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
    curves: (trial, endpoint) => {
      const found = results.endpoints.find((it) => it.trial === trial && it.id === endpoint)
      return found === undefined ? [] : curve(results, found)
    },
    fidelity: [],
    scenarioCurves: () => [],
    forests: [],
    tipping: [],
  }
}

const block = (figure: Figure): readonly Block[] => [{ kind: 'figure', number: 0, figure }]

/** File name of a chart: the trial is part of it only where there are several. */
function fileName(results: Results, trial: string, ...parts: readonly string[]): string {
  return slug([...(results.trials.length > 1 ? [trial] : []), ...parts].join(' '))
}

function curve(results: Results, endpoint: EndpointText): readonly Block[] {
  const mine = { trial: endpoint.trial, endpoint: endpoint.id }
  if (!results.curves.some((it) => it.trial === mine.trial && it.endpoint === mine.endpoint)) return []
  const spec = curveFigure(results, mine)
  return block({
    id: fileName(results, mine.trial, mine.endpoint, 'curve'),
    spec,
    caption:
      `${endpoint.label}: the curves rebuilt from the printed figures, in colour, and the printed figures on them, in black. ` +
      `The shading is the model’s 95% band, pointwise${bandCalibration(results)}; it depends on the prior.`,
    alt: spec.description ?? endpoint.label,
    data: figureData.curve(
      results,
      results.risk.filter((it) => it.trial === mine.trial && it.endpoint === mine.endpoint),
    ),
  })
}

const bandCalibration = (results: Results): string =>
  results.analysis.calibrated === true ? '' : ', not calibrated (on held-out trials coverage has not been measured)'
