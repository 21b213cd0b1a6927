import type { TopLevelSpec } from 'vega-lite'
import { formatEstimate, formatInterval, formatParameter } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { dotsOn, exactly, linear, planeAxes, segmentsOn, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'
import {
  figureSpec,
  scenarioParts,
  sentence,
  type Draws,
  type PlotSize,
  type ScenarioData,
  type ScenarioParts,
  type ScenarioTarget,
} from './scenario-parts.ts'
import { wrapText } from './text-width.ts'
import { faint, ink, muted, paper, semibold, sizes } from './theme.ts'

const [left, right] = [250, 150]
const rowHeight = 26
const headingHeight = 30
const gap = 10

/** A proportion of one scenario: as reported, then under each assumption about the others. */
interface Responses {
  readonly parts: ScenarioParts
  readonly lines: readonly Line[]
  readonly bound: Row | undefined
}

interface Line {
  readonly row: Row
  readonly text: string
  readonly reported: boolean
}

const isProportion = (it: Row): boolean => it.measure === 'proportion' && it.origin === 'scenario' && it.versus === ''

export const drawsResponse: Draws = (rows) =>
  rows.some((it) => it.parameter.startsWith('responders')) && rows.filter(isProportion).length > 1

/**
 * Response by denominator: the proportion as reported among those whom the paper counts, joined to what it is among everybody, for each number of responders
 * among the others; the bracket is all that it can be. One block for each scenario that is asked for.
 *
 * Rows: `proportion` with exact (or Wilson) limits, reported without a parameter and swept over the responders; a bound.
 */
export function responseDumbbell(
  results: ScenarioData,
  targets: readonly [ScenarioTarget, ...ScenarioTarget[]],
  { width = 360 }: PlotSize = {},
): TopLevelSpec {
  const blocks = targets.map((target) => responsesOf(results, target))
  const numbers = blocks.flatMap(({ lines, bound }) => [
    ...lines.flatMap(({ row }) => [row.estimate, row.lower, row.upper]),
    bound?.lower,
    bound?.upper,
  ])
  const percents = numbers.flatMap((it) => (it === null || it === undefined ? [] : [it * 100]))
  const tops: number[] = []
  let height = 0
  for (const { lines } of blocks) {
    tops.push(height)
    height += headingHeight + lines.length * rowHeight + gap
  }
  const plane: Plane = { width, height, x: linear(percents, 6, [0, 100]), y: exactly(height, 0, []) }
  const [first] = blocks
  return figureSpec({
    description: described(blocks),
    title: `${first?.parts.trial.label ?? ''}: response, from those counted to everybody`,
    subtitle:
      'Diamonds: as reported. Dots: among everybody, if so many of the others responded. Bars: 95% exact limits. Lines join the reported proportion to the others; ' +
      'grey brackets: all that it can be, whatever the others did.',
    left,
    width: left + width + right,
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          planeAxes(plane, { x: { title: 'Proportion (%)' } }),
          ...blocks.flatMap((block, at) => blockLayers(block, tops[at] ?? 0, plane)),
        ],
      },
    ],
  })
}

function responsesOf(results: ScenarioData, target: ScenarioTarget): Responses {
  const parts = scenarioParts(results, target, 'Proportions by denominator', drawsResponse)
  const all = parts.rows.filter(isProportion)
  const method = all.some((it) => it.method === 'clopper-pearson') ? 'clopper-pearson' : (all[0]?.method ?? '')
  const own = all.filter((it) => it.method === method)
  const reported = own.filter((it) => it.value === null)
  const swept = own.filter((it) => it.value !== null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
  return {
    parts,
    lines: [
      ...reported.map((row) => ({ row, text: `${row.population}, as reported`, reported: true })),
      ...swept.map((row) => ({
        row,
        text: `${row.population}, if ${formatParameter(row.parameter, row.value ?? 0)} of the others did`,
        reported: false,
      })),
    ],
    bound: parts.rows.find((it) => it.origin === 'bound' && it.measure === 'proportion'),
  }
}

function blockLayers({ parts, lines, bound }: Responses, top: number, plane: Plane): readonly Layer[] {
  const yOf = (at: number): number => top + headingHeight + (at + 0.5) * rowHeight
  const percent = (it: number | null | undefined): number => (it ?? 0) * 100
  const colour = parts.styleOf(lines[0]?.row.arm ?? '').line
  const from = lines.find((it) => it.reported)?.row.estimate ?? null
  const title = wrapText(parts.label, left + plane.width, sizes.label, semibold)
  const [firstSwept, lastSwept] = [lines.findIndex((it) => !it.reported), lines.length - 1]
  return [
    ...title.slice(0, 1).map((text) => textAt(text, -left, top + headingHeight / 2 + 4, { weight: semibold })),
    // The reported proportion is carried down to each of the others.
    ...(from === null || firstSwept < 1
      ? []
      : segmentsOn(plane, [{ x: percent(from), x2: percent(from), y: yOf(0), y2: yOf(lastSwept) }], {
          colour: faint,
          width: 1,
          dash: [2, 2],
        })),
    ...lines.flatMap(({ row, text, reported }, at) => {
      const y = yOf(at)
      const estimate = percent(row.estimate)
      return [
        textAt(text, -left + 12, y),
        ...(reported || from === null
          ? []
          : segmentsOn(plane, [{ x: percent(from), x2: estimate, y, y2: y }], { colour, width: 6, opacity: 0.3 })),
        ...segmentsOn(
          plane,
          [{ x: percent(row.lower ?? row.estimate), x2: percent(row.upper ?? row.estimate), y, y2: y }],
          {
            colour: reported ? ink : colour,
            width: 1.8,
          },
        ),
        ...dotsOn(
          plane,
          [{ x: estimate, y }],
          { colour: reported ? ink : colour, shape: reported ? 'diamond' : 'circle' },
          paper,
        ),
        textAt(formatEstimate(row), plane.width + 14, y, { weight: reported ? semibold : 400 }),
      ]
    }),
    ...(bound === undefined || bound.lower === null || bound.upper === null
      ? []
      : bracket(plane, [percent(bound.lower), percent(bound.upper)], yOf(lastSwept) + rowHeight / 2 + 2)),
  ]
}

function bracket(plane: Plane, [from, to]: readonly [number, number], y: number): readonly Layer[] {
  const style = { colour: muted, width: 1.2 }
  return segmentsOn(
    plane,
    [
      { x: from, x2: to, y, y2: y },
      { x: from, x2: from, y: y - 4, y2: y },
      { x: to, x2: to, y: y - 4, y2: y },
    ],
    style,
  )
}

function described(blocks: readonly Responses[]): string {
  const each = blocks.map(({ parts, lines, bound }) => {
    const reported = lines.find((it) => it.reported)?.row
    const reach = bound === undefined ? null : formatInterval('proportion', bound.lower, bound.upper)
    const others = lines.filter((it) => !it.reported)
    const among = others[0]?.row.population ?? ''
    return `${parts.label}, ${reported === undefined ? '' : `${formatEstimate(reported)} of ${reported.population} as reported, `}${
      reach === null
        ? others.map((it) => formatEstimate(it.row)).join(', ')
        : `between ${reach.replace('–', ' and ').replace(' to ', ' and ')}% of ${among} whatever the others did`
    }`
  })
  return sentence(`Response in ${blocks[0]?.parts.trial.label ?? ''}: ${each.join('; ')}`)
}
