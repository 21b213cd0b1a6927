import type { Curve } from '../survival/curve.ts'
import { axisTicks } from './axis-ticks.ts'
import { asciiCanvas, brailleCanvas } from './curve-canvas.ts'
import type { CurveCanvas, Paint } from './curve-canvas.ts'

/** One arm of the picture. */
export interface TerminalArm {
  readonly label: string
  readonly curve: Curve
  /** Numbers at risk by time; shown at the ticks that they name. */
  readonly atRisk: readonly { readonly time: number; readonly count: number }[]
}

export interface TerminalCurveOptions {
  /** Characters a line, at least 40. */
  readonly width: number
  /** Lines of the plot itself, at least 5. */
  readonly height: number
  /** Months at the right end of the axis; the latest time of a curve where absent. */
  readonly horizon?: number
  /** Only ASCII characters: one marker an arm. */
  readonly ascii?: boolean
  readonly colour?: boolean
  /** What the axis counts: "Months since randomisation". */
  readonly timeLabel?: string
}

const gutter = 6
const markers = ['o', '*', '+', 'x']
/** Blue, orange (ANSI yellow), green, magenta: the control arm comes first. */
const inks = [33, 34, 32, 35]
/** Lengths of strokes and gaps along the curve, in points: dotted for the first of several arms, then solid, then dashed. */
const strokes = [
  { on: 1, off: 2 },
  { on: 1, off: 0 },
  { on: 5, off: 3 },
  { on: 6, off: 1 },
] as const

/**
 * Kaplan-Meier curves as text: step curves of all arms, percent and months on the axes, the name of each arm where its curve ends
 * and the numbers at risk under the ticks. Ends with one LF. RangeError where there is no arm or no room.
 */
export function terminalCurve(arms: readonly TerminalArm[], options: TerminalCurveOptions): string {
  const { width, height, ascii = false } = options
  if (arms.length === 0) throw new RangeError('A picture of curves has at least one arm, got none.')
  if (!(width >= 40 && height >= 5)) {
    throw new RangeError(`Curves have room on at least 40 by 5 characters, got ${width} by ${height}.`)
  }
  const room = Math.min(Math.floor(width / 4), Math.max(...arms.map((it) => it.label.length)))
  const columns = width - gutter - room - 2
  const horizon = options.horizon ?? Math.max(...arms.map((it) => it.curve.time.at(-1) ?? 0))
  const paint: Paint = (text, arm) =>
    options.colour === true ? `\u001b[${inks[arm % inks.length] ?? 39}m${text}\u001b[39m` : text
  const canvas = ascii ? asciiCanvas(columns, height, markers, paint) : brailleCanvas(columns, height, paint)
  const ends = arms.map((it, arm) => draw(canvas, it.curve, horizon, arm, ascii || arms.length === 1))
  const labels = endLabels(
    arms,
    ends.map((y) => Math.floor((y / canvas.down) * height)),
    height,
    room,
    paint,
  )
  const ticks = axisTicks(horizon, Math.max(3, Math.floor(columns / 6)))
  const at = ticks.map((it) => Math.round((it / horizon) * (columns - 1)))
  return [
    ...canvas.rows().map((row, down) => `${percentAt(down, height, ascii)}${row} ${labels[down] ?? ''}`),
    `${' '.repeat(gutter - 1)}${axis(at, columns, ascii)}`,
    `${' '.repeat(gutter)}${centred(
      at,
      ticks.map((it) => String(it)),
    )}`,
    `${' '.repeat(gutter)}${options.timeLabel ?? 'Months'}`,
    ...numbersAtRisk(arms, ticks, at, ascii, paint),
  ]
    .map((line) => line.trimEnd())
    .join('\n')
    .concat('\n')
}

/** Draws a step curve and returns the height of its end. */
function draw(canvas: CurveCanvas, curve: Curve, horizon: number, arm: number, solid: boolean): number {
  const { on, off } = solid ? strokes[1] : (strokes[arm % strokes.length] ?? strokes[1])
  const last = Math.min(horizon, curve.time.at(-1) ?? 0)
  let travelled = 0
  const point = (x: number, y: number): void => {
    if (travelled++ % (on + off) < on) canvas.plot(x, y, arm)
  }
  let before = 0
  for (let x = 0; x < canvas.across; x++) {
    const time = (x / (canvas.across - 1)) * horizon
    if (time > last + horizon / canvas.across) break
    const survival = Math.min(1, Math.max(0, valueAt(curve, time)))
    const y = Math.round((1 - survival) * (canvas.down - 1))
    for (let step = before; step < y; step++) point(x, step)
    point(x, y)
    before = y
  }
  return before
}

function valueAt(curve: Curve, time: number): number {
  let value = 1
  for (let at = 0; at < curve.time.length && (curve.time[at] ?? 0) <= time; at++) value = curve.survival[at] ?? value
  return value
}

/** The name of each arm on the line where its curve ends, moved apart where two end together. */
function endLabels(
  arms: readonly TerminalArm[],
  ends: readonly number[],
  height: number,
  room: number,
  paint: Paint,
): readonly string[] {
  const lines = Array.from({ length: height }, () => '')
  const order = arms.map((_, arm) => arm).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0))
  let free = 0
  order.forEach((arm, rank) => {
    const line = Math.min(Math.max(ends[arm] ?? 0, free), height - (order.length - rank))
    lines[line] = paint((arms[arm]?.label ?? '').slice(0, room), arm)
    free = line + 1
  })
  return lines
}

/** Percent labels at the lines nearest to 100, 75, 50, 25 and 0. */
function percentAt(down: number, height: number, ascii: boolean): string {
  const label = [100, 75, 50, 25, 0].find((it) => Math.round(((100 - it) / 100) * (height - 1)) === down)
  const rule = ascii ? '|' : label === undefined ? '│' : '┤'
  return (label === undefined ? '' : `${label}%`).padStart(gutter - 1) + rule
}

function axis(at: readonly number[], columns: number, ascii: boolean): string {
  const [corner, line, tick] = ascii ? ['+', '-', '+'] : ['└', '─', '┬']
  return corner + Array.from({ length: columns }, (_, x) => (at.includes(x) ? tick : line)).join('')
}

/** Texts centred under their columns; one that would touch its neighbour is left out. */
function centred(at: readonly number[], texts: readonly string[]): string {
  return texts.reduce((line, text, turn) => {
    const start = Math.max(0, (at[turn] ?? 0) - Math.floor((text.length - 1) / 2))
    return text === '' || (line !== '' && start <= line.length) ? line : line.padEnd(start) + text
  }, '')
}

function numbersAtRisk(
  arms: readonly TerminalArm[],
  ticks: readonly number[],
  at: readonly number[],
  ascii: boolean,
  paint: Paint,
): readonly string[] {
  if (arms.every((it) => it.atRisk.length === 0)) return []
  const rows = arms.flatMap((it, arm) => {
    const counts = ticks.map((tick) => it.atRisk.find((risk) => risk.time === tick)?.count.toString() ?? '')
    const sample = ascii ? (markers[arm] ?? '?').repeat(3) : sampleOf(arm, arms.length)
    return [paint(`${sample} ${it.label}`, arm), `${' '.repeat(gutter)}${centred(at, counts)}`]
  })
  return ['', 'At risk', ...rows]
}

/** Three characters of the stroke in which an arm is drawn. */
function sampleOf(arm: number, of: number): string {
  if (of === 1) return '⠤⠤⠤'
  return ['⠄⠄⠄', '⠤⠤⠤', '⠤⠄⠤', '⠤⠤⠄'][arm % 4] ?? '⠤⠤⠤'
}
