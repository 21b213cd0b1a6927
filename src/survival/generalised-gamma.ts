import { type Evaluation, maximise, type Maximum } from '../numeric/maximise.ts'
import { extremeValue, fitLocationScale, normal } from './location-scale.ts'
import { type Patients, selectRows } from './patients.ts'
import { powerLimit } from './power-limit.ts'
import { type ShapedDensity, shapedDensity } from './shaped-density.ts'
import { shapedTails } from './shaped-tails.ts'

/** Beyond these shapes the density is a power of t with a jump at one end: the likelihood rises towards no maximum. */
const LARGEST_SHAPE = 30
const ENOUGH_EVENTS = 4000
/** A maximum is reached in 10 to 20 steps; a walk towards an infinite shape never ends. */
const STEPS = 50

/**
 * Maximum likelihood of (location, log scale, shape): the highest maximum that Newton's method reaches from the fits of the
 * log-normal (shape 0), the Weibull (shape 1) and a mirrored log-normal (shape -1). Times must be > 0 where events are.
 *
 * Null where there is none, or where the likelihood is higher still in a limit of infinite shapes (`paretoLimit`, `powerLimit`).
 */
export function fitGeneralisedGamma(patients: Patients): Maximum | null {
  const near = thinned(patients)
  const found = near && maximiseFromSeveral(near)
  const best = (found && maximise((x) => evaluate(patients, x), found.at)) ?? maximiseFromSeveral(patients)
  return best && paretoLimit(patients) < best.value && powerLimit(patients) < best.value ? best : null
}

/** Every k-th of very many patients, by time: enough to tell the maxima apart and to start near the highest. */
function thinned(patients: Patients): Patients | null {
  const events = patients.event.reduce((sum, e) => sum + e, 0)
  const step = Math.floor(events / ENOUGH_EVENTS)
  if (step < 4) return null
  return selectRows(
    patients,
    Array.from({ length: Math.floor(patients.time.length / step) }, (_, k) => k * step),
  )
}

function maximiseFromSeveral(patients: Patients): Maximum | null {
  const logNormal = fitLocationScale(normal, patients)
  const weibull = fitLocationScale(extremeValue, patients)
  const starts: Float64Array[] = []
  if (logNormal) starts.push(Float64Array.of(...logNormal.at, 0), Float64Array.of(...logNormal.at, -1))
  if (weibull) starts.push(Float64Array.of(...weibull.at, 1))
  let best: Maximum | null = null
  for (const start of starts) {
    const found = maximise((x) => evaluate(patients, x), start, STEPS)
    if (found && (!best || found.value > best.value)) best = found
  }
  return best
}

/**
 * Highest log-likelihood of the Pareto distribution S(t) = (t / t0)^-a, the limit of shapes towards -Infinity. With t0 the
 * first event time, its best place, it has a closed form: a = events / sum of log(t / t0) over follow-up after t0.
 */
function paretoLimit({ time, event, start, weight }: Patients): number {
  const first = time[event.indexOf(1)]!
  let events = 0
  let exposure = 0
  let logs = 0
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    const t = time[i]!
    if (event[i] === 1) events += w
    if (event[i] === 1) logs += w * Math.log(t)
    if (t > first) exposure += w * Math.log(t / Math.max(first, start ? start[i]! : 0))
  }
  return events * (Math.log(events / exposure) - 1) - logs
}

/** The earliest time above 0 whose survival the likelihood asks for, an entry or a censoring; Infinity if there is none. */
function earliestStay({ time, event, start }: Patients): number {
  let earliest = Infinity
  for (let i = 0; i < time.length; i++) {
    if (event[i] === 0 && time[i]! > 0) earliest = Math.min(earliest, time[i]!)
    if (start && start[i]! > 0) earliest = Math.min(earliest, start[i]!)
  }
  return earliest
}

const NOWHERE: Evaluation = {
  value: -Infinity,
  size: 0,
  gradient: new Float64Array(3),
  information: new Float64Array(9),
}

function evaluate(patients: Patients, x: Float64Array): Evaluation {
  const { time, event, start, weight } = patients
  const [location, logScale, shape] = [x[0]!, x[1]!, x[2]!]
  if (!(Math.abs(shape) <= LARGEST_SHAPE && Math.abs(logScale) < 100)) return NOWHERE
  const scale = Math.exp(logScale)
  const density = shapedDensity(shape)
  const standard = (t: number): number => (Math.log(t) - location) / scale
  const survival = shapedTails(shape, standard(earliestStay(patients)), standard(time[time.length - 1]!)).logUpper
  let value = 0
  let size = 0
  const g = new Float64Array(3)
  const h = new Float64Array(9)
  const add = (t: number, w: number, term: (z: number) => ShapedDensity): void => {
    const z = standard(t)
    const [log, d1, d2, q1, dq, q2] = term(z)
    value += w * log
    size += Math.abs(w * log)
    g[0]! -= (w * d1) / scale
    g[1]! -= w * z * d1
    g[2]! += w * q1
    h[0]! -= (w * d2) / (scale * scale)
    h[1]! -= (w * (d1 + z * d2)) / scale
    h[2]! += (w * dq) / scale
    h[4]! -= w * z * (d1 + z * d2)
    h[5]! += w * z * dq
    h[8]! -= w * q2
  }
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    const t = time[i]!
    if (start && start[i]! > 0) add(start[i]!, -w, survival)
    if (event[i] === 0) {
      if (t > 0) add(t, w, survival)
      continue
    }
    add(t, w, density)
    value -= w * (logScale + Math.log(t))
    size += w * (Math.abs(logScale) + Math.abs(Math.log(t)))
    g[1]! -= w
  }
  h[3] = h[1]!
  h[6] = h[2]!
  h[7] = h[5]!
  return { value, size, gradient: g, information: h }
}
