import type { TopLevelSpec } from 'vega-lite'
import { formatEstimate, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { linesIn, overlayLeft, overlayPlot, overlayRight, pointsOf, type OverlayLine } from './curve-overlay.ts'
import { lowerFirst } from '../result/lower-first.ts'
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

const dashes: readonly (readonly number[])[] = [[], [2, 2], [10, 2.5, 2, 2.5]]

export const drawsClocks: Draws = (rows, curves) =>
  rows.some((it) => it.status === 'refused') && new Set(curves.map((it) => it.arm)).size > 1

/**
 * A single arm beside a historical control: each curve on its own clock, and the arm moved to an earlier clock with its plateau of immortal time. No
 * hazard ratio: nothing was randomised.
 *
 * Curves by variant (the clock) and arm, one of them of another record; medians of the rows go into the sentence.
 */
export function clockOverlay(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 520, height = 320 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Curves on their clocks', drawsClocks)
  const own = parts.trial.arms[0]?.id ?? ''
  const lines = linesIn(parts.curves).map((it): OverlayLine => {
    const style = parts.styleOf(it.arm)
    const points = pointsOf(parts.curves, it)
    const rank = linesIn(parts.curves)
      .filter((other) => other.arm === it.arm)
      .findIndex((other) => other.variant === it.variant)
    return {
      name: rank === 0 ? `${style.label}, ${it.variant}` : it.variant,
      points,
      colour: style.line,
      textColour: style.text,
      width: rank === 0 ? 2.2 : 1.6,
      dash: it.arm === own ? (dashes[rank % dashes.length] ?? []) : style.dash,
    }
  })
  const moved = lines.length > new Set(parts.curves.map((it) => it.arm)).size
  const lag = moved ? ' Dotted: the single arm, moved to the earlier clock by the lag that the plan assumes.' : ''
  const refused = parts.rows.find((it) => it.status === 'refused')?.assumption ?? ''
  return figureSpec({
    description: described(parts),
    title: titleOf(parts),
    subtitle: `${parts.endpoint.label}, each curve on its own clock: they show no comparison of alike patients.${lag} ${refused}`,
    left: overlayLeft,
    width: overlayLeft + width + overlayRight(lines),
    plots: [overlayPlot(lines, { x: 'Months, each on its own clock', y: parts.endpoint.label }, { width, height })],
  })
}

function described({ rows, endpoint, trial, styleOf }: ScenarioParts): string {
  const curves = rows.filter((it) => it.origin === 'scenario' && it.estimate !== null)
  const [shown] = ['median', 'survival'].flatMap((measure) => curves.find((it) => it.measure === measure) ?? [])
  const head = `${endpoint.label} in ${trial.label} beside a historical control, not compared`
  if (shown === undefined) return sentence(head)
  const same = curves.filter((it) => it.measure === shown.measure && it.time === shown.time)
  const said = (it: Row): string => `${styleOf(it.arm).label}, ${it.variant}, ${formatEstimate(it)}`
  return sentence(`${head}; ${lowerFirst(measureLabel(shown.measure, shown.time))}: ${same.map(said).join('; ')}`)
}
