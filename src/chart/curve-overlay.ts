import type { ScenarioCurveRow } from '../result/frames.ts'
import { edgeLabels, edgeLabelWidth } from './edge-labels.ts'
import type { Layer } from './layer.ts'
import { curveOn, exactly, monthAxis, pixelX, pixelY, planeAxes, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'

/** Room left of the axis of survival. */
export const overlayLeft = 70

/** A stepped curve with its name at its end. */
export interface OverlayLine {
  readonly name: string
  readonly points: readonly { readonly time: number; readonly survival: number }[]
  readonly colour: string
  readonly textColour: string
  readonly width: number
  readonly dash: readonly number[]
}

/** Stepped curves over one time axis, each named at its end by a piece of it. */
export function overlayPlot(
  lines: readonly OverlayLine[],
  words: { readonly x: string; readonly y: string },
  size: { readonly width: number; readonly height: number },
  beneath: (plane: Plane) => readonly Layer[] = () => [],
) {
  const end = Math.max(...lines.flatMap((it) => it.points.map(({ time }) => time)))
  const plane: Plane = { ...size, x: monthAxis(end), y: exactly(0, 1, [0, 0.25, 0.5, 0.75, 1]) }
  const labels = lines.flatMap(({ name, points, textColour, dash }) => {
    const last = points.at(-1)
    return last === undefined || name === ''
      ? []
      : [{ x: pixelX(plane, last.time), y: pixelY(plane, last.survival), text: name, colour: textColour, dash }]
  })
  return {
    ...size,
    resolve: ownAxes,
    layer: [
      planeAxes(plane, { x: { title: words.x }, y: { title: words.y, percent: true, room: overlayLeft } }),
      ...beneath(plane),
      ...lines.flatMap(({ points, colour, width, dash }) =>
        curveOn(
          plane,
          points.map(({ time, survival }) => ({ x: time, y: survival })),
          { colour, width, dash, stepped: true },
        ),
      ),
      ...edgeLabels(labels, plane),
    ],
  }
}

/** Room that the names take at the right. */
export const overlayRight = (lines: readonly OverlayLine[]): number =>
  edgeLabelWidth(
    lines.flatMap((it) => (it.name === '' ? [] : [it.name])),
    true,
  )

/** The points of one arm under one variant, in order. */
export function pointsOf(
  curves: readonly ScenarioCurveRow[],
  wanted: { readonly variant: string; readonly arm: string },
): readonly ScenarioCurveRow[] {
  return curves
    .filter((it) => it.variant === wanted.variant && it.arm === wanted.arm)
    .sort((a, b) => a.time - b.time || b.survival - a.survival)
}

/** Variants and arms in the order in which they come. */
export function linesIn(
  curves: readonly ScenarioCurveRow[],
): readonly { readonly variant: string; readonly arm: string }[] {
  const keys = new Set(curves.map(({ variant, arm }) => JSON.stringify([variant, arm])))
  return [...keys].flatMap((key) => {
    const one = curves.find(({ variant, arm }) => JSON.stringify([variant, arm]) === key)
    return one === undefined ? [] : [{ variant: one.variant, arm: one.arm }]
  })
}
