import type { TopLevelSpec } from 'vega-lite'
import { biasDistribution, drawsBias } from '../chart/bias-distribution.ts'
import { clockOverlay, drawsClocks } from '../chart/clock-overlay.ts'
import { curveFan, drawsFan } from '../chart/curve-fan.ts'
import { differenceOverTime, drawsDifferences } from '../chart/difference-over-time.ts'
import { drawsFollowUp, followUpCurves } from '../chart/follow-up-curves.ts'
import { drawsPeriods, hazardRatiosByPeriod } from '../chart/hazard-ratios-by-period.ts'
import { boundsFigure, drawsBounds } from '../chart/range-bar.ts'
import { drawsResponse, responseDumbbell } from '../chart/response-dumbbell.ts'
import { scenarioCurves } from '../chart/scenario-curves.ts'
import type { Draws, PlotSize, ScenarioTarget } from '../chart/scenario-parts.ts'
import { drawsStates, stateOccupancy } from '../chart/state-occupancy.ts'
import { drawsTests, testsLollipop } from '../chart/tests-lollipop.ts'
import { drawsHeatmap, tippingHeatmap } from '../chart/tipping-heatmap.ts'
import { drawsVisits, visitCurves } from '../chart/visit-curves.ts'
import { drawsWays, waysForest } from '../chart/ways-forest.ts'
import { drawsPsi, zOfPsi } from '../chart/z-of-psi.ts'
import type { Results } from '../result/frames.ts'
import type { Table } from './document.ts'
import { figureData } from './figure-data.ts'

/** A picture of a scenario: when its rows and curves make one, and what is said and listed with it. */
export interface ScenarioChart {
  /** Part of the file name. */
  readonly name: string
  readonly draws: Draws
  readonly spec: (results: Results, target: ScenarioTarget, size?: PlotSize) => TopLevelSpec
  /** Size of its plot on a slide, and of how many plots where not of all, of the last ones where negative; absent: it has too many rows for letters of 12 points. */
  readonly slide?: PlotSize & { readonly plots?: number }
  readonly caption: string
  /** Whether it is a picture of the endpoint: counts of responders are not. */
  readonly ofEndpoint?: false
  readonly data: (results: Results, target: ScenarioTarget) => Table
}

const rowsOf = (results: Results, target: ScenarioTarget) => results.rows.filter((it) => of(target)(it))

const of =
  (target: ScenarioTarget) =>
  (it: ScenarioTarget): boolean =>
    it.trial === target.trial && it.endpoint === target.endpoint && it.scenario === target.scenario

/** Dense sweeps behind a line are in results.csv. */
const estimates = (results: Results, target: ScenarioTarget): Table =>
  figureData.estimates(
    results,
    rowsOf(results, target).filter(
      (it) =>
        it.origin !== 'tipping' &&
        it.measure !== 'share-of-simulations' &&
        !(it.measure === 'z-statistic' && it.value !== null),
    ),
  )

const curves = (results: Results, target: ScenarioTarget): Table =>
  figureData.scenarioCurves(
    results,
    results.scenarioCurves.filter((it) => of(target)(it)),
  )

/** Curves of a scenario that have a picture of their own kind. */
const curveCharts: readonly ScenarioChart[] = [
  {
    name: 'fan',
    draws: drawsFan,
    spec: curveFan,
    slide: { width: 560, height: 220 },
    caption:
      'The curve of everybody under each assumption about those who are not in the printed curve, inside all that it can be; of several lags the first alone.',
    data: curves,
  },
  {
    name: 'follow-up',
    draws: drawsFollowUp,
    spec: followUpCurves,
    slide: { width: 560, height: 230, plots: 1 },
    caption:
      'Follow-up of both arms, and the range of the difference over everything that may have become of those censored early.',
    data: estimates,
  },
  {
    name: 'visits',
    draws: drawsVisits,
    spec: visitCurves,
    slide: { width: 560, height: 210, plots: -1 },
    caption: 'The curves as seen at the visits of each schedule, over the curves as rebuilt.',
    data: estimates,
  },
  {
    name: 'clocks',
    draws: drawsClocks,
    spec: clockOverlay,
    slide: { width: 540, height: 220 },
    caption: 'The single arm and the historical control, each on its own clock; nothing is compared.',
    data: estimates,
  },
]

const smallMultiples: ScenarioChart = {
  name: 'curves',
  draws: (rows, own) => own.length > 0 && !curveCharts.some((it) => it.draws(rows, own)),
  spec: scenarioCurves,
  slide: { width: 740, height: 190 },
  caption:
    'The curve under each variant of the scenario, as computed and not repaired, beside the rebuilt curves. Stretches that no survival curve can have are marked.',
  data: curves,
}

/** Every picture that rows of a scenario can make, in the order in which they are shown. */
export const scenarioCharts: readonly ScenarioChart[] = [
  ...curveCharts,
  smallMultiples,
  {
    name: 'over time',
    draws: drawsDifferences,
    spec: differenceOverTime,
    slide: { height: 210, plots: 1 },
    caption: 'Differences between the arms against time, with the number needed to treat at that time.',
    data: estimates,
  },
  {
    name: 'periods',
    draws: drawsPeriods,
    spec: hazardRatiosByPeriod,
    slide: { width: 520, height: 210 },
    caption: 'The hazard ratio by period, beside the ratio over all events.',
    data: estimates,
  },
  {
    name: 'states',
    draws: drawsStates,
    spec: stateOccupancy,
    slide: { width: 560, height: 220 },
    caption: 'Who waits, is infused and has had the event, stacked over time, by the model.',
    data: estimates,
  },
  {
    name: 'ways',
    draws: drawsWays,
    spec: waysForest,
    slide: { width: 320, height: 250 },
    caption: 'The hazard ratio as assigned and in each other way of analysing it.',
    data: estimates,
  },
  {
    name: 'psi',
    draws: drawsPsi,
    spec: zOfPsi,
    slide: { height: 210 },
    caption:
      'g-estimation: z against psi with every root, of the first simulation of switches. All values of z are in results.csv.',
    data: estimates,
  },
  {
    name: 'tests',
    draws: drawsTests,
    spec: testsLollipop,
    slide: {},
    caption: 'Tests of equal curves, each weighing early and late events in its own way.',
    data: estimates,
  },
  {
    name: 'bias',
    draws: drawsBias,
    spec: biasDistribution,
    slide: { height: 190, plots: 1 },
    caption:
      'The difference over the priors, and how far each prior moves it by itself. The shares of the simulations are in results.csv.',
    data: estimates,
  },
  {
    name: 'response',
    draws: drawsResponse,
    spec: (results, target) => responseDumbbell(results, [target]),
    slide: {},
    caption: 'Response as reported and among everybody, for each number of responders among the others.',
    ofEndpoint: false,
    data: estimates,
  },
  {
    name: 'heatmap',
    draws: drawsHeatmap,
    spec: tippingHeatmap,
    slide: { width: 420, height: 190 },
    caption: 'The result over both assumptions, and where the conclusion changes.',
    data: estimates,
  },
  {
    name: 'bounds',
    draws: (rows, own) => drawsBounds(rows, own) && !drawsFollowUp(rows, own) && !drawsHeatmap(rows, own),
    spec: boundsFigure,
    slide: {},
    caption: 'All that the number can be.',
    data: estimates,
  },
]
