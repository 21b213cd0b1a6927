import type { Figure } from '../evidence/evidence.ts'
import { eventShare } from './event-share.ts'
import type { Expected } from './expected.ts'
import type { Look, Predicted, Reading } from './observation.ts'
import { printedNumber } from './printed-number.ts'
import type { Model, StateLaw } from './state.ts'
import { pathOf } from './state.ts'
import { wholeCounts } from './whole-patients.ts'

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
  const residual = (expected: readonly Expected[]): number => {
    let events = 0
    for (const arm of arms) events += eventsOf(expected[arm]!)
    return target - logit(clampShare(events / total, total))
  }
  const predict = (law: StateLaw): Predicted => {
    const { value, gradient } = share(law.state)
    const sd = Math.sqrt(law.variance(gradient) + spread * spread)
    return wholeCounts((deviate) => total / (1 + Math.exp(-value - deviate * sd)))
  }
  return {
    observations: [{ ...base, tested: true, look, residual }],
    predictors: [{ ...base, figure, predict }],
    notes: [],
  }
}

/** The continuous formula is 0.6 of a patient and 0.3% of all off the counts of a Kaplan-Meier curve, but no more than 6% of those who have the event, or of those who have not. */
function spreadOf(count: number, total: number): number {
  const p = clampShare(count / total, total)
  return Math.min(0.003 / (p * (1 - p)), 0.06) + 0.6 / (total * p * (1 - p))
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

function eventsOf({ rise, atRisk }: Expected): number {
  let sum = 0
  for (let j = 0; j < rise.length; j += 1) sum += rise[j]! * atRisk[j]!
  return sum
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
