import { columns } from '../numeric/columns.ts'
import { normalHalfWidth } from './estimate.ts'
import { requireOneOf } from './require-one-of.ts'

const SCALES = ['plain', 'log', 'log-log'] as const

/** Scale on which the pointwise limits are symmetric. */
export type IntervalScale = (typeof SCALES)[number]

export function requireScale(what: string, scale: IntervalScale): void {
  requireOneOf(what, scale, SCALES)
}

export interface PointwiseLimits {
  /** Of the survival; 0 where survival is 0. */
  readonly standardError: Float64Array
  /** NaN where a limit does not exist: where survival is 0, and for log-log limits where it is 1. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/**
 * Limits of a survival curve from the variance of its logarithm: symmetric for S, log S or log(-log S), the first two cut
 * to [0, 1].
 *
 * @param variance becomes the standard error of the survival: where columns are long, their memory costs more than what is in them
 */
export function pointwiseLimits(
  survival: Float64Array,
  variance: Float64Array,
  level: number,
  interval: IntervalScale,
): PointwiseLimits {
  requireScale('interval', interval)
  const z = normalHalfWidth(level)
  const size = survival.length
  const [lower, upper] = columns(2, size)
  const result = { standardError: variance, lower: lower!, upper: upper! }
  for (let from = 0; from < size; from += PART)
    limitPart(survival, result, from, Math.min(size, from + PART), z, interval)
  return result
}

/** So many times at once as the cache holds, with what their steps need: survival, standard error, limits. */
const PART = 512
const stepOf = new Uint16Array(PART)
const value = new Float64Array(PART)
const error = new Float64Array(PART)
const low = new Float64Array(PART)
const high = new Float64Array(PART)

function limitPart(
  survival: Float64Array,
  { standardError, lower, upper }: PointwiseLimits,
  from: number,
  to: number,
  z: number,
  interval: IntervalScale,
): void {
  let step = -1
  let s = NaN
  let variance = NaN
  for (let i = from; i < to; i++) {
    // At a censoring nothing changes.
    if (survival[i] !== s || standardError[i] !== variance) {
      step++
      value[step] = s = survival[i]!
      error[step] = variance = standardError[i]!
    }
    stepOf[i - from] = step
  }
  limitSteps(step + 1, z, interval)
  for (let i = from; i < to; i++) {
    step = stepOf[i - from]!
    standardError[i] = error[step]!
    lower[i] = low[step]!
    upper[i] = high[step]!
  }
}

/**
 * A pass for each function: so a processor has those of several steps under way, where in one chain each would wait for the one before. A
 * NaN stays one.
 */
function limitSteps(size: number, z: number, interval: IntervalScale): void {
  for (let k = 0; k < size; k++) {
    error[k] = Math.sqrt(error[k]!)
    low[k] = value[k]! > 0 ? value[k]! : NaN
  }
  if (interval === 'plain')
    for (let k = 0; k < size; k++) {
      const s = low[k]!
      low[k] = Math.max(0, s - z * s * error[k]!)
      high[k] = Math.min(1, s + z * s * error[k]!)
    }
  else if (interval === 'log')
    for (let k = 0; k < size; k++) {
      const s = low[k]!
      low[k] = s * Math.exp(-z * error[k]!)
      high[k] = Math.min(1, s * Math.exp(z * error[k]!))
    }
  else {
    for (let k = 0; k < size; k++) low[k] = low[k] === 1 ? NaN : Math.log(low[k]!)
    for (let k = 0; k < size; k++) high[k] = Math.exp((z * error[k]!) / low[k]!)
    for (let k = 0; k < size; k++) {
      const log = low[k]!
      const spread = high[k]!
      low[k] = Math.exp(log / spread)
      high[k] = Math.exp(log * spread)
    }
  }
  for (let k = 0; k < size; k++) error[k] = value[k]! > 0 ? value[k]! * error[k]! : 0
}
