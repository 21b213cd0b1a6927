import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows, PreparedStratum } from './cox-rows.ts'
import { eachRiskSet, riskMean } from './each-risk-set.ts'

/**
 * The baseline hazard of a stratum at its event times, ascending, at the mean of the covariates. "Mean" is the mean of the
 * covariates at risk weighted by their risk; flat, one row of numbers an event time.
 */
export interface HazardSteps {
  readonly time: Float64Array
  /** Increments. */
  readonly hazard: Float64Array
  /** Sum over tied events of the increment times the mean. */
  readonly hazardMean: Float64Array
  /** Average over tied events of the mean. */
  readonly mean: Float64Array
  /** The parts of hazard and hazardMean that the tied events themselves do not feel (Efron: r/m of each of m steps). */
  readonly spared: Float64Array
  readonly sparedMean: Float64Array
}

export function hazardSteps(rows: PreparedRows, stratum: PreparedStratum, eta: Float64Array, ties: Ties): HazardSteps {
  const p = rows.names.length
  const size = countEventTimes(rows, stratum)
  const column = (width: number) => new Float64Array(width * size)
  const steps = { time: column(1), hazard: column(1), hazardMean: column(p), mean: column(p), spared: column(1), sparedMean: column(p) } // prettier-ignore
  const mean = new Float64Array(p)
  let at = size
  eachRiskSet(rows, stratum, eta, (set) => {
    at--
    const { tied } = set
    steps.time[at] = set.time
    for (let r = 0; r < tied; r++) {
      const part = ties === 'efron' ? r / tied : 0
      const increment = (set.weight / riskMean(set, part, mean)) * Math.exp(-set.shift)
      steps.hazard[at]! += increment
      steps.spared[at]! += part * increment
      for (let j = 0; j < p; j++) {
        const mj = mean[j]!
        steps.mean[at * p + j]! += mj / tied
        steps.hazardMean[at * p + j]! += increment * mj
        steps.sparedMean[at * p + j]! += part * increment * mj
      }
    }
  })
  return steps
}

function countEventTimes({ time, event }: PreparedRows, { from, to }: PreparedStratum): number {
  let count = 0
  let last = NaN
  for (let i = from; i < to; i++) {
    if (event[i] === 0 || time[i] === last) continue
    last = time[i]!
    count++
  }
  return count
}
