import { maximise } from '../numeric/maximise.ts'
import { normalLogDensity, normalLogUpperTail } from '../numeric/normal-distribution.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import type { Patients } from './patients.ts'

/** log f or log S of a standard distribution at z, with its first and second derivative. */
type Term = readonly [value: number, first: number, second: number]

/** A distribution of log T = location + scale Z. */
export interface Family {
  readonly density: (z: number) => Term
  readonly survival: (z: number) => Term
  /** The z with P(Z <= z) = p. */
  readonly quantile: (p: number) => number
}

export const extremeValue: Family = {
  density: (z) => {
    const e = Math.exp(z)
    return [z - e, 1 - e, -e]
  },
  survival: (z) => {
    const e = Math.exp(z)
    return [-e, -e, -e]
  },
  quantile: (p) => Math.log(-Math.log1p(-p)),
}

export const normal: Family = {
  density: (z) => [normalLogDensity(z), -z, -1],
  survival: (z) => {
    const log = normalLogUpperTail(z)
    const hazard = Math.exp(normalLogDensity(z) - log)
    return [log, -hazard, -hazard * (hazard - z)]
  },
  quantile: normalQuantile,
}

export const logistic: Family = {
  density: (z) => {
    const p = 1 / (1 + Math.exp(-z))
    return [z - 2 * softplus(z), 1 - 2 * p, -2 * p * (1 - p)]
  },
  survival: (z) => {
    const p = 1 / (1 + Math.exp(-z))
    return [-softplus(z), -p, -p * (1 - p)]
  },
  quantile: (p) => Math.log(p / (1 - p)),
}

/** log(1 + e^z). */
function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))
}

/** Maximum likelihood of (location, log scale). Times must be > 0 where events are. */
export function fitLocationScale(family: Family, patients: Patients) {
  const { events, exposure } = rate(patients)
  return maximise((x) => evaluate(family, patients, x), Float64Array.of(Math.log(exposure / events), 0))
}

/** Events and person-time: the exponential fit, and a start for others. */
export function rate({ time, event, start, weight }: Patients): { events: number; exposure: number } {
  let exposure = 0
  let events = 0
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    exposure += w * (time[i]! - (start ? start[i]! : 0))
    events += w * event[i]!
  }
  return { events, exposure }
}

function evaluate(family: Family, { time, event, start, weight }: Patients, x: Float64Array) {
  const [location, logScale] = [x[0]!, x[1]!]
  const scale = Math.exp(logScale)
  let value = 0
  let size = 0
  const gradient = new Float64Array(2)
  const information = new Float64Array(4)
  const add = (t: number, w: number, term: (z: number) => Term): void => {
    const z = (Math.log(t) - location) / scale
    const [g, d1, d2] = term(z)
    value += w * g
    size += Math.abs(w * g)
    gradient[0]! -= (w * d1) / scale
    gradient[1]! -= w * z * d1
    const cross = (w * (d1 + z * d2)) / scale
    information[0]! -= (w * d2) / (scale * scale)
    information[1]! -= cross
    information[2]! -= cross
    information[3]! -= w * (z * d1 + z * z * d2)
  }
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    const t = time[i]!
    if (start && start[i]! > 0) add(start[i]!, -w, family.survival)
    if (event[i] === 0) {
      if (t > 0) add(t, w, family.survival)
      continue
    }
    add(t, w, family.density)
    value -= w * (logScale + Math.log(t))
    size += w * (Math.abs(logScale) + Math.abs(Math.log(t)))
    gradient[1]! -= w
  }
  return { value, size, gradient, information }
}
