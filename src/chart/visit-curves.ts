import type { TopLevelSpec } from 'vega-lite'
import { formatEstimate } from '../result/measure-format.ts'
import { linesIn, overlayLeft, overlayPlot, overlayRight, pointsOf, type OverlayLine } from './curve-overlay.ts'
import { monthsSince } from './months-since.ts'
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
import { plotHeading } from './plot-heading.ts'

const rebuilt = 'as rebuilt'

export const drawsVisits: Draws = (_, curves) =>
  curves.some((it) => it.variant === rebuilt) && curves.some((it) => it.variant !== rebuilt)

/**
 * Assessment schedules: for each schedule the curves of both arms as seen at its visits, over the curves as rebuilt.
 *
 * Curves of the variant "as rebuilt" and of each schedule; the hazard ratios of the rows go into the sentence and the headings.
 */
export function visitCurves(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 520, height = 190 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Curves as rebuilt and under schedules', drawsVisits)
  const all = linesIn(parts.curves)
  const schedules = [...new Set(all.map((it) => it.variant))].filter((it) => it !== rebuilt)
  const linesOf = (variant: string, strong: boolean): readonly OverlayLine[] =>
    all
      .filter((it) => it.variant === variant)
      .map((it) => {
        const style = parts.styleOf(it.arm)
        return {
          name: strong ? style.label : '',
          points: pointsOf(parts.curves, it),
          colour: style.line,
          textColour: style.text,
          width: strong ? 2.2 : 0.8,
          dash: strong ? style.dash : [],
        }
      })
  const widest = Math.max(...schedules.map((it) => overlayRight(linesOf(it, true))))
  return figureSpec({
    description: described(parts, schedules),
    title: titleOf(parts),
    subtitle:
      `${parts.endpoint.label}. Thick steps: events seen at the next visit, censorings at the last; thin steps: as rebuilt. ` +
      'The printed curves come from the trial’s own visits already; up to an interval between visits of each delay can be of the reconstruction.',
    left: overlayLeft,
    width: overlayLeft + width + widest,
    plots: schedules.map((variant, at) => {
      const words = {
        x: at === schedules.length - 1 ? monthsSince(parts.endpoint.clock) : '',
        y: parts.endpoint.label,
      }
      return overlayPlot([...linesOf(rebuilt, false), ...linesOf(variant, true)], words, { width, height }, () =>
        plotHeading(`${variant}${ratioOf(parts, variant)}`),
      )
    }),
    spacing: 72,
  })
}

function ratioOf({ rows }: ScenarioParts, variant: string): string {
  const row = rows.find((it) => it.variant === variant && it.measure === 'hazard-ratio')
  return row === undefined ? '' : `: hazard ratio ${formatEstimate(row)}`
}

function described(parts: ScenarioParts, schedules: readonly string[]): string {
  const each = [rebuilt, ...schedules].map((it) => `${it}${ratioOf(parts, it)}`)
  return sentence(`${parts.endpoint.label} in ${parts.trial.label} as seen at visits: ${each.join('; ')}`)
}
