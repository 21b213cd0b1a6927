import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Accrual } from './accrual.ts'
import type { Estimated } from './estimate.ts'
import type { Fit } from './fit.ts'
import { read } from './fit.ts'
import type { Look } from './observation.ts'

/**
 * The law of the state beside an unknown shape of potential follow-up, as one Gaussian: state = likeliest + x + sum of s_k a_k, with x of the
 * likeliest shape's covariance, a_k the way from its centre to that of shape k, and s_k independent with the weight of k as its variance. Its
 * moments are those of {@link spreadOver}; that it has x and s apart lets a figure tell them apart.
 */
export interface ShapeLaw {
  /** Size of the state, and of state and shapes together. */
  readonly state: number
  readonly size: number
  readonly covariance: Float64Array
  readonly shapes: readonly Accrual[]
  readonly apart: readonly Float64Array[]
}

export function shapeLaw({ fit, accruals }: Estimated): ShapeLaw {
  const centre = fit.posterior.state
  const shapes = accruals.filter((it) => it.fit !== fit)
  const apart = shapes.map((it) => it.fit.posterior.state.map((x, i) => x - centre[i]!))
  const state = centre.length
  const size = state + shapes.length
  const own = fit.posterior.covariance()
  const covariance = new Float64Array(size * size)
  for (let i = 0; i < state; i += 1) covariance.set(own.subarray(i * state, (i + 1) * state), i * size)
  shapes.forEach(({ weight }, k) => {
    covariance[(state + k) * (size + 1)] = weight
  })
  return { state, size, covariance, shapes, apart }
}

/** Covariance of the state alone. */
export function stateCovariance({ state, size, apart }: ShapeLaw, covariance: Float64Array): Float64Array {
  const half = new Float64Array(state * size)
  for (let i = 0; i < state; i += 1) {
    for (let j = 0; j < size; j += 1) {
      let sum = covariance[i * size + j]!
      apart.forEach((way, k) => {
        sum += way[i]! * covariance[(state + k) * size + j]!
      })
      half[i * size + j] = sum
    }
  }
  const result = new Float64Array(state * state)
  for (let i = 0; i < state; i += 1) {
    for (let j = 0; j < state; j += 1) {
      let sum = half[i * size + j]!
      apart.forEach((way, k) => {
        sum += way[j]! * half[i * size + state + k]!
      })
      result[i * state + j] = sum
    }
  }
  return result
}

/** A look at the state as one at state and shapes, along the ways between the shapes. */
export function withShapes({ size, state, apart }: ShapeLaw, look: Look): Look {
  const gradient = new Float64Array(size)
  gradient.set(look.gradient)
  apart.forEach((way, k) => {
    gradient[state + k] = way.reduce((sum, x, i) => sum + x * look.gradient[i]!, 0)
  })
  return { ...look, gradient }
}

/**
 * How figures of the evidence look at state and shapes. Under another shape a number at risk or of events is another one, also
 * where the state is the same: the difference is taken between the shapes themselves.
 */
export function looksOf(law: ShapeLaw, fit: Fit, evidence: EndpointEvidence, figures: ReadonlySet<string>): Look[] {
  const of = (it: Fit) => read(evidence, it.model).observations.filter(({ figure }) => figures.has(figure))
  const elsewhere = law.shapes.map((it) => ({ observations: of(it.fit), state: it.fit.posterior.state }))
  return of(fit).map((observation, at) => {
    const look = observation.look(fit.posterior.state)
    const own = withShapes(law, look)
    // A term that completes another has no target to measure from.
    if (!observation.tested) return own
    elsewhere.forEach(({ observations, state }, k) => {
      const there = observations[at]?.look(state)
      if (there !== undefined) own.gradient[law.state + k] = look.residual - there.residual
    })
    return own
  })
}
