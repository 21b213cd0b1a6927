import type { TopLevelSpec } from 'vega-lite'
import type { EndpointText, Results, ScenarioCurveRow, ScenarioText, TrialText } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { wrapText } from './text-width.ts'
import { armStyles, chartConfig, ink, semibold, sizes, type ArmStyle } from './theme.ts'

export type ScenarioData = Pick<Results, 'trials' | 'endpoints' | 'scenarios' | 'rows' | 'scenarioCurves' | 'borrowed'>

/** A scenario on one endpoint of one trial. */
export interface ScenarioTarget {
  readonly trial: string
  readonly endpoint: string
  readonly scenario: string
}

/** Size of a plot without its labels, in pixels. */
export interface PlotSize {
  readonly width?: number
  readonly height?: number
}

/** All that belongs to a scenario on one endpoint. */
export interface ScenarioParts {
  readonly trial: TrialText
  readonly endpoint: EndpointText
  readonly scenario: ScenarioText | undefined
  readonly label: string
  readonly rows: readonly Row[]
  readonly curves: readonly ScenarioCurveRow[]
  readonly styles: readonly ArmStyle[]
  /** Of an arm of another trial, which has no style here: ink and the name under which it was borrowed. */
  readonly styleOf: (arm: string) => ArmStyle
}

/** Whether rows and curves of a scenario make a picture. */
export type Draws = (rows: readonly Row[], curves: readonly ScenarioCurveRow[]) => boolean

/** RangeError where the trial or the endpoint is not among the results, or `enough` says that the rows do not make the picture. */
export function scenarioParts(
  results: ScenarioData,
  target: ScenarioTarget,
  needs: string,
  enough: Draws,
): ScenarioParts {
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  const own = (it: ScenarioTarget): boolean =>
    it.trial === target.trial && it.endpoint === target.endpoint && it.scenario === target.scenario
  const rows = results.rows.filter(own)
  const curves = results.scenarioCurves.filter(own)
  if (!trial || !endpoint || !enough(rows, curves))
    throw new RangeError(
      `${needs} are required, got none for ${target.scenario} on ${target.endpoint} of ${target.trial}.`,
    )
  const scenario = results.scenarios.find((it) => it.id === target.scenario)
  const styles = armStyles(trial.arms)
  const foreign = (id: string): ArmStyle => {
    const label = results.borrowed?.find((it) => it.id === id)?.label ?? id
    return { id, label, role: 'control', line: ink, text: ink, dash: [7, 2.5] }
  }
  return {
    trial,
    endpoint,
    scenario,
    label: scenario?.label ?? target.scenario,
    rows,
    curves,
    styles,
    styleOf: (arm) => styles.find((it) => it.id === arm) ?? foreign(arm),
  }
}

/** The outside of a figure: its sentence, title and subtitle broken to its width, one left edge for all. */
export function figureSpec(figure: {
  readonly description: string
  readonly title: string
  readonly subtitle: string
  /** Room left of the plots; width of everything from there to the right edge. */
  readonly left: number
  readonly width: number
  readonly plots: Extract<TopLevelSpec, { vconcat: unknown }>['vconcat']
  readonly spacing?: number
}): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: figure.description,
    title: {
      text: [...wrapText(figure.title, figure.width, sizes.title, semibold)],
      subtitle: [...wrapText(figure.subtitle, figure.width, sizes.subtitle)],
      dx: -figure.left,
    },
    vconcat: figure.plots,
    bounds: 'flush',
    ...(figure.spacing === undefined ? {} : { spacing: figure.spacing }),
    config: chartConfig,
  }
}

/** "KarMMa-3: effects by time". */
export const titleOf = ({ trial, label }: ScenarioParts): string => `${trial.label}: ${lowerFirst(label)}`

/** A sentence from clauses: the first letter is made a capital, a full stop put at the end. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/u.test(text) ? '' : '.'}`
}
