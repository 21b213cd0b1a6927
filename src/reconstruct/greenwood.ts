import { gridFraction, gridPosition, gridSize } from './grid.ts'
import type { Model, Path, Value } from './state.ts'
import { addGradientAt, addNode, censoringAt, seenTime, smoothAt, smoothed } from './state.ts'

/** No fewer than half a patient is ever at risk: beyond that the variance means nothing. */
const fewestAtRisk = 0.5

/** Greenwood's variance of -log S at a time: V(t) = integral of dL / (n S G). */
export function greenwood(published: Model, state: Float64Array, path: Path, arm: number, when: number): Value {
  const model = smoothed(published)
  const time = seenTime(published, arm, when)
  const gradient = new Float64Array(state.length)
  const { event, censoring, dropOut, start, n } = path
  const highest = Math.log(n / fewestAtRisk)
  const position = gridPosition(time / model.horizon)
  const last = time / model.horizon <= 0 ? 0 : position.offset < 0 ? 0 : position.index + 1
  let value = 0
  for (let j = 0; j < last; j += 1) {
    const rise = event[j + 1]! - event[j]!
    const level = (event[j]! + event[j + 1]! + censoring[j]! + censoring[j + 1]!) / 2
    const weight = Math.exp(Math.min(level, highest)) / n
    const slope = level < highest ? (rise * weight) / 2 : 0
    value += rise * weight
    addNode(gradient, start, j + 1, event, weight + slope)
    addNode(gradient, start, j, event, -weight + slope)
    addNode(gradient, start + gridSize, j + 1, dropOut, slope)
    addNode(gradient, start + gridSize, j, dropOut, slope)
  }
  const here = Math.exp(smoothAt(model, state, arm, 0, time))
  const gone = censoringAt(model, state, arm, time)
  const rise = here - event[last]!
  const level = (event[last]! + here + censoring[last]! + gone.total) / 2
  const weight = Math.exp(Math.min(level, highest)) / n
  const slope = level < highest ? (rise * weight) / 2 : 0
  value += rise * weight
  addGradientAt(model, gradient, arm, 0, time, (weight + slope) * here)
  addNode(gradient, start, last, event, -weight + slope)
  addGradientAt(model, gradient, arm, 1, time, slope * gone.dropOut)
  addNode(gradient, start + gridSize, last, dropOut, slope)
  return { value, gradient }
}

/**
 * Variance of log L, or of log(L + Lc), at a time between two grid points beyond that of the interpolated state: a sampling path
 * between two fixed ends is a bridge.
 */
export function bridgeVariance(
  model: Model,
  state: Float64Array,
  arm: number,
  time: number,
  withCensoring = true,
): number {
  const { index, weight, offset } = gridPosition(seenTime(model, arm, time) / model.horizon)
  if (offset < 0) return 0
  const { n, event, censoring } = nodesOf(model, state, arm, index)
  const leaving = (node: 0 | 1): number => event[node] + (withCensoring ? censoring[node] : 0)
  const rise = Math.max(0, leaving(1) - leaving(0))
  const here = Math.max(1e-9, leaving(0) + weight * (leaving(1) - leaving(0)))
  const gone = event[0] + censoring[0] + weight * (event[1] + censoring[1] - event[0] - censoring[0])
  const atRisk = Math.max(fewestAtRisk, n * Math.exp(-gone))
  return (rise * weight * (1 - weight)) / (atRisk * here * here)
}

/** Cumulative hazards at the two grid points around a place. */
function nodesOf(model: Model, state: Float64Array, arm: number, index: number) {
  const times = [gridFraction[index]! * model.horizon, gridFraction[index + 1]! * model.horizon] as const
  const event = (time: number): number => Math.exp(smoothAt(model, state, arm, 0, time))
  const censoring = (time: number): number => censoringAt(model, state, arm, time).total
  return {
    n: model.arms[arm]!.n,
    event: [event(times[0]), event(times[1])] as const,
    censoring: [censoring(times[0]), censoring(times[1])] as const,
  }
}
