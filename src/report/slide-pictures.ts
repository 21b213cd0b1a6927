import type { TopLevelSpec } from 'vega-lite'
import { curveFigure } from '../chart/curve-figure.ts'
import { scenarioForest } from '../chart/scenario-forest.ts'
import { wrapText } from '../chart/text-width.ts'
import { tippingCurve } from '../chart/tipping-curve.ts'
import type { EndpointText, Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { slug } from './blocks.ts'
import { changedScenarios } from './labels.ts'
import type { SlidePicture } from './slide.ts'
import { sameTarget } from './slide-titles.ts'
import { type Sweep, sweeps } from './sweeps.ts'

/** The curve figure in the proportions of a slide, without the numbers beneath: those are a table of their own there. Null where there is no curve. */
export function curvePicture(results: Results, { trial, id }: EndpointText): SlidePicture | null {
  if (!results.curves.some((it) => it.trial === trial && it.endpoint === id)) return null
  const spec = untitled(curveFigure(results, { trial, endpoint: id }, { width: 700, height: 300 }))
  const plot = 'vconcat' in spec ? { ...spec, vconcat: spec.vconcat.slice(0, 1) } : spec
  return picture(`${trial} ${id} curve`, plot)
}

/** Pixels that rows and headings of a forest may take in height, with its text at 12 points or more on a slide. */
const room = 225
const labelLines = (row: Row): number => wrapText(row.variant, 150, 12).length
const rowHeight = (row: Row): number => Math.max(25, labelLines(row) * 15 + 10)
const headingHeight = 46

/**
 * The forest of one measure in pictures that can be read from the last row: of every scenario its lowest and its highest estimate, of
 * bounds the narrowest and the widest, the published result on top of each.
 */
export function forestPictures(results: Results, target: Row): readonly SlidePicture[] {
  const all = results.rows.filter((it) => it.origin !== 'tipping' && it.origin !== 'reported' && sameTarget(it, target))
  const pages: Row[][] = []
  let used = room
  for (const { id } of changedScenarios(results)) {
    const rows = ends(all.filter((it) => it.scenario === id))
    const whole = headingHeight + rows.reduce((sum, it) => sum + rowHeight(it), 0)
    rows.forEach((row, at) => {
      // A scenario that fits on one picture is not divided.
      const wanted = at === 0 && whole <= room ? whole : rowHeight(row) + (at === 0 ? headingHeight : 0)
      if (used + wanted > room) {
        pages.push([])
        used = at === 0 ? 0 : headingHeight
      }
      pages.at(-1)?.push(row)
      used += rowHeight(row) + (at === 0 ? headingHeight : 0)
    })
  }
  return pages.map((rows, at) => {
    const { trial, endpoint, measure, time, arm, versus } = target
    const spec = scenarioForest(
      { ...results, rows: [target, ...rows] },
      { trial, endpoint, measure, time, arm, versus },
    )
    return picture(`${trial} ${endpoint} forest ${measure} ${time ?? ''} ${arm} ${at + 1}`, untitled(spec))
  })
}

/** The lowest and the highest estimate of a scenario and the narrowest and the widest bounds, in the order of the rows. */
function ends(rows: readonly Row[]): readonly Row[] {
  const estimated = rows.filter((it) => it.origin !== 'bound' && it.estimate !== null)
  const sorted = [...estimated].sort((a, b) => (a.estimate ?? 0) - (b.estimate ?? 0))
  const width = (it: Row): number => (it.lower === null || it.upper === null ? Infinity : it.upper - it.lower)
  const bounds = rows.filter((it) => it.origin === 'bound').sort((a, b) => width(a) - width(b))
  const kept = new Set([sorted[0], sorted.at(-1), bounds[0], bounds.at(-1)])
  return rows.filter((it) => kept.has(it))
}

/** The tipping curves in the proportions of a slide: at most two, first those that tip. The table before them has all. */
export function tippingPictures(results: Results): readonly (SlidePicture & { readonly scenario: string })[] {
  const tips = ({ target }: Sweep): boolean =>
    results.rows.some((it) => it.origin === 'tipping' && it.scenario === target.scenario && it.estimate !== null)
  const all = sweeps(results)
  const first = [...all.filter((it) => tips(it)), ...all.filter((it) => !tips(it))]
  return first.slice(0, 2).map(({ target }) => ({
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
