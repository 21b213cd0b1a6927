import type { ArmEvidence, Figure, NumberAtRisk } from '../evidence/evidence.ts'
import { bridgeVariance, eventShare } from './integrals.ts'
import { printedNumber } from './number-figure.ts'
import type { Look, Predicted, Reading } from './observation.ts'
import { z95 } from './observation.ts'
import type { Model, StateLaw } from './state.ts'
import { addGradientAt, censoringAt, pathOf, stateAt } from './state.ts'

/** A number at risk: Y / n = S G just before the time. */
export function readAtRisk(model: Model, arm: number, atRisk: NumberAtRisk): Reading {
  const printed = printedNumber(atRisk.count)
  const { n } = model.arms[arm]!
  if (printed === null || atRisk.time <= 0 || atRisk.time > model.horizon)
    return { observations: [], predictors: [], notes: [] }
  const base = { figure: atRisk.count.id, group: atRisk.count.id }
  const target = countTarget(printed.value, n)
  const look = (state: Float64Array): Look => {
    const { value, gradient } = logHazard(model, arm, atRisk.time, state)
    const bridge = bridgeVariance(model, state, arm, atRisk.time)
    return { residual: target.value - value, variance: target.variance + bridge, gradient }
  }
  const predict = (law: StateLaw): Predicted => {
    const { value, gradient } = logHazard(model, arm, atRisk.time, law.state)
    const variance = law.variance(gradient) + bridgeVariance(model, law.state, arm, atRisk.time)
    const count = (x: number) => n * Math.exp(-Math.exp(x))
    const sd = Math.sqrt(variance)
    const z = (value - target.value) / Math.sqrt(variance + target.variance)
    return { value: count(value), lower: count(value + z95 * sd), upper: count(value - z95 * sd), z }
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

/** Events of one arm or of several: expected share of patients, on the logit scale. */
export function readEvents(model: Model, arms: readonly number[], figure: Figure): Reading {
  const printed = printedNumber(figure)
  if (printed === null) return { observations: [], predictors: [], notes: [] }
  const total = arms.reduce((sum, arm) => sum + model.arms[arm]!.n, 0)
  const target = logit(clampShare(printed.value / total, total))
  const spread = spreadOf(printed.value, total)
  const base = { figure: figure.id, group: figure.id }
  const share = (state: Float64Array) => logitShare(model, arms, total, state)
  const look = (state: Float64Array): Look => {
    const { value, gradient } = share(state)
    return { residual: target - value, variance: spread * spread, gradient }
  }
  const predict = (law: StateLaw): Predicted => {
    const { value, gradient } = share(law.state)
    const sd = Math.sqrt(law.variance(gradient) + spread * spread)
    const count = (x: number) => total / (1 + Math.exp(-x))
    return {
      value: count(value),
      lower: count(value - z95 * sd),
      upper: count(value + z95 * sd),
      z: (target - value) / sd,
    }
  }
  return { observations: [{ ...base, tested: true, look }], predictors: [{ ...base, figure, predict }], notes: [] }
}

/** The continuous formula is 0.6 of a patient and 0.3% off the counts of a Kaplan-Meier curve. */
function spreadOf(count: number, total: number): number {
  const p = clampShare(count / total, total)
  return (0.003 + 0.6 / total) / (p * (1 - p))
}

function logitShare(model: Model, arms: readonly number[], total: number, state: Float64Array) {
  const gradient = new Float64Array(state.length)
  let value = 0
  for (const arm of arms) {
    const weight = model.arms[arm]!.n / total
    const share = eventShare(pathOf(model, state, arm), state.length)
    value += weight * share.value
    for (let i = 0; i < gradient.length; i += 1) gradient[i]! += weight * share.gradient[i]!
  }
  const p = clampShare(value, total)
  return { value: logit(p), gradient: gradient.map((g) => g / (p * (1 - p))) }
}

function clampShare(p: number, total: number): number {
  return Math.max(0.3 / total, Math.min(1 - 0.3 / total, p))
}

function logit(p: number): number {
  return Math.log(p / (1 - p))
}

/** Expected number of events of an arm under a state. */
export function expectedEvents(
  model: Model,
  arm: number,
  state: Float64Array,
): { value: number; gradient: Float64Array } {
  const { value, gradient } = eventShare(pathOf(model, state, arm), state.length)
  const n = model.arms[arm]!.n
  return { value: n * value, gradient: gradient.map((g) => n * g) }
}

/** Ticks of the risk table that lie within the horizon and print a number. */
export function usableTicks(arm: ArmEvidence, horizon: number): { readonly time: number; readonly count: number }[] {
  return arm.atRisk.flatMap(({ time, count }) => {
    const printed = printedNumber(count)
    return printed === null || time <= 0 || time > horizon ? [] : [{ time, count: printed.value }]
  })
}
