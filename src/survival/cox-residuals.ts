import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows, PreparedStratum } from './cox-rows.ts'
import { hazardSteps } from './hazard-steps.ts'

/** Score residuals of each row, flat, row by row: what the row adds to the score, and its share in the means. */
export function scoreResiduals(rows: PreparedRows, ties: Ties, eta: Float64Array): Float64Array {
  const residuals = new Float64Array(rows.x.length)
  for (const stratum of rows.strata) addStratum(rows, stratum, ties, eta, residuals)
  return residuals
}

function addStratum(
  rows: PreparedRows,
  stratum: PreparedStratum,
  ties: Ties,
  eta: Float64Array,
  residuals: Float64Array,
): void {
  const p = rows.names.length
  const { x, time, start, event } = rows
  const { time: times, hazard, hazardMean, mean, spared, sparedMean } = hazardSteps(rows, stratum, eta, ties)
  const sum = cumulate(hazard, 1)
  const sumMean = cumulate(hazardMean, p)
  let last = 0
  for (let row = stratum.from; row < stratum.to; row++) {
    while (last < times.length && times[last]! <= time[row]!) last++
    const first = start ? countUpTo(times, start[row]!) : 0
    const own = last - 1
    const hit = event[row]!
    const r = Math.exp(eta[row]!)
    for (let j = 0; j < p; j++) {
      const value = x[row * p + j]!
      let felt = value * (sum[last]! - sum[first]!) - (sumMean[last * p + j]! - sumMean[first * p + j]!)
      if (hit) felt -= value * spared[own]! - sparedMean[own * p + j]!
      residuals[row * p + j] = (hit ? value - mean[own * p + j]! : 0) - r * felt
    }
  }
}

/** Sums of the first 0, 1, 2, ... rows of numbers. */
function cumulate(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(values.length + width)
  for (let i = 0; i < values.length; i++) sums[i + width] = sums[i]! + values[i]!
  return sums
}

/** How many of the ascending times are <= t. */
function countUpTo(times: Float64Array, t: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! <= t) low = middle + 1
    else high = middle
  }
  return low
}

/** The sandwich: inverse information times the sum of squared weighted residuals (of clusters) times inverse information. */
export function robustCovariance(rows: PreparedRows, residuals: Float64Array, covariance: Float64Array): Float64Array {
  const p = rows.names.length
  const n = rows.time.length
  const places = rows.cluster && clusterPlaces(rows.cluster)
  const sums = new Float64Array(residuals.length)
  for (let i = 0; i < n; i++) {
    const at = (places ? places[i]! : i) * p
    const w = rows.weight ? rows.weight[i]! : 1
    for (let j = 0; j < p; j++) sums[at + j]! += w * residuals[i * p + j]!
  }
  const squares = new Float64Array(p * p)
  for (let at = 0; at < sums.length; at += p)
    for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) squares[j * p + k]! += sums[at + j]! * sums[at + k]!
  return product(product(covariance, squares, p), covariance, p)
}

/** Clusters by number, in order of their first rows. */
function clusterPlaces(cluster: Float64Array): Uint32Array {
  const places = new Map<number, number>()
  return Uint32Array.from(cluster, (name) => {
    const known = places.get(name)
    if (known !== undefined) return known
    places.set(name, places.size)
    return places.size - 1
  })
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const c = new Float64Array(p * p)
  for (let j = 0; j < p; j++)
    for (let k = 0; k < p; k++) for (let l = 0; l < p; l++) c[j * p + k]! += a[j * p + l]! * b[l * p + k]!
  return c
}
