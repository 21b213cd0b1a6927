import { cholesky } from '../numeric/cholesky.ts'
import type { PackedTriangle } from '../numeric/packed-triangle.ts'
import { addTriangleTimes, packTriangle } from '../numeric/packed-triangle.ts'
import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import type { RandomNumbers } from '../numeric/random-stream.ts'
import { randomStream } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import type { Accrual } from './accrual.ts'
import { accrualOf } from './accrual.ts'
import { placeAlong } from './along.ts'
import { boundsOf } from './bounds.ts'
import type { Fit } from './fit.ts'
import { drawnVisits, needsVisits } from './drawn-visits.ts'
import { followCurve } from './follow-curve.ts'
import type { Centre } from './hazards.ts'
import { centreOf, drawCensoring, drawSurvival, putWithinProven } from './hazards.ts'
import { figureKeeper } from './figure-keeper.ts'
import { mergeArms } from './lattice.ts'
import { elementsOf } from './state.ts'
import { timeGrid } from './time-grid.ts'
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
 * Draws from the law of the state, with each end that the curves may have in turn, and each shape of potential follow-up as often as it is believed: the same index gives the same draw, whatever else was drawn. Curves keep to what the
 * figures prove and are monotone, and fall in steps where events wait for visits; numbers of events and the hazard ratio, which are no straight functions of the state, are kept by a step
 * back; patients follow their drawn curve to half an event, within a grid cell at random.
 */
export function drawsOf(
  ends: readonly (() => readonly Accrual[])[],
  grid: Float64Array,
  evidence: EndpointEvidence,
  seed: number,
  purpose: string,
): Draws {
  const curveStream = randomStream(seed, `${purpose}/curves`)
  const patientStream = randomStream(seed, `${purpose}/patients`)
  const visitStream = randomStream(seed, `${purpose}/visits`)
  const samplers = new Map<Fit, Sampler>()
  const of = (index: number): Sampler => {
    const tried = ends[index % ends.length]!()
    const { fit } = tried[accrualOf(tried, index)]!
    const made = samplers.get(fit) ?? sampler(fit, evidence, grid)
    samplers.set(fit, made)
    return made
  }
  // Whoever asks for the curves and the patients of a draw asks for them one after the other.
  let last: Drawn = { index: -1, state: new Float64Array(0), survival: [] }
  const drawn = (index: number): Drawn => {
    if (last.index === index) return last
    const { propose, centres, visits, smooth, survival } = of(index)
    const state = propose(curveStream(index))
    const seen = visits?.(visitStream(index))
    centres.forEach((centre, arm) => {
      const own = survival[arm]!
      if (seen === undefined) drawSurvival(state, centre, own)
      else {
        drawSurvival(state, centre, smooth)
        seen(smooth, arm, own)
        putWithinProven(own, centre)
      }
    })
    last = { index, state, survival }
    return last
  }
  const curves = (index: number): Curve[] => {
    const { onGrid } = of(index)
    // A copy: what is kept for the patients is not handed out. All on one grid, wherever a draw ends.
    return drawn(index).survival.map((survival) => ({ time: grid, survival: onGrid(survival) }))
  }
  const patients = (index: number): Patients => {
    const { fit, time, centres, censoring } = of(index)
    const { model } = fit
    const { state, survival } = drawn(index)
    const random = patientStream(index)
    const arms = model.arms.map(({ n }, arm) => {
      drawCensoring(state, centres[arm]!, censoring)
      return followCurve({ time, survival: survival[arm]!, censoring }, n, random)
    })
    return mergeArms(
      model.arms.map((arm) => arm.id),
      arms,
    )
  }
  return { curves, patients, lawOf: (index) => of(index).fit }
}

interface Sampler {
  readonly fit: Fit
  /** Times of its curves, months. */
  readonly time: Float64Array
  readonly propose: (random: RandomNumbers) => Float64Array
  readonly centres: readonly Centre[]
  /** Null where no visits are drawn. */
  readonly visits: ReturnType<typeof drawnVisits> | null
  /** A copy of a curve, on the grid that draws of all laws share. */
  readonly onGrid: (survival: Float64Array) => Float64Array
  /** Curves of each arm, and what they and patients are made from, written over by each draw. */
  readonly survival: readonly Float64Array[]
  readonly smooth: Float64Array
  readonly censoring: Float64Array
}

