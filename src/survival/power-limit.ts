import { type Evaluation, maximise } from '../numeric/maximise.ts'
import type { Patients } from './patients.ts'

/**
 * Highest log-likelihood of the power law F(t) = (t / t0)^a on (0, t0], the limit of shapes of the generalised gamma towards Infinity, or
 * -Infinity where none is found. With u = a log(t / t0) = b + a log(t / last) it is concave in (a, b), b <= 0: either t0 is the
 * last time (b = 0), or beyond it.
 */
export function powerLimit(patients: Patients): number {
  const last = patients.time[patients.time.length - 1]!
  const atLast = maximise((x) => logLikelihood(patients, last, x[0]!, 0, 1), Float64Array.of(1))
  const a = atLast ? atLast.at[0]! : 1
  // Someone is censored: t0 may be better placed beyond the last time.
  const beyond = maximise((x) => logLikelihood(patients, last, x[0]!, x[1]!, 2), Float64Array.of(a, -0.1 * a))
  return Math.max(atLast?.value ?? -Infinity, beyond?.value ?? -Infinity)
}

/** The log-likelihood with its derivatives by a, or by a and b (`parameters` = 2). */
function logLikelihood(
  { time, event, start, weight }: Patients,
  last: number,
  a: number,
  b: number,
  parameters: 1 | 2,
) {
  if (!(a > 0 && b <= 0 && (parameters === 1 || b < 0))) return nowhere(parameters)
  let value = 0
  let size = 0
  let [ofA, ofB, aa, ab, bb] = [0, 0, 0, 0, 0]
  /** w log S(t). */
  const stay = (t: number, w: number): void => {
    const l = Math.log(t / last)
    const tail = -Math.expm1(b + a * l)
    const odds = (1 - tail) / tail
    const k = w * odds * (1 + odds)
    value += w * Math.log(tail)
    size += Math.abs(w * Math.log(tail))
    ofA -= w * l * odds
    ofB -= w * odds
    aa += l * l * k
    ab += l * k
    bb += k
  }
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    const t = time[i]!
    if (start && start[i]! > 0) stay(start[i]!, -w)
    if (event[i] === 0) {
      if (t > 0) stay(t, w)
      continue
    }
    const l = Math.log(t / last)
    value += w * (Math.log(a) + b + a * l - Math.log(t))
    size += w * (Math.abs(Math.log(a)) - b + a * Math.abs(l) + Math.abs(Math.log(t)))
    ofA += w * (1 / a + l)
    ofB += w
    aa += w / (a * a)
  }
  if (!(value > -Infinity)) return nowhere(parameters)
  return parameters === 1
    ? { value, size, gradient: Float64Array.of(ofA), information: Float64Array.of(aa) }
    : { value, size, gradient: Float64Array.of(ofA, ofB), information: Float64Array.of(aa, ab, ab, bb) }
}

function nowhere(n: number): Evaluation {
  return { value: -Infinity, size: 0, gradient: new Float64Array(n), information: new Float64Array(n * n) }
}
