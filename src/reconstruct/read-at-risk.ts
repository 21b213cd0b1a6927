import type { ArmEvidence, NumberAtRisk } from '../evidence/evidence.ts'
import { bridgeVariance } from './greenwood.ts'
import type { Look, Predicted, Reading } from './observation.ts'
import { printedNumber } from './printed-number.ts'
import type { Model, StateLaw } from './state.ts'
import { wholeCounts } from './whole-patients.ts'
import { addGradientAt, censoringAt, stateAt, visitVariance } from './state.ts'

/**
 * A number at risk: Y / n = S G just before the time. `drop` is the fall of log S on the day itself that a landmark printed for it proves: by so much the curve
 * may still lie higher.
 */
export function readAtRisk(model: Model, arm: number, atRisk: NumberAtRisk, drop = 0): Reading {
  const printed = printedNumber(atRisk.count)
  const { n } = model.arms[arm]!
  if (printed === null || atRisk.time <= 0 || atRisk.time > model.horizon)
    return { observations: [], predictors: [], notes: [] }
  const base = { figure: atRisk.count.id, group: atRisk.count.id }
  const target = countTarget(printed.value, n)
  const look = (state: Float64Array): Look => {
    const { value, gradient } = logHazard(model, arm, atRisk.time, state)
    const noise = noiseAt(model, arm, atRisk.time, drop, state)
    return { residual: target.value - value, variance: target.variance + noise, gradient }
  }
  const predict = (law: StateLaw): Predicted => {
    const { value, gradient } = logHazard(model, arm, atRisk.time, law.state)
    const sd = Math.sqrt(law.variance(gradient) + noiseAt(model, arm, atRisk.time, drop, law.state))
    return wholeCounts((deviate) => n * Math.exp(-Math.exp(value - deviate * sd)))
  }
  return {
    observations: [{ ...base, tested: true, look }],
    predictors: [{ ...base, figure: atRisk.count, predict }],
    notes: [],
  }
}

/** log(-log(Y / n)), sd 0.4 of a patient; nobody left or nobody gone are counts of their own. */
function countTarget(count: number, n: number): { readonly value: number; readonly variance: number } {
  if (count >= n) return { value: Math.log(0.35 / n), variance: 0.8 }
  if (count <= 0) return { value: Math.log(Math.log(n / 0.3)), variance: 0.02 }
  const hazard = Math.log(n / count)
  const sd = 0.4 / (count * hazard)
  return { value: Math.log(hazard), variance: sd * sd + 1e-6 }
}

/** What moves Y / n beside the state: its path between two points, visits just before or after, and events on the day itself. */
function noiseAt(model: Model, arm: number, time: number, drop: number, state: Float64Array): number {
  const bridge = bridgeVariance(model, state, arm, time)
  const visits = visitVariance(model, state, arm, time)
  if (visits === 0 && drop === 0) return bridge
  const event = Math.exp(stateAt(model, state, arm, 0, time))
  const sum = event + censoringAt(model, state, arm, time).total
  return bridge + (event * event * visits + drop * drop) / (sum * sum)
}

/** log(L + Lc): slopes L / (L + Lc) in theta and (drop-out part of Lc) / (L + Lc) in phi. */
function logHazard(model: Model, arm: number, time: number, state: Float64Array) {
  const gradient = new Float64Array(state.length)
  const event = Math.exp(stateAt(model, state, arm, 0, time))
  const { total, dropOut } = censoringAt(model, state, arm, time)
  const sum = event + total
  addGradientAt(model, gradient, arm, 0, time, event / sum)
  addGradientAt(model, gradient, arm, 1, time, dropOut / sum)
  return { value: Math.log(sum), gradient }
}

/** Ticks of the risk table that lie within the horizon and print a number. */
export function usableTicks(arm: ArmEvidence, horizon: number): { readonly time: number; readonly count: number }[] {
  return arm.atRisk.flatMap(({ time, count }) => {
    const printed = printedNumber(count)
    return printed === null || time <= 0 || time > horizon ? [] : [{ time, count: printed.value }]
  })
}
