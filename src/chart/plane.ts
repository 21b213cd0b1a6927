import { values, type Layer } from './layer.ts'
import { logScale, niceScale } from './nice-scale.ts'
import { logarithmic, scale } from './plot.ts'
import { ink, muted, sizes } from './theme.ts'
import { shareTickLabels, tickLabels } from './tick-labels.ts'

export interface PlaneAxis {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
  readonly log: boolean
}

/** A plot in pixels with two axes of numbers; every layer of a chart draws on one. */
export interface Plane {
  readonly width: number
  readonly height: number
  readonly x: PlaneAxis
  readonly y: PlaneAxis
}

/** An axis of which nothing is forced to be round. */
export const exactly = (from: number, to: number, ticks: readonly number[]): PlaneAxis => ({
  from,
  to,
  ticks: ticks.filter((it) => it >= from && it <= to),
  log: false,
})

export const linear = (numbers: readonly number[], wanted?: number, within?: readonly [number, number]): PlaneAxis => ({
  ...niceScale(numbers, wanted, within),
  log: false,
})

export const logAxis = (numbers: readonly number[]): PlaneAxis => ({ ...logScale(numbers), log: true })

/** Months from 0 to an end, at a step that leaves room for the labels. */
export function monthAxis(end: number, wanted = 8): PlaneAxis {
  const step = [0.5, 1, 2, 3, 6, 12, 24, 60, 120].find((it) => end / it <= wanted) ?? Math.ceil(end / wanted)
  return exactly(
    0,
    end,
    Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step),
  )
}

const share = (value: number, { from, to, log }: PlaneAxis): number =>
  log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)

/** Places in pixels from the top left corner. */
export const pixelX = (plane: Plane, value: number): number => plane.width * share(value, plane.x)
export const pixelY = (plane: Plane, value: number): number => plane.height * (1 - share(value, plane.y))

const scaleOf = ({ from, to, log }: PlaneAxis) => (log ? logarithmic(from, to) : scale(from, to))

/** Channels of a layer; the axes are drawn by `planeAxes` alone. */
export const onX = (plane: Plane, field = 'x') =>
  ({ field, type: 'quantitative', scale: scaleOf(plane.x), axis: null }) as const
export const onY = (plane: Plane, field = 'y') =>
  ({ field, type: 'quantitative', scale: scaleOf(plane.y), axis: null }) as const

export interface AxisWords {
  readonly title: string
  /** Ticks are shares of one. */
  readonly percent?: boolean
  /** Horizontal grid; drawn if left out. */
  readonly grid?: boolean
}

/** Both axes: horizontal grid, no line at the left. Left out, an axis is not drawn. */
export function planeAxes(
  plane: Plane,
  { x, y }: { readonly x?: AxisWords; readonly y?: AxisWords & { readonly room: number } },
): Layer {
  return {
    data: values([{ x: plane.x.from, y: plane.y.from }]),
    mark: { type: 'point', opacity: 0 },
    encoding: {
      x: {
        ...onX(plane),
        axis:
          x === undefined
            ? null
            : {
                values: [...plane.x.ticks],
                grid: false,
                tickSize: 5,
                ...(x.percent === true ? shareTickLabels : tickLabels),
                title: x.title,
                titleAnchor: 'start',
                titlePadding: 10,
              },
      },
      y: {
        ...onY(plane),
        axis:
          y === undefined
            ? null
            : {
                values: [...plane.y.ticks],
                domain: false,
                ticks: false,
                grid: y.grid ?? true,
                labelPadding: 8,
                ...(y.percent === true ? shareTickLabels : tickLabels),
                title: y.title,
                titleX: 12 - y.room,
              },
      },
    },
  }
}

export interface LineStyle {
  readonly colour: string
  readonly width?: number
  readonly dash?: readonly number[]
  readonly opacity?: number
  readonly stepped?: boolean
}

interface Point {
  readonly x: number
  readonly y: number
}

/** A curve through points; nothing where there are fewer than two. */
export function curveOn(plane: Plane, points: readonly Point[], style: LineStyle): readonly Layer[] {
  const { colour, width = 2.2, dash = [], opacity = 1, stepped = false } = style
  if (points.length < 2) return []
  return [
    {
      data: values(points.map(({ x, y }) => ({ x, y }))),
      mark: {
        type: 'line',
        color: colour,
        strokeWidth: width,
        strokeDash: [...dash],
        strokeJoin: 'miter',
        opacity,
        ...(stepped ? { interpolate: 'step-after' as const } : {}),
      },
      encoding: { x: onX(plane), y: onY(plane) },
    },
  ]
}

/** The area between two heights. */
export function areaOn(
  plane: Plane,
  points: readonly (Point & { readonly y2: number })[],
  style: { readonly colour: string; readonly opacity?: number; readonly stepped?: boolean },
): readonly Layer[] {
  const { colour, opacity = 0.14, stepped = false } = style
  if (points.length < 2) return []
  return [
    {
      data: values(points.map(({ x, y, y2 }) => ({ x, y, y2 }))),
      mark: { type: 'area', color: colour, opacity, ...(stepped ? { interpolate: 'step-after' as const } : {}) },
      encoding: { x: onX(plane), y: onY(plane), y2: { field: 'y2' } },
    },
  ]
}

export interface DotStyle {
  readonly colour: string
  readonly shape?: 'circle' | 'diamond' | 'square'
  readonly filled?: boolean
  readonly size?: number
}

/** Dots; open ones have the ground of the page. */
export function dotsOn(plane: Plane, points: readonly Point[], style: DotStyle, ground: string): readonly Layer[] {
  const { colour, shape = 'circle', filled = true, size = shape === 'diamond' ? 80 : 50 } = style
  if (points.length === 0) return []
  return [
    {
      data: values(points.map(({ x, y }) => ({ x, y }))),
      mark: { type: 'point', shape, size, fill: filled ? colour : ground, stroke: colour, strokeWidth: 1.5 },
      encoding: { x: onX(plane), y: onY(plane) },
    },
  ]
}

/** Straight pieces between two points each. */
export function segmentsOn(
  plane: Plane,
  pieces: readonly (Point & { readonly x2: number; readonly y2: number })[],
  { colour, width = 1.6, dash = [], opacity = 1 }: Omit<LineStyle, 'stepped'>,
): readonly Layer[] {
  if (pieces.length === 0) return []
  return [
    {
      data: values(pieces.map(({ x, y, x2, y2 }) => ({ x, y, x2, y2 }))),
      mark: { type: 'rule', color: colour, strokeWidth: width, strokeDash: [...dash], opacity },
      encoding: { x: onX(plane), x2: { field: 'x2' }, y: onY(plane), y2: { field: 'y2' } },
    },
  ]
}

/** A text at a place on both axes, moved by pixels. */
export function textOn(
  plane: Plane,
  text: string,
  { x, y }: Point,
  style: {
    readonly dx?: number
    readonly dy?: number
    readonly colour?: string
    readonly size?: number
    readonly weight?: 400 | 600
    readonly align?: 'left' | 'center' | 'right'
  } = {},
): Layer {
  const { dx = 0, dy = 0, colour = ink, size = sizes.label, weight = 400, align = 'left' } = style
  return {
    data: values([{ x, y }]),
    mark: { type: 'text', text, align, baseline: 'middle', dx, dy, color: colour, fontSize: size, fontWeight: weight },
    encoding: { x: onX(plane), y: onY(plane) },
  }
}

/** A small text in grey. */
export const note = { colour: muted, size: sizes.note } as const
