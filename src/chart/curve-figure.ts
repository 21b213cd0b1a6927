import type { TopLevelSpec } from 'vega-lite'
import type { ArmText, Results } from '../result/frames.ts'
import { armCurves, endLabels } from './arm-curves.ts'
import { axisNote, survivalAxes, timeAxis } from './time-axis.ts'
import { hazardRatioBlock } from './hazard-ratio-block.ts'
import { curveLayers } from './curve-layers.ts'
import { curveDescription, curveSubtitle } from './curve-text.ts'
import type { CurveFigureOptions, CurveFigureParts } from './curve-figure-parts.ts'
import type { Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { medianLayers } from './median-layers.ts'
import { numberTable } from './number-table.ts'
import { reportedLayers } from './reported-layers.ts'
import { ownAxes, type Plot } from './plot.ts'
import { armStyles, chartConfig } from './theme.ts'

export type CurveFigureData = Pick<
  Results,
  'analysis' | 'trials' | 'endpoints' | 'rows' | 'curves' | 'censored' | 'risk' | 'reported'
>

/**
 * The curve figure: the rebuilt Kaplan-Meier curves of an endpoint with the model's band, the reported figures laid over them, the
 * hazard ratio as reported and as rebuilt, and the numbers beneath. Black is what was reported, colour is what was rebuilt.
 *
 * RangeError where the trial or the endpoint is not among the results.
 */
export function curveFigure(
  results: CurveFigureData,
  { trial, endpoint }: { readonly trial: string; readonly endpoint: string },
  options: CurveFigureOptions = {},
): TopLevelSpec {
  const parts = partsOf(results, trial, endpoint, options)
  const { width = 560, height = 330 } = options
  const risk = results.risk.filter((it) => it.trial === trial && it.endpoint === endpoint)
  const axis = timeAxis(risk, parts.endpoint.horizon, width)
  const plot: Plot = { width, height, end: axis.end, left: 92 }
  const ratio = hazardRatioBlock(parts, plot)
  const table = numberTable(risk, parts, axis, plot)
  const layers: Layer[] = [
    survivalAxes(plot, axis.ticks, parts.endpoint),
    ...curveLayers(parts, plot),
    ...medianLayers(parts, plot),
    ...reportedLayers(parts, plot),
    ...endLabels(parts.arms, plot),
    ...ratio.layers,
    ...axisNote(parts, plot),
  ]
  const title = `${parts.trial.label}: ${lowerFirst(parts.endpoint.label)}, rebuilt from reported figures`
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: curveDescription(parts),
    title: { text: title, subtitle: [...curveSubtitle(parts, plot), ...ratio.sentence], dx: -plot.left },
    vconcat: [{ width, height, layer: layers, resolve: ownAxes }, ...table],
    bounds: 'flush',
    spacing: 78,
    config: chartConfig,
  }
}

function partsOf(
  results: CurveFigureData,
  trialId: string,
  endpointId: string,
  options: CurveFigureOptions,
): CurveFigureParts {
  const trial = results.trials.find((it) => it.id === trialId)
  const endpoint = results.endpoints.find((it) => it.trial === trialId && it.id === endpointId)
  if (!trial || !endpoint) {
    throw new RangeError(`A trial and an endpoint of the results are required, got ${trialId} and ${endpointId}.`)
  }
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === trialId && it.endpoint === endpointId
  const shown = new Set([...results.curves, ...results.reported].filter(of).map((it) => it.arm))
  const arms: readonly ArmText[] = trial.arms.filter((it) => shown.has(it.id))
  return {
    trial,
    endpoint,
    arms: armCurves(armStyles(arms), results.curves.filter(of), results.censored.filter(of), trial),
    reported: results.reported.filter(of),
    rebuilt: results.rows.filter((it) => of(it) && it.role === 'reference' && it.origin === 'rebuilt'),
    calibrated: results.analysis.calibrated === true,
    options,
  }
}
