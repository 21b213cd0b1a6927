import type { Answer, Target } from './family.ts'
import type { Asked } from './run-trial.ts'

/** A Monte Carlo mean and its standard error. */
export interface Mean {
  readonly value: number
  readonly error: number
}

/** Of one way to get the number: from the true patients, from the rebuilt ones, under another assumption. */
export interface Way {
  /** Trials with an estimate. */
  readonly trials: number
  readonly bias: Mean
  readonly rootMeanSquare: Mean
  /** Share of trials in which the sampling interval holds the truth. */
  readonly sampling: Mean
}

export interface Measured {
  readonly words: string
  readonly scale: Target['scale']
  /** The mean of the truths, where they differ from trial to trial. */
  readonly truth: number
  readonly known: Way
  readonly rebuilt: Way
  /** How far the rebuilt number is from that of the true patients. */
  readonly apart: Mean
  /** Share of trials in which the spread holds the number of the true patients: what it is for. */
  readonly spreadOfKnown: Mean
  /** The same of the truth, which it does not claim. */
  readonly spreadOfTruth: Mean
  /** Sampling interval and spread together, see `combined`. */
  readonly both: Mean
  readonly wrong: { readonly words: string; readonly way: Way } | null
}

/** One target over the trials of a family. */
export function accumulate(trials: readonly Asked[]): Measured {
  const { words, scale, wrong } = trials[0]!.target
  const way = (of: (it: Asked) => Answer | null): Way => {
    const errors = trials.flatMap((it) => errorOf(of(it)?.estimate ?? null, it.target) ?? [])
    return {
      trials: errors.length,
      bias: meanOf(errors),
      rootMeanSquare: rootOf(errors),
      sampling: meanOf(trials.flatMap((it) => holds(samplingOf(of(it)), it.target.truth))),
    }
  }
  const rebuilt = (it: Asked): Answer => it.rebuilt
  return {
    words,
    scale,
    truth: meanOf(trials.map((it) => it.target.truth)).value,
    known: way((it) => it.known),
    rebuilt: way(rebuilt),
    apart: rootOf(
      trials.flatMap((it) =>
        it.known.estimate === null
          ? []
          : (errorOf(it.rebuilt.estimate, { ...it.target, truth: it.known.estimate }) ?? []),
      ),
    ),
    spreadOfKnown: meanOf(trials.flatMap((it) => holds(spreadOf(it.rebuilt), it.known.estimate))),
    spreadOfTruth: meanOf(trials.flatMap((it) => holds(spreadOf(it.rebuilt), it.target.truth))),
    both: meanOf(trials.flatMap((it) => holds(combined(it.rebuilt, scale), it.target.truth))),
    wrong: wrong === undefined ? null : { words: wrong.words, way: way((it) => it.wrong) },
  }
}

export type Interval = readonly [lower: number, upper: number]

/** An end that is not reached is open; no interval where both are. */
function samplingOf(it: Answer | null): Interval | null {
  if (it === null || (it.lower === null && it.upper === null)) return null
  return [it.lower ?? -Infinity, it.upper ?? Infinity]
}

function spreadOf({ spreadLower, spreadUpper }: Answer): Interval | null {
  return spreadLower === null || spreadUpper === null ? null : [spreadLower, spreadUpper]
}

/**
 * Both uncertainties as if they were independent: on each side the root of the sum of squares of the distances from the estimate to the end of the
 * sampling interval and to that of the spread, on the logarithm for ratios. A spread that lies wholly on the other side of the estimate adds nothing.
 */
export function combined(it: Answer, scale: Target['scale']): Interval | null {
  const [sampling, spread] = [samplingOf(it), spreadOf(it)]
  if (sampling === null || spread === null || it.estimate === null) return null
  const [to, from] = scale === 'log' ? [Math.log, Math.exp] : [(x: number) => x, (x: number) => x]
  const middle = to(it.estimate)
  const below = Math.hypot(middle - to(sampling[0]), Math.max(0, middle - to(spread[0])))
  const above = Math.hypot(to(sampling[1]) - middle, Math.max(0, to(spread[1]) - middle))
  return [from(middle - below), from(middle + above)]
}

function holds(interval: Interval | null, value: number | null): number[] {
  if (interval === null || value === null) return []
  return [interval[0] <= value && value <= interval[1] ? 1 : 0]
}

function errorOf(estimate: number | null, { scale, truth }: Pick<Target, 'scale' | 'truth'>): number | null {
  if (estimate === null) return null
  return scale === 'log' ? Math.log(estimate / truth) : estimate - truth
}

/** Mean and its standard error; NaN without values. */
function meanOf(values: readonly number[]): Mean {
  const value = values.reduce((sum, it) => sum + it, 0) / values.length
  const squares = values.reduce((sum, it) => sum + (it - value) * (it - value), 0)
  return { value, error: Math.sqrt(squares / (values.length - 1) / values.length) }
}

/** Root of the mean square, its error by the delta method; none where no value differs from 0. */
function rootOf(values: readonly number[]): Mean {
  const { value, error } = meanOf(values.map((it) => it * it))
  return { value: Math.sqrt(value), error: value === 0 ? 0 : error / (2 * Math.sqrt(value)) }
}
