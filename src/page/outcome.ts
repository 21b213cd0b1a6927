import type { Curve } from '../survival/curve.ts'
import type { Estimate } from '../survival/estimate.ts'
import { formatEstimate } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { Control, Settings } from './control.ts'

/** A curve of the live figure. */
export interface LiveLine {
  readonly arm: string
  /** `assumed`: under what the reader assumes. */
  readonly series: 'rebuilt' | 'assumed'
  readonly points: readonly LivePoint[]
}

export interface LivePoint {
  readonly time: number
  readonly survival: number
  /** False on a stretch that no survival curve can have. */
  readonly feasible: boolean
}

/** What follows from the settings of an experiment. */
export interface Outcome {
  readonly lines: readonly LiveLine[]
  /** A time that the figure marks. */
  readonly cursor: number
  readonly columns: readonly string[]
  /** The first cell says what the row is about. */
  readonly rows: readonly (readonly string[])[]
  /** What is assumed, and what to think of what comes out: sentences. */
  readonly said: readonly string[]
}

/** One kind of experiment: its controls, and what follows from them. */
export interface LiveExperiment {
  /** A control may depend on another: the law on its kind. */
  readonly controls: (settings: Settings) => readonly Control[]
  readonly outcome: (settings: Settings) => Outcome
}

/** A curve in steps, as the points of a line that is drawn straight, up to `end` or its last time; `last`: where its last step ends. */
export function stepLine(
  arm: string,
  series: LiveLine['series'],
  { time, survival }: Curve,
  end: number,
  last = time[time.length - 1] ?? end,
): LiveLine {
  const points: LivePoint[] = []
  let here = 1
  const add = (at: number, level: number): void => {
    points.push({ time: at, survival: level, feasible: true })
  }
  add(0, 1)
  for (const [i, at] of time.entries()) {
    if (at > end) break
    add(at, here)
    here = survival[i] ?? here
    add(at, here)
  }
  add(Math.max(points.at(-1)?.time ?? 0, Math.min(end, last)), here)
  return { arm, series, points }
}

const statusOf: Readonly<Record<Estimate['kind'], Row['status']>> = {
  value: 'ok',
  'not-reached': 'not-reached',
  'not-estimable': 'not-estimable',
}

/** An estimate with its interval as everywhere in a report. */
export function shownEstimate(measure: string, estimate: Estimate): string {
  const [lower, upper] = estimate.kind === 'not-estimable' ? [null, null] : [estimate.lower, estimate.upper]
  const value = estimate.kind === 'value' ? estimate.value : null
  return formatEstimate({ measure, estimate: value, lower, upper, status: statusOf[estimate.kind] })
}
