import type { Ties } from './cox-likelihood.ts'
import type { CoxState } from './cox-newton.ts'
import { coxPass, type CoxEvent } from './cox-pass.ts'
import type { PreparedRows, PreparedStratum } from './cox-rows.ts'

/** Score residuals of each row, flat, row by row: what the row adds to the score, and its share in the means. */
export function scoreResiduals(rows: PreparedRows, ties: Ties, { eta, risk }: CoxState): Float64Array {
  const residuals = new Float64Array(rows.x.length)
  for (const stratum of rows.strata) {
    const events: CoxEvent[] = []
    coxPass(rows, stratum, eta, risk, ties, (event) => events.push(copy(event)))
    events.reverse()
    addStratum(rows, stratum, eta, events, residuals)
  }
  return residuals
}

function addStratum(
  rows: PreparedRows,
  stratum: PreparedStratum,
  eta: Float64Array,
  events: readonly CoxEvent[],
  residuals: Float64Array,
): void {
  const p = rows.names.length
  const { x, time, start, event } = rows
  const times = events.map((e) => e.time)
  const hazard = cumulate(events.map((e) => e.hazard))
  const hazardMean = Array.from({ length: p }, (_, j) => cumulate(events.map((e) => e.hazardMean[j]!)))
  for (const row of stratum.byTime) {
    const last = countUpTo(times, time[row]!)
    const first = start ? countUpTo(times, start[row]!) : 0
    const own = event[row] === 1 ? events[last - 1]! : null
    const r = Math.exp(eta[row]!)
    for (let j = 0; j < p; j++) {
      const value = x[row * p + j]!
      const felt = value * (hazard[last]! - hazard[first]!) - (hazardMean[j]![last]! - hazardMean[j]![first]!)
      const spared = own ? value * own.spared - own.sparedMean[j]! : 0
      residuals[row * p + j] = (own ? value - own.mean[j]! : 0) - r * (felt - spared)
    }
  }
}

/** Sums of the first 0, 1, 2, ... values. */
function cumulate(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, i) => {
    sums[i + 1] = sums[i]! + value
  })
  return sums
}

/** How many of the ascending times are <= t. */
function countUpTo(times: readonly number[], t: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! <= t) low = middle + 1
    else high = middle
  }
  return low
}

function copy(event: CoxEvent): CoxEvent {
  return {
    ...event,
    score: event.score.slice(),
    information: event.information.slice(),
    mean: event.mean.slice(),
    hazardMean: event.hazardMean.slice(),
    sparedMean: event.sparedMean.slice(),
  }
}

/** The sandwich: inverse information times the sum of squared weighted residuals (of clusters) times inverse information. */
export function robustCovariance(rows: PreparedRows, residuals: Float64Array, covariance: Float64Array): Float64Array {
  const p = rows.names.length
  const sums = new Map<number, Float64Array>()
  for (let i = 0; i < rows.time.length; i++) {
    const cluster = rows.cluster ? rows.cluster[i]! : i
    const sum = sums.get(cluster) ?? new Float64Array(p)
    sums.set(cluster, sum)
    for (let j = 0; j < p; j++) {
      let influence = 0
      for (let k = 0; k < p; k++) influence += residuals[i * p + k]! * covariance[k * p + j]!
      sum[j]! += influence * (rows.weight ? rows.weight[i]! : 1)
    }
  }
  const result = new Float64Array(p * p)
  for (const sum of sums.values())
    for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) result[j * p + k]! += sum[j]! * sum[k]!
  return result
}
