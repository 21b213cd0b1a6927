import type { TopLevelSpec } from 'vega-lite'
import { fixed } from '../result/format.ts'
import { formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { dotsOn, exactly, linear, note, pixelX, planeAxes, segmentsOn, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'
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
import { faint, ink, muted, paper, semibold, sizes } from './theme.ts'

const [left, right] = [230, 140]
const rowHeight = 34
const limit = 1.96

interface Test {
  readonly name: string
  readonly z: Row | undefined
  readonly p: Row
}

export const drawsTests: Draws = (rows) => testsOf(rows).length > 0

/**
 * Weighted tests: z of each as a dot on a stem from 0, its p-value beside it; a test that combines others has a p-value alone.
 *
 * Rows: `z-statistic` and `p-value`, one each a method.
 */
export function testsLollipop(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 340 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'z-statistics and p-values of tests', drawsTests)
  const tests = testsOf(parts.rows)
  const height = tests.length * rowHeight
  const zs = tests.flatMap(({ z }) => [z?.estimate, z?.spreadLower, z?.spreadUpper].flatMap((it) => it ?? []))
  const plane: Plane = { width, height, x: linear([...zs, 0, -limit, limit], 7), y: exactly(height, 0, []) }
  const first = tests[0]?.p
  const [arm, control] = [parts.styleOf(first?.arm ?? ''), parts.styleOf(first?.versus ?? '')]
  const spread = tests.some(({ z }) => z?.spreadLower !== null && z?.spreadLower !== undefined)
  return figureSpec({
    description: described(tests, `${arm.label} against ${control.label} in ${parts.trial.label}`),
    title: titleOf(parts),
    subtitle:
      `Dots: z of each test, unstratified; below 0, fewer events than expected with ${arm.label}. Between the dashed lines the two-sided p-value is above 0.05. ` +
      `${spread ? 'Grey bars: reconstruction spread. ' : ''}The least of several p-values is not a p-value: only MaxCombo allows for having looked in several ways.`,
    left,
    width: left + width + right,
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          planeAxes(plane, { x: { title: 'z' } }),
          ...[-limit, limit].flatMap((x) =>
            segmentsOn(plane, [{ x, x2: x, y: 0, y2: height }], { colour: muted, width: 1, dash: [4, 3] }),
          ),
          ...segmentsOn(plane, [{ x: 0, x2: 0, y: 0, y2: height }], { colour: ink, width: 1 }),
          textAt('−1.96', pixelX(plane, -limit), -9, { ...note, align: 'center' }),
          textAt('1.96', pixelX(plane, limit), -9, { ...note, align: 'center' }),
          textAt('p', width + 112, -9, { ...note, align: 'right' }),
          ...tests.flatMap((test, at) => testLayers(test, (at + 0.5) * rowHeight, plane, arm.line)),
        ],
      },
    ],
  })
}

function testsOf(rows: readonly Row[]): readonly Test[] {
  return rows
    .filter((it) => it.measure === 'p-value' && it.time === null)
    .map((p) => ({
      name: nameOf(p.method),
      z: rows.find((it) => it.measure === 'z-statistic' && it.method === p.method && it.estimate !== null),
      p,
    }))
    .filter(({ z, p }, _, all) => all.some((it) => it.z !== undefined) && (z !== undefined || p.estimate !== null))
}

/** The method of a row as a name. */
function nameOf(method: string): string {
  return method
    .replace(', unstratified', '')
    .replace('fleming-harrington', 'Fleming–Harrington')
    .replace('max-combo', 'MaxCombo')
}

function testLayers({ name, z, p }: Test, y: number, plane: Plane, colour: string): readonly Layer[] {
  const lines = wrapText(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, left - 20, sizes.label)
  const value = z?.estimate
  return [
    ...lines.map((text, at) => textAt(text, -left, y + (at - (lines.length - 1) / 2) * 14)),
    ...(value === null || value === undefined
      ? [textAt('combines the others: no z', pixelX(plane, plane.x.from) + 6, y, note)]
      : [
          ...(z?.spreadLower === null || z?.spreadUpper === null || z === undefined
            ? []
            : segmentsOn(plane, [{ x: z.spreadLower, x2: z.spreadUpper, y: y + 8, y2: y + 8 }], {
                colour: faint,
                width: 4,
                opacity: 0.7,
              })),
          ...segmentsOn(plane, [{ x: 0, x2: value, y, y2: y }], { colour, width: 2 }),
          ...dotsOn(plane, [{ x: value, y }], { colour, size: 90 }, paper),
          textAt(fixed(value, 2), plane.width + 14, y, { colour: muted }),
        ]),
    textAt(
      p.estimate === null ? 'not estimable' : formatValue('p-value', p.estimate),
      plane.width + 112 + (p.estimate === null ? 28 : 0),
      y,
      {
        align: 'right',
        weight: semibold,
      },
    ),
  ]
}

function described(tests: readonly Test[], what: string): string {
  const each = tests.map(({ name, z, p }) => {
    const value = z?.estimate === null || z === undefined ? '' : `z ${fixed(z.estimate, 2)}, `
    return `${name}: ${value}p ${p.estimate === null ? 'not estimable' : formatValue('p-value', p.estimate)}`
  })
  return sentence(`Tests of equal curves, ${what}: ${each.join('; ')}`)
}
