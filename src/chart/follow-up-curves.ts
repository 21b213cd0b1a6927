import type { TopLevelSpec } from 'vega-lite'
import { percent, trimmed } from '../result/format.ts'
import { formatEstimate, formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { linesIn, overlayLeft, overlayPlot, overlayRight, pointsOf, type OverlayLine } from './curve-overlay.ts'
import type { Layer } from './layer.ts'
import { monthsSince } from './months-since.ts'
import { dotsOn, pixelX, segmentsOn, type Plane } from './plane.ts'
import { textAt } from './layer.ts'
import { rangeBar, rangesOf } from './range-bar.ts'
import {
  figureSpec,
  scenarioParts,
  sentence,
  titleOf,
  type Draws,
  type PlotSize,
  type ScenarioData,
  type ScenarioParts,
  type ScenarioTarget,
} from './scenario-parts.ts'
import { faint, muted, sizes } from './theme.ts'

/** What the curves of follow-up are called in the rows. */
export const followUpVariant = 'still under observation'

export const drawsFollowUp: Draws = (_, curves) => curves.some((it) => it.variant === followUpVariant)

/**
 * Whether one arm is censored earlier: reverse Kaplan-Meier curves of both arms with their medians, and below, the range over everything that may have become
 * of those censored early.
 *
 * Curves of the variant "still under observation", rows `follow-up-median`, `proportion` by a time, and the bounds of a difference.
 */
export function followUpCurves(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 520, height = 240 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Curves of follow-up', drawsFollowUp)
  const own = parts.curves.filter((it) => it.variant === followUpVariant)
  const lines = linesIn(own).map(({ variant, arm }): OverlayLine => {
    const style = parts.styleOf(arm)
    const points = pointsOf(own, { variant, arm })
    return { name: style.label, points, colour: style.line, textColour: style.text, width: 2.2, dash: style.dash }
  })
  const right = overlayRight(lines)
  const ranges = rangesOf(parts.rows)
  const words = { x: monthsSince(parts.endpoint.clock), y: 'Still under observation' }
  return figureSpec({
    description: described(parts),
    title: titleOf(parts),
    subtitle:
      'Steps: reverse Kaplan–Meier estimate of the time to censoring, events as the end of observation; dotted: its median. ' +
      `${early(parts.rows, parts)}The times of rebuilt censorings between the printed figures are the model’s.`,
    left: overlayLeft,
    width: overlayLeft + width + right,
    plots: [
      overlayPlot(lines, words, { width, height }, (plane) => medians(parts.rows, plane)),
      ...(ranges.length === 0 ? [] : [rangeBar(ranges, { width, left: overlayLeft })]),
    ],
    spacing: 100,
  })
}

/** Medians of follow-up, dotted down to the axis. */
function medians(rows: readonly Row[], plane: Plane): readonly Layer[] {
  const found = rows.flatMap((it) => (it.measure === 'follow-up-median' && it.estimate !== null ? [it.estimate] : []))
  const sorted = [...found].sort((a, b) => a - b)
  return sorted.flatMap((x, at) => [
    ...segmentsOn(plane, [{ x, x2: x, y: 0, y2: 0.5 }], { colour: faint, width: 1.2, dash: [1, 3] }),
    ...dotsOn(plane, [{ x, y: 0.5 }], { colour: muted, size: 18 }, muted),
    textAt(formatValue('follow-up-median', x), pixelX(plane, x) + (at === 0 ? -5 : 5), plane.height - 10, {
      align: at === 0 ? 'right' : 'left',
      colour: muted,
      size: sizes.note,
    }),
  ])
}

/** "Censored by 6 months: Ide-cel 5.1%, Standard regimen 3.8% (log-rank test of censoring: p 0.80)." */
function early(rows: readonly Row[], { styleOf }: ScenarioParts): string {
  const shares = rows.filter((it) => it.measure === 'proportion' && it.time !== null && it.estimate !== null)
  const time = Math.max(...shares.map((it) => it.time ?? 0))
  const last = shares.filter((it) => it.time === time)
  if (last.length === 0) return ''
  const p = rows.find((it) => it.measure === 'p-value' && it.time === null)?.estimate
  const each = last.map((it) => `${styleOf(it.arm).label} ${percent(it.estimate ?? 0)}`)
  return `Censored by ${trimmed(time)} months: ${each.join(', ')}${p === null || p === undefined ? '' : ` (log-rank test of censoring: p ${formatValue('p-value', p)})`}. `
}

function described(parts: ScenarioParts): string {
  const follow = parts.rows.filter((it) => it.measure === 'follow-up-median')
  const each = follow.map((it) => `${parts.styleOf(it.arm).label} ${formatEstimate(it)} months`)
  const reach = rangesOf(parts.rows).map((it) => it.said)
  return sentence(
    `Reverse Kaplan–Meier curves of follow-up in ${parts.trial.label}, median ${each.join(', ')}. ${early(parts.rows, parts)}${reach.map(sentence).join(' ')}`.trim(),
  )
}
