import { cholesky, choleskySolve } from '../numeric/cholesky.ts'
import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import type { RandomNumbers } from '../numeric/random-stream.ts'
import { randomStream } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import type { Accrual } from './accrual.ts'
import { accrualOf } from './accrual.ts'
import { expectedOf } from './expected.ts'
import type { Fit } from './fit.ts'
import type { LatticeArm } from './lattice.ts'
import { latticeArm, mergeArms, ticksPerMonth } from './lattice.ts'
import { drawnVisits } from './drawn-visits.ts'
import type { Centre, Hazards } from './hazards.ts'
import { gridSize } from './grid.ts'
import { centreOf, drawnCensoring, drawnSurvival, largestHazard } from './hazards.ts'
import { isotonic } from './isotonic.ts'
import { lazily } from './lazily.ts'
import type { Bounds } from './reconstruction.ts'
import { armSize, pathOf } from './state.ts'
import { watcherOf } from './watcher-of.ts'

export interface Draws {
  readonly curves: (index: number) => readonly Curve[]
  readonly patients: (index: number) => Patients
  /** The law that a draw comes from. */
  readonly lawOf: (index: number) => Fit
}

/** The draw that was asked for last. */
interface Drawn {
  readonly index: number
  readonly state: Float64Array
  /** Of each arm, on the grid. */
  readonly survival: readonly Float64Array[]
}

/**
 * Draws from the law of the state, with each shape of potential follow-up as often as it is believed: the same index gives the same draw, whatever else was drawn. Curves keep to what the
 * figures prove and are monotone, and fall in steps where events wait for visits; numbers of events and the hazard ratio, which are no straight functions of the state, are kept by a step
 * back; patients follow their drawn curve to half an event, within a grid cell at random.
 */
export function drawsOf(
  tried: readonly Accrual[],
  bounds: readonly Bounds[],
  grid: Float64Array,
  evidence: EndpointEvidence,
  seed: number,
  purpose: string,
): Draws {
  const curveStream = randomStream(seed, `${purpose}/curves`)
  const patientStream = randomStream(seed, `${purpose}/patients`)
  const laws = tried.map(({ fit }) => ({
    fit,
    propose: lazily(() => proposal(fit, evidence.arms)),
    centres: lazily(() => {
      const { model, state, covariance } = fit.posterior
      const about = covariance()
      return model.arms.map((_, arm) => centreOf(model, state, about, arm, grid, bounds[arm]!))
    }),
  }))
  const visitStream = randomStream(seed, `${purpose}/visits`)
  const known = tried.some(({ fit }) => fit.model.arms.some(({ clock }) => clock !== undefined))
  const visits = lazily(() => (known ? null : drawnVisits(evidence, grid)))
  const of = (index: number) => laws[accrualOf(tried, index)]!
  // Whoever asks for the curves and the patients of a draw asks for them one after the other.
  let last: Drawn = { index: -1, state: new Float64Array(0), survival: [] }
  const drawn = (index: number): Drawn => {
    if (last.index === index) return last
    const { propose, centres } = of(index)
    const state = propose()(curveStream(index))
    const seen = visits()?.(visitStream(index))
    const survival = centres().map((centre, arm) => {
      const smooth = drawnSurvival(state, centre)
      return seen === undefined ? smooth : withinProven(seen(smooth, arm), centre)
    })
    last = { index, state, survival }
    return last
  }
  const curves = (index: number): Curve[] => {
    // A copy: what is kept for the patients is not handed out.
    return drawn(index).survival.map((survival) => ({ time: grid, survival: survival.slice() }))
  }
  const patients = (index: number): Patients => {
    const { fit, centres } = of(index)
    const { model } = fit
    const { state, survival } = drawn(index)
    const random = patientStream(index)
    const arms = model.arms.map(({ n }, arm) => {
      const event = survival[arm]!.map((it) => Math.min(largestHazard, -Math.log(it)))
      return follow({ time: grid, event, censoring: drawnCensoring(state, centres()[arm]!) }, n, random)
    })
    return mergeArms(
      model.arms.map((arm) => arm.id),
      arms,
    )
  }
  return { curves, patients, lawOf: (index) => of(index).fit }
}

/** The curve put back inside what the figures prove, where they do not exclude each other; it stays monotone, as they are. */
function withinProven(survival: Float64Array, { lower, upper }: Centre): Float64Array {
  return survival.map((it, i) => (lower[i]! <= upper[i]! ? Math.min(upper[i]!, Math.max(lower[i]!, it)) : it))
}

/** So many states are drawn for one draw before the last of them is taken. */
const mostTries = 40

/**
 * One state from the law, with heavy tails like the band's, that keeps to the figures that bend and watches patients as long as the figures speak
 * of them: another is drawn where one does not.
 */
function proposal(fit: Fit, evidence: readonly ArmEvidence[]): (random: RandomNumbers) => Float64Array {
  const { state } = fit.posterior
  const size = state.length
  const factor = factorOf(fit.posterior.covariance(), size)
  const keep = keeperOf(fit)
  const watched = watcherOf(fit, evidence)
  return (random) => {
    for (let attempt = 1; ; attempt += 1) {
      // Student's t with 8 degrees of freedom: chi-squared(8) is twice the sum of four exponentials.
      let chiSquared = 0
      for (let k = 0; k < 4; k += 1) chiSquared += 2 * random.exponential()
      const scale = Math.sqrt(8 / chiSquared)
      const noise = new Float64Array(size)
      for (let i = 0; i < size; i += 1) noise[i] = scale * random.normal()
      const drawn = state.slice()
      addProduct(drawn, factor, noise)
      const kept = keep(drawn)
      if ((kept.near && watched(kept.state)) || attempt === mostTries) return kept.state
    }
  }
}

