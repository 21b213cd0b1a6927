import { measureFormat } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { logScale, niceScale } from './nice-scale.ts'
import { logarithmic, scale } from './plot.ts'

/** The plot of a tipping curve: its size, its axes, and what is drawn on them in which unit. */
export interface TippingFrame {
  readonly width: number
  readonly height: number
  readonly x: { readonly from: number; readonly to: number; readonly ticks: readonly number[]; readonly log: boolean }
  readonly y: { readonly from: number; readonly to: number; readonly ticks: readonly number[] }
  /** 100 where proportions are drawn as percentages. */
  readonly factor: number
  readonly target: number
}

export function tippingFrame(
  sweep: readonly Row[],
  options: { readonly target?: number },
  width: number,
  height: number,
): TippingFrame {
  const measure = sweep[0]?.measure ?? ''
  const { kind } = measureFormat(measure)
  const factor = kind === 'percent' || kind === 'points' ? 100 : 1
  const target = (options.target ?? (kind === 'ratio' ? 1 : 0)) * factor
  const numbers = sweep.flatMap((it) =>
    [it.estimate, it.lower, it.upper].flatMap((n) => (n === null ? [] : [n * factor])),
  )
  const swept = sweep.flatMap((it) => (it.value === null ? [] : [it.value]))
  const [least, most] = [Math.min(...swept), Math.max(...swept)]
  const log = least > 0 && most / least >= 8
  const nice = log ? logScale([least, most]) : niceScale([least, most])
  const x = { from: least, to: most, ticks: nice.ticks.filter((it) => it >= least && it <= most), log }
  return { width, height, x, y: niceScale([...numbers, target]), factor, target }
}

export const xChannel = (frame: TippingFrame, field: string) =>
  ({
    field,
    type: 'quantitative',
    scale: frame.x.log ? logarithmic(frame.x.from, frame.x.to) : scale(frame.x.from, frame.x.to),
    axis: null,
  }) as const

export const yChannel = (frame: TippingFrame, field: string) =>
  ({ field, type: 'quantitative', scale: scale(frame.y.from, frame.y.to), axis: null }) as const

export function yPixel(frame: TippingFrame, value: number): number {
  return frame.height * (1 - (value - frame.y.from) / (frame.y.to - frame.y.from))
}

export function xPixel(frame: TippingFrame, value: number): number {
  const { from, to, log } = frame.x
  return frame.width * (log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from))
}
