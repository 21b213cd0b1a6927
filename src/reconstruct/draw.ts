import { cholesky } from '../numeric/cholesky.ts'
import type { RandomNumbers } from '../numeric/random-stream.ts'
import { randomStream } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import type { Fit } from './fit.ts'
import type { LatticeArm } from './lattice.ts'
import { latticeArm, mergeArms, ticksPerMonth } from './lattice.ts'
import type { Hazards } from './hazards.ts'
import { centreOf, drawnHazards } from './hazards.ts'
import type { Bounds } from './reconstruction.ts'

export interface Draws {
  readonly curves: (index: number) => readonly Curve[]
  readonly patients: (index: number) => Patients
}

/**
 * Draws from the law of the state: the same index gives the same draw, whatever else was drawn. Curves keep to what the
 * figures prove and are monotone; patients
 * follow their drawn curve to half an event, within a grid cell at random.
 */
export function drawsOf(fit: Fit, bounds: readonly Bounds[], grid: Float64Array, seed: number, purpose: string): Draws {
  const { posterior } = fit
  const { model, state } = posterior
  const size = state.length
  const curveStream = randomStream(seed, `${purpose}/curves`)
  const patientStream = randomStream(seed, `${purpose}/patients`)
  let factor: Float64Array | null = null
  const centres = model.arms.map((_, arm) => lazily(() => centreOf(model, state, posterior.covariance(), arm, grid)))
  const hazards = (drawn: Float64Array, arm: number): Hazards =>
    drawnHazards(model, drawn, arm, centres[arm]!(), bounds[arm]!)
  const propose = (random: RandomNumbers): Float64Array => {
    factor ??= factorOf(posterior.covariance(), size)
    // Student's t with 8 degrees of freedom, like the band: chi-squared(8) is twice the sum of four exponentials.
    let chiSquared = 0
    for (let k = 0; k < 4; k += 1) chiSquared += 2 * random.exponential()
    const scale = Math.sqrt(8 / chiSquared)
    const noise = Float64Array.from({ length: size }, () => scale * random.normal())
    const drawn = Float64Array.from(state)
    for (let i = 0; i < size; i += 1) {
      let sum = 0
      for (let j = 0; j <= i; j += 1) sum += factor[i * size + j]! * noise[j]!
      drawn[i]! += sum
    }
    return drawn
  }
  const stateOf = (index: number): Float64Array => {
    const random = curveStream(index)
    let best = propose(random)
    let least = worstMisfit(fit, best)
    for (let attempt = 1; attempt < mostAttempts && least > farthest; attempt += 1) {
      const drawn = propose(random)
      const misfit = worstMisfit(fit, drawn)
      if (misfit < least) {
        best = drawn
        least = misfit
      }
    }
    return best
  }
  const curves = (index: number): Curve[] => {
    const drawn = stateOf(index)
    return model.arms.map((_, arm) => ({
      time: grid,
      survival: hazards(drawn, arm).event.map((hazard) => Math.exp(-hazard)),
    }))
  }
  const patients = (index: number): Patients => {
    const drawn = stateOf(index)
    const random = patientStream(index)
    const arms = model.arms.map(({ n }, arm) => follow(hazards(drawn, arm), n, random))
    return mergeArms(
      model.arms.map((arm) => arm.id),
      arms,
    )
  }
  return { curves, patients }
}

/** A draw far out may break figures that are not linear in the state (events, ratios): then another is taken. */
const farthest = 5
const mostAttempts = 6

/** The largest distance of a figure from the drawn state, in sds of what the model leaves out of that figure. */
function worstMisfit(fit: Fit, drawn: Float64Array): number {
  let worst = 0
  for (const { figure, tested, look } of fit.observations) {
    if (!tested) continue
    const { residual, variance } = look(drawn)
    worst = Math.max(worst, Math.abs(residual) / Math.sqrt(variance * (fit.inflate.get(figure) ?? 1)))
  }
  return worst
}

/** A square root of the covariance; a trace on the diagonal where rounding has made it singular. */
function factorOf(covariance: Float64Array, size: number): Float64Array {
  for (let trace = 1e-9; trace < 1; trace *= 10) {
    const lifted = Float64Array.from(covariance)
    for (let i = 0; i < size; i += 1) {
      const own = lifted[i * size + i]!
      lifted[i * size + i] = Math.max(own, 0) * (1 + trace) + trace
    }
    const factor = cholesky(lifted, size)
    if (factor !== null) return factor
  }
  throw new RangeError('reconstruct: the law of the curves has no covariance; this is a defect')
}

/** Patients whose product-limit curve follows the hazards: whole events and censorings by carried fractions, times by exponential spacings. */
function follow(hazards: Hazards, n: number, random: RandomNumbers): LatticeArm {
  const { time, event, censoring } = hazards
  const events: number[] = []
  const censorings: number[] = []
  let atRisk = n
  let owedEvents = random.uniform()
  let owedCensorings = random.uniform()
  for (let i = 1; i < time.length && atRisk > 0; i += 1) {
    const rise = event[i]! - event[i - 1]!
    const gone = censoring[i]! - censoring[i - 1]!
    const leave = atRisk * (1 - Math.exp(-rise - gone))
    const share = rise + gone > 0 ? rise / (rise + gone) : 0
    owedEvents += leave * share
    owedCensorings += leave * (1 - share)
    const died = Math.min(atRisk, Math.floor(owedEvents))
    const left = Math.min(atRisk - died, Math.floor(owedCensorings))
    owedEvents -= died
    owedCensorings -= left
    spread(events, died, time[i - 1]!, time[i]!, random)
    spread(censorings, left, time[i - 1]!, time[i]!, random)
    atRisk -= died + left
  }
  const end = Math.round(time.at(-1)! * ticksPerMonth)
  for (; atRisk > 0; atRisk -= 1) censorings.push(end)
  return latticeArm(events, censorings)
}

/** `count` sorted uniform times in (from, to], from exponential spacings. */
function spread(into: number[], count: number, from: number, to: number, random: RandomNumbers): void {
  if (count === 0) return
  const spacings = Array.from({ length: count + 1 }, () => random.exponential())
  const total = spacings.reduce((sum, spacing) => sum + spacing, 0)
  let at = 0
  for (let k = 0; k < count; k += 1) {
    at += spacings[k]! / total
    into.push(Math.max(1, Math.round((from + at * (to - from)) * ticksPerMonth)))
  }
}

/** Computed at the first call only: a reconstruction without draws pays nothing. */
function lazily<T>(make: () => T): () => T {
  let made: T | null = null
  return () => (made ??= make())
}