/** No step back is longer than this in theta or phi. */
const longestStepBack = 0.5
const stepsBack = 3
/** A figure is kept where its residual is within so many standard errors of its own noise, or of the centre's residual. */
const farthest = 3

interface Kept {
  readonly state: Float64Array
  readonly near: boolean
}

/**
 * Numbers of events and ratios bend: along a straight draw they run away from what is printed. The step P H' (H P H')^-1 e, P the
 * covariance given the figures, takes off the difference e between figure and straight line, and moves nothing that is printed.
 */
function keeperOf({ posterior, observations, inflate }: Fit): (drawn: Float64Array) => Kept {
  const { model, state } = posterior
  const size = state.length
  const bent = observations.flatMap(({ figure, residual, look }) =>
    residual === undefined || inflate.has(figure) ? [] : { residual, look },
  )
  const residualsAt = (at: Float64Array): Float64Array => {
    const expected = model.arms.map((_, arm) => expectedOf(pathOf(model, at, arm)))
    return Float64Array.from(bent, (it) => it.residual(expected))
  }
  const covariance = posterior.covariance()
  const looks = bent.map((it) => it.look(state))
  const lift = looks.map(({ gradient }) => product(covariance, gradient))
  const count = bent.length
  const matrix = new Float64Array(count * count)
  looks.forEach(({ gradient, variance }, k) => {
    lift.forEach((row, l) => {
      matrix[k * count + l] = dot(gradient, row) + (k === l ? 0.01 * variance : 0)
    })
  })
  const factor = cholesky(matrix, count)
  const centred = looks.map(({ gradient }) => dot(gradient, state))
  const ordered = rising(model.arms.length, covariance, size)
  if (factor === null) return (drawn) => ({ state: ordered(drawn), near: true })
  return (drawn) => {
    let now = ordered(drawn)
    // What a straight line would leave of each figure's own noise stays in the draw.
    const straight = looks.map(({ residual, gradient }, at) => residual - dot(gradient, now) + centred[at]!)
    for (let k = 0; k < stepsBack; k += 1) {
      const excess = residualsAt(now).map((residual, at) => residual - clamp(straight[at]!, looks[at]!.variance))
      const weights = choleskySolve(factor, count, excess)
      const step = new Float64Array(size)
      lift.forEach((row, at) => {
        for (let i = 0; i < size; i += 1) step[i] = step[i]! + weights[at]! * row[i]!
      })
      let longest = 0
      for (const x of step) longest = Math.max(longest, Math.abs(x))
      const share = Math.min(1, longestStepBack / Math.max(longest, 1e-12))
      now = ordered(now.map((x, i) => x + share * step[i]!))
    }
    const near = residualsAt(now).every((here, at) => {
      const { residual, variance } = looks[at]!
      return Math.abs(here) <= Math.abs(residual) + farthest * Math.sqrt(variance)
    })
    return { state: now, near }
  }
}

function clamp(residual: number, variance: number): number {
  const most = farthest * Math.sqrt(variance)
  return Math.max(-most, Math.min(most, residual))
}

/** phi of each arm made to rise: a drawn state is rough where little is known, and one early peak would censor everybody. */
function rising(arms: number, covariance: Float64Array, size: number): (state: Float64Array) => Float64Array {
  const precision = Float64Array.from({ length: size }, (_, i) => 1 / Math.max(1e-9, covariance[i * size + i]!))
  return (state) => {
    const risen = state.slice()
    for (let arm = 0; arm < arms; arm += 1) {
      const [from, to] = [arm * armSize + gridSize, (arm + 1) * armSize]
      risen.set(isotonic(state.subarray(from, to), precision.subarray(from, to)), from)
    }
    return risen
  }
}

/** Adds the product of a lower triangle with a vector; four rows at a time, since a sum waits for its last term. */
function addProduct(into: Float64Array, lower: Float64Array, vector: Float64Array): void {
  const size = vector.length
  let i = 0
  for (; i + 4 <= size; i += 4) {
    const [p, q, r, s] = [i * size, (i + 1) * size, (i + 2) * size, (i + 3) * size]
    let [a, b, c, d] = [0, 0, 0, 0]
    // Above the diagonal stand zeros.
    for (let j = 0; j < i + 4; j += 1) {
      const x = vector[j]!
      a += lower[p + j]! * x
      b += lower[q + j]! * x
      c += lower[r + j]! * x
      d += lower[s + j]! * x
    }
    into[i]! += a
    into[i + 1]! += b
    into[i + 2]! += c
    into[i + 3]! += d
  }
  for (; i < size; i += 1) into[i]! += dot(lower.subarray(i * size, (i + 1) * size), vector)
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  return Float64Array.from({ length: size }, (_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

/** A square root of the covariance; a trace on the diagonal where rounding has made it singular. */
function factorOf(covariance: Float64Array, size: number): Float64Array {
  for (let trace = 1e-9; trace < 1; trace *= 10) {
    const lifted = covariance.slice()
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
  const first = into.length
  let total = 0
  for (let k = 0; k < count; k += 1) {
    const spacing = random.exponential()
    total += spacing
    into.push(spacing)
  }
  total += random.exponential()
  let at = 0
  for (let k = first; k < into.length; k += 1) {
    at += into[k]! / total
    into[k] = Math.max(1, Math.round((from + at * (to - from)) * ticksPerMonth))
  }
}
