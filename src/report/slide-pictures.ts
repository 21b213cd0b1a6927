import type { TopLevelSpec } from 'vega-lite'
import { curveFigure } from '../chart/curve-figure.ts'
import { reportedAgainstRebuilt } from '../chart/reported-against-rebuilt.ts'
import { scenarioRanges } from '../chart/scenario-ranges.ts'
import { tippingCurve, tippingFinding, tippingRows } from '../chart/tipping-curve.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { slug } from './blocks.ts'
import { changedScenarios, labels } from './labels.ts'
import { scenarioCharts } from './scenario-charts.ts'
import { scenarioTitle } from './scenario-titles.ts'
import type { SlidePicture } from './slide.ts'
import { type Sweep, sweeps } from './sweeps.ts'

/** The curve figure in the proportions of a slide, without the numbers beneath: those are a table of their own there. Null where there is no curve. */
export function curvePicture(results: Results, { trial, id }: EndpointText): SlidePicture | null {
  if (!results.curves.some((it) => it.trial === trial && it.endpoint === id)) return null
  const spec = curveFigure(results, { trial, endpoint: id }, { width: 600, height: 225 })
  const plot = 'vconcat' in spec ? { ...spec, vconcat: spec.vconcat.slice(0, 1) } : spec
  return picture(`${trial} ${id} curve`, plot)
}

/** Pixels in height that keep the letters of a picture at 12 points. */
const readable = 300

/** The printed figures beside the rebuilt and the predicted ones: as many as can be read from the last row, those in trouble first. Null where none can be drawn. */
export function fidelityPicture(results: Results, { trial, id }: EndpointText): SlidePicture | null {
  if (!results.fidelity.some((it) => it.trial === trial && it.endpoint === id)) return null
  const room = { height: readable, rest: 'in the table of all figures in the appendix' }
  const spec = reportedAgainstRebuilt(results, { trial, endpoint: id }, { width: 190, rowHeight: 30, room })
  return 'vconcat' in spec && spec.vconcat.length === 0 ? null : picture(`${trial} ${id} reported rebuilt`, spec)
}

/** A figure of some of its plots, which it says: the first, or with a negative count the last. */
function firstPlots(spec: TopLevelSpec, count: number): TopLevelSpec {
  if (!('vconcat' in spec) || Math.abs(count) >= spec.vconcat.length) return spec
  const vconcat = count < 0 ? spec.vconcat.slice(count) : spec.vconcat.slice(0, count)
  const shown = `Shown here: the ${count < 0 ? 'last' : 'first'} ${Math.abs(count) === 1 ? 'plot' : `${Math.abs(count)} plots`} of ${spec.vconcat.length}.`
  return { ...spec, vconcat, description: `${spec.description ?? ''} ${shown}`.trim() }
}

/** All scenarios of one measure, a line each. */
export function rangesPicture(results: Results, { trial, endpoint, measure, time, arm, versus }: Row): SlidePicture {
  const spec = scenarioRanges(results, { trial, endpoint, measure, time, arm, versus })
  return picture(`${trial} ${endpoint} scenarios ${measure} ${time ?? ''} ${arm}`, spec)
}

/** The kinds of pictures that a journal club sees first. */
const tellingFirst = [
  'over time',
  'periods',
  'fan',
  'response',
  'clocks',
  'heatmap',
  'bias',
  'follow-up',
  'states',
  'psi',
]

export interface ScenarioPicture extends SlidePicture {
  readonly scenario: string
  /** What it found, with its numbers; null where the finding of the scenario says it. */
  readonly title: string | null
  /** What the report says under it. */
  readonly caption: string
}

/** The pictures of the scenarios that can be read from the last row, the most telling first. */
export function scenarioPictures(results: Results): readonly ScenarioPicture[] {
  const rank = (name: string): number =>
    (tellingFirst.indexOf(name) + tellingFirst.length + 1) % (tellingFirst.length + 1)
  const drawn = results.endpoints.flatMap(({ trial, id: endpoint }) =>
    changedScenarios(results).flatMap(({ id: scenario }) => {
      const target = { trial, endpoint, scenario }
      const own = (it: typeof target): boolean =>
        it.trial === trial && it.endpoint === endpoint && it.scenario === scenario
      const [rows, curves] = [results.rows.filter((it) => own(it)), results.scenarioCurves.filter((it) => own(it))]
      return scenarioCharts.flatMap(({ name, draws, spec: draw, slide, caption }) => {
        if (slide === undefined || !draws(rows, curves)) return []
        const { plots, ...size } = slide
        const spec = draw(results, target, size)
        const shown = plots === undefined ? spec : firstPlots(spec, plots)
        const drawn = picture(`${trial} ${endpoint} ${name} ${scenario}`, shown)
        return [
          { rank: rank(name), picture: { ...drawn, scenario, title: scenarioTitle(results, target, name), caption } },
        ]
      })
    }),
  )
  return [...drawn].sort((a, b) => a.rank - b.rank).map((it) => it.picture)
}

/** The tipping curves in the proportions of a slide: at most two, first those that tip. The table before them has all. */
export function tippingPictures(
  results: Results,
): readonly (Omit<ScenarioPicture, 'caption'> & { readonly tips: boolean })[] {
  const tips = ({ target }: Sweep): boolean => tippingRows(results, target).some((it) => it.estimate !== null)
  const all = sweeps(results)
  const first = [...all.filter((it) => tips(it)), ...all.filter((it) => !tips(it))]
  return first.slice(0, 2).map((sweep) => {
    const { target } = sweep
    return {
      scenario: target.scenario,
      title: `${labels(results).scenario(target.scenario)}: ${tippingFinding(results, target)}`,
      tips: tips(sweep),
      ...picture(
        `${target.trial} ${target.endpoint} tipping ${target.scenario} ${target.parameter} ${target.measure} ${target.variant ?? ''} ${target.method ?? ''}`,
        tippingCurve(results, target, { width: 640, height: 250 }),
      ),
    }
  })
}

/** The title of the slide says what the figure shows, and the line under it stands on the slide: here both go. */
function picture(name: string, spec: TopLevelSpec): SlidePicture {
  const { title, ...rest } = spec
  const lines = typeof title === 'object' && 'subtitle' in title ? title.subtitle : undefined
  return {
    id: `slide-${slug(name)}`,
    spec: rest,
    alt: spec.description ?? '',
    legend: typeof lines === 'string' ? lines : Array.isArray(lines) ? lines.join(' ') : '',
  }
}
