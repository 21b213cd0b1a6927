import type { TopLevelSpec } from 'vega-lite'
import { formatEstimate, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { intervalPanel, type IntervalMark } from './interval-panel.ts'
import { textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import {
  figureSpec,
  scenarioParts,
  sentence,
  titleOf,
  type Draws,
  type PlotSize,
  type ScenarioData,
  type ScenarioTarget,
} from './scenario-parts.ts'
import { wrapText } from './text-width.ts'
import { caution, faint, ink, muted, semibold, sizes } from './theme.ts'

const [left, right] = [290, 170]
const mostRowHeight = 30

/** What a way of analysing is called in the rows where nothing is changed. */
const asAssigned = 'as assigned'

export const drawsWays: Draws = (rows) => waysOf(rows).length > 1

/**
 * One comparison analysed in several ways, against the way that randomisation supports: groupings by the treatment that was got, adjustments for
 * switching. Ways that nothing identifies have open dots.
 *
 * Rows: `hazard-ratio` by variant, one of them "as assigned".
 */
export function waysForest(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 320, height: most = Infinity }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Hazard ratios as assigned and in other ways', drawsWays)
  const rows = waysOf(parts.rows)
  const assigned = rows.find((it) => it.variant === asAssigned)
  const rowHeight = Math.min(mostRowHeight, most / rows.length)
  const height = rows.length * rowHeight
  const colour = parts.styleOf(rows[0]?.arm ?? '').line
  const { measure } = rows[0] ?? { measure: '' }
  const what = `${measureLabel(measure, null)}, ${parts.styleOf(rows[0]?.arm ?? '').label} v. ${parts.styleOf(rows[0]?.versus ?? '').label}`
  const open = rows.some((it) => it.identification === 'none' && it.variant !== asAssigned)
  const odd = rows.some((it) => it.status === 'infeasible')
  return figureSpec({
    description: described(rows, `${lowerFirst(parts.endpoint.label)} in ${parts.trial.label}`),
    title: titleOf(parts),
    subtitle:
      `${what}. Diamond and long dashes: as assigned. Dots: in other ways, with 95% CI; thin lines beneath: reconstruction spread.` +
      (open ? ' Open dots: nothing identifies an effect of treatment.' : '') +
      (odd ? ' Short dashes: what is simulated and the curve disagree.' : '') +
      ' What rebuilt patients do not have, the time of infusion or of switching, is simulated.',
    left,
    width: left + width + right,
    plots: [
      intervalPanel({
        width,
        height,
        log: measureFormat(measure).kind === 'ratio',
        title: what,
        rules: [
          { at: 1, colour: faint, dash: [2, 2], label: 'no effect' },
          ...(assigned?.estimate === null || assigned === undefined
            ? []
            : [{ at: assigned.estimate, colour, dash: [5, 3] }]),
        ],
        marks: rows.flatMap((it, at) => marks(it, (at + 0.5) * rowHeight, colour)),
        texts: rows.flatMap((it, at) => texts(it, (at + 0.5) * rowHeight, width)),
      }),
    ],
  })
}

/** As assigned first. */
function waysOf(rows: readonly Row[]): readonly Row[] {
  const own = rows.filter((it) => it.measure === 'hazard-ratio' && it.origin === 'scenario' && it.variant !== '')
  const assigned = own.filter((it) => it.variant === asAssigned)
  return assigned.length === 0 ? [] : [...assigned, ...own.filter((it) => it.variant !== asAssigned)]
}

function marks(row: Row, y: number, colour: string): readonly IntervalMark[] {
  const assigned = row.variant === asAssigned
  const blank = { name: row.variant, y, shape: assigned ? 'diamond' : 'circle' } as const
  const spread =
    row.spreadLower === null || row.spreadUpper === null
      ? []
      : [
          {
            ...blank,
            y: y + 9,
            estimate: null,
            lower: row.spreadLower,
            upper: row.spreadUpper,
            filled: false,
            colour: muted,
            stroke: 1.6,
          },
        ]
  return [
    ...spread,
    {
      ...blank,
      estimate: row.estimate,
      lower: row.lower,
      upper: row.upper,
      filled: assigned || row.identification !== 'none',
      colour: assigned ? colour : ink,
      stroke: 2.2,
      ...(row.status === 'infeasible' ? { dash: [3, 2] } : {}),
    },
  ]
}

function texts(row: Row, y: number, width: number): readonly Layer[] {
  const assigned = row.variant === asAssigned
  const lines = wrapText(
    row.variant.charAt(0).toUpperCase() + row.variant.slice(1),
    left - 16,
    sizes.label,
    assigned ? semibold : 400,
  )
  return [
    ...lines.map((text, at) =>
      textAt(text, -left, y + (at - (lines.length - 1) / 2) * 14, { weight: assigned ? semibold : 400 }),
    ),
    textAt(formatEstimate(row), width + 16, y, {
      weight: assigned ? semibold : 400,
      colour: row.status === 'infeasible' && row.estimate === null ? caution : ink,
    }),
  ]
}

function described(rows: readonly Row[], what: string): string {
  const assigned = rows.find((it) => it.variant === asAssigned)
  const others = rows.filter((it) => it !== assigned)
  const each = others.map((it) => `${it.variant} ${formatEstimate(it)}`)
  return sentence(
    `Hazard ratio of ${what}: as assigned ${assigned === undefined ? 'not given' : formatEstimate(assigned)}; ${each.join('; ')}`,
  )
}