/** All that the draws of one law share. */
function sampler(fit: Fit, evidence: EndpointEvidence, grid: Float64Array): Sampler {
  const { model, state, covariance } = fit.posterior
  // Draws need all of it: an element at a time is dearer.
  const elements = elementsOf(covariance(), state.length)
  const bends = model.arms.flatMap(({ clock }) => clock?.bends ?? [])
  const time = model.horizon === grid.at(-1) ? grid : timeGrid(evidence.arms, model.horizon, bends)
  const centres = evidence.arms.map((it, arm) =>
    centreOf(model, state, elements, arm, time, boundsOf(it, model.horizon)),
  )
  const visits = needsVisits(evidence, model) ? drawnVisits(evidence, time) : null
  return {
    fit,
    time,
    propose: proposal(fit, evidence.arms),
    centres,
    visits,
    onGrid: time === grid ? (survival) => survival.slice() : readOn(grid, time),
    survival: centres.map(() => new Float64Array(time.length)),
    smooth: new Float64Array(time.length),
    censoring: new Float64Array(time.length),
  }
}

/** Reads columns over ascending times at those of a grid, each of which is looked up once. */
function readOn(grid: Float64Array, time: Float64Array): (column: Float64Array) => Float64Array {
  const places = Array.from(grid, (t) => placeAlong(time, t))
  const at = Int32Array.from(places, ({ index }) => index)
  const shares = Float64Array.from(places, ({ share }) => share)
  return (column) => {
    const read = new Float64Array(grid.length)
    for (let i = 0; i < read.length; i += 1) {
      const index = at[i]!
      const from = column[index]!
      const to = column[index + 1]!
      const share = shares[i]!
      read[i] = share === 1 ? to : from + share * (to - from)
    }
    return read
  }
}

/** So many states are drawn for one draw before the last of them is taken. */
const mostTries = 40

/**
 * One state from the law, with heavy tails like the band's, that keeps to the figures that bend and watches patients as long as the figures speak
 * of them: another is drawn where one does not. Each is written over the last.
 */
function proposal(fit: Fit, evidence: readonly ArmEvidence[]): (random: RandomNumbers) => Float64Array {
  const { state, covariance } = fit.posterior
  const size = state.length
  const root = rootOf(covariance(), size)
  const keep = figureKeeper(fit)
  const watched = watcherOf(fit, evidence)
  const noise = new Float64Array(size)
  const drawn = new Float64Array(size)
  return (random) => {
    for (let attempt = 1; ; attempt += 1) {
      // Student's t with 8 degrees of freedom: chi-squared(8) is twice the sum of four exponentials.
      let chiSquared = 0
      for (let k = 0; k < 4; k += 1) chiSquared += 2 * random.exponential()
      const scale = Math.sqrt(8 / chiSquared)
      random.normals(noise)
      for (let i = 0; i < size; i += 1) noise[i]! *= scale
      drawn.set(state)
      addTriangleTimes(root, noise, drawn)
      if ((keep(drawn) && watched(drawn)) || attempt === mostTries) return drawn
    }
  }
}

/** A square root of the covariance; a trace on the diagonal where rounding has made it singular. */
function rootOf(covariance: Float64Array, size: number): PackedTriangle {
  for (let trace = 1e-9; trace < 1; trace *= 10) {
    const lifted = covariance.slice()
    for (let i = 0; i < size; i += 1) {
      const own = lifted[i * size + i]!
      lifted[i * size + i] = Math.max(own, 0) * (1 + trace) + trace
    }
    const factor = cholesky(lifted, size)
    if (factor !== null) return packTriangle(factor, size)
  }
  throw new RangeError('reconstruct: the law of the curves has no covariance; this is a defect')
}
