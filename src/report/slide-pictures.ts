import type { TopLevelSpec } from 'vega-lite'
import { curveFigure } from '../chart/curve-figure.ts'
import { scenarioForest } from '../chart/scenario-forest.ts'
import { tippingCurve } from '../chart/tipping-curve.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { slug } from './blocks.ts'
import { changedScenarios } from './labels.ts'
import type { SlidePicture } from './slide.ts'
import { sameTarget } from './slide-titles.ts'
import { sweeps } from './sweeps.ts'

/** The curve figure in the proportions of a slide, without the numbers beneath: those are a table of their own there. Null where there is no curve. */
export function curvePicture(results: Results, { trial, id }: EndpointText): SlidePicture | null {
  if (!results.curves.some((it) => it.trial === trial && it.endpoint === id)) return null
  const spec = untitled(curveFigure(results, { trial, endpoint: id }, { width: 700, height: 300 }))
  const plot = 'vconcat' in spec ? { ...spec, vconcat: spec.vconcat.slice(0, 1) } : spec
  return picture(`${trial} ${id} curve`, plot)
}

const scenariosAPicture = 3

/** The forest of one measure in pictures of a few scenarios each: of every scenario its lowest and its highest estimate, and all bounds. */
export function forestPictures(results: Results, target: Row): readonly SlidePicture[] {
  const all = results.rows.filter((it) => it.origin !== 'tipping' && it.origin !== 'reported' && sameTarget(it, target))
  const shown = changedScenarios(results)
    .map(({ id }) => ends(all.filter((it) => it.scenario === id)))
    .filter((it) => it.length > 0)
  const pictures: SlidePicture[] = []
  for (let at = 0; at < shown.length; at += scenariosAPicture) {
    const rows = [target, ...shown.slice(at, at + scenariosAPicture).flat()]
    const { trial, endpoint, measure, time, arm, versus } = target
    const spec = scenarioForest({ ...results, rows }, { trial, endpoint, measure, time, arm, versus })
    pictures.push(picture(`${trial} ${endpoint} forest ${measure} ${time ?? ''} ${arm} ${at}`, untitled(spec)))
  }
  return pictures
}

/** The lowest and the highest estimate of a scenario, in the order of the rows; bounds stay. */
function ends(rows: readonly Row[]): readonly Row[] {
  const estimated = rows.filter((it) => it.origin !== 'bound' && it.estimate !== null)
  const sorted = [...estimated].sort((a, b) => (a.estimate ?? 0) - (b.estimate ?? 0))
  const kept = new Set([sorted[0], sorted.at(-1)])
  return rows.filter((it) => kept.has(it) || it.origin === 'bound')
}

/** Each tipping curve in the proportions of a slide. */
export function tippingPictures(results: Results): readonly (SlidePicture & { readonly scenario: string })[] {
  return sweeps(results).map(({ target }) => ({
    scenario: target.scenario,
    ...picture(
      `${target.trial} ${target.endpoint} tipping ${target.scenario} ${target.parameter} ${target.measure} ${target.variant ?? ''} ${target.method ?? ''}`,
      untitled(tippingCurve(results, target, { width: 640, height: 250 })),
    ),
  }))
}

/** The title of the slide says what the figure shows: its own goes, the line under it stays. */
function untitled(spec: TopLevelSpec): TopLevelSpec {
  const { title } = spec
  if (typeof title !== 'object' || !('text' in title)) return spec
  return { ...spec, title: { ...title, text: '', fontSize: 1, subtitlePadding: 0, offset: 16 } }
}

const picture = (name: string, spec: TopLevelSpec): SlidePicture => ({
  id: `slide-${slug(name)}`,
  spec,
  alt: spec.description ?? '',
})
