import { gridFraction, gridSize } from './grid.ts'
import type { Prior, PriorContext, PriorMoments } from './prior.ts'
import { armSize } from './state.ts'

/** Standard deviations of one block (theta, phi) and the correlation between the arms of each. */
interface Kernel {
  readonly level: number
  readonly levelBetweenArms: number
  readonly slope: number
  readonly slopeBetweenArms: number
  /** Integrated Wiener deviations in log u. */
  readonly bend: number
  /** Matern (5/2) deviations in log(u + 0.05). */
  readonly wiggle: number
  readonly wiggleLength: number
  /** Rough (exponential) deviations in u: accrual comes in bursts, and cut-offs make lumps. */
  readonly rough: number
  readonly roughLength: number
  readonly shapeBetweenArms: number
  /** Where level and slope are anchored. */
  readonly anchor: number
}

// Proportional hazards: the arms share slope and shape almost, and their levels differ by about 0.45 (one sd of a log hazard ratio).
const survivalKernel: Kernel = {
  level: 1.5,
  levelBetweenArms: 0.955,
  slope: 0.35,
  slopeBetweenArms: 0.85,
  bend: 0.2,
  wiggle: 0.2,
  wiggleLength: 0.8,
  rough: 0,
  roughLength: 1,
  shapeBetweenArms: 0.8,
  anchor: 0.4,
}

// Scans make cliffs: progression is seen when somebody looks.
const visitedKernel: Kernel = { ...survivalKernel, rough: 0.08, roughLength: 0.05 }

// One trial, one calendar: the arms' follow-up differs by drop-out only.
const followUpKernel: Kernel = {
  level: 1,
  levelBetweenArms: 0.93,
  slope: 0.7,
  slopeBetweenArms: 0.92,
  bend: 0.35,
  wiggle: 0.3,
  wiggleLength: 0.8,
  rough: 0.3,
  roughLength: 0.25,
  shapeBetweenArms: 0.9,
  anchor: 0.6,
}

const dropOutKernel: Kernel = {
  ...followUpKernel,
  level: 1.2,
  levelBetweenArms: 0.7,
  slope: 0.35,
  bend: 0.15,
  anchor: 1,
}

/**
 * A plain prior, made by hand: Weibull-like survival (theta linear in log t, level vague, slope near 1) with smooth deviations, arms
 * correlated so that proportional hazards are favoured but not forced; progression-like endpoints start slowly, because nothing is
 * seen before the first visit. Censoring rises like that of uniform accrual; where the administrative law is known, phi is drop-out.
 */
export const plainPrior: Prior = {
  name: 'a plain prior made by hand (Weibull-like shapes, arms near to proportional hazards)',
  moments: plainMoments,
}

function plainMoments(context: PriorContext): PriorMoments {
  const size = context.arms * armSize
  const mean = new Float64Array(size)
  const covariance = new Float64Array(size * size)
  const logU = gridFraction.map((u) => Math.log(u))
  for (let arm = 0; arm < context.arms; arm += 1) {
    for (let j = 0; j < gridSize; j += 1) {
      mean[arm * armSize + j] = survivalMean(context, gridFraction[j]!, logU[j]!)
      mean[arm * armSize + gridSize + j] = followUpMean(context.dropOutOnly[arm] === true, logU[j]!)
    }
  }
  for (let i = 0; i < gridSize; i += 1) {
    for (let j = 0; j < gridSize; j += 1) {
      for (let a = 0; a < context.arms; a += 1) {
        for (let b = 0; b < context.arms; b += 1) {
          const row = (a * armSize + i) * size + b * armSize + j
          covariance[row] = kernelAt(
            context.class === 'progression-like' ? visitedKernel : survivalKernel,
            i,
            j,
            a === b,
          )
          const phi = row + gridSize * size + gridSize
          const kernel = context.dropOutOnly[a] === true ? dropOutKernel : followUpKernel
          covariance[phi] = kernelAt(kernel, i, j, a === b)
        }
      }
    }
  }
  return { mean, covariance }
}

function survivalMean(context: PriorContext, u: number, logU: number): number {
  const anchored = logU - Math.log(survivalKernel.anchor)
  const shape = context.class === 'progression-like' ? 1 : 1.05
  // The first visit comes at some two months: before it, progression-like events are rare.
  const visit = context.class === 'progression-like' ? Math.min(0.3, 1.8 / context.horizon) : 0
  const slowStart = visit === 0 ? 0 : -1.2 * Math.exp((-u / visit) * (u / visit))
  return -0.5 + shape * anchored + slowStart
}

/** Uniform accrual: few censored early, half of them at 0.6 of the longest follow-up. */
function followUpMean(dropOutOnly: boolean, logU: number): number {
  return dropOutOnly ? -2 + 0.8 * logU : -0.4 + 2.2 * (logU - Math.log(followUpKernel.anchor))
}

const tables = new Map<Kernel, { readonly same: Float64Array; readonly between: Float64Array }>()

function kernelAt(kernel: Kernel, i: number, j: number, sameArm: boolean): number {
  let table = tables.get(kernel)
  if (table === undefined) {
    table = { same: kernelTable(kernel, true), between: kernelTable(kernel, false) }
    tables.set(kernel, table)
  }
  return (sameArm ? table.same : table.between)[i * gridSize + j]!
}

function kernelTable(kernel: Kernel, sameArm: boolean): Float64Array {
  const table = new Float64Array(gridSize * gridSize)
  const level = kernel.level * kernel.level * (sameArm ? 1 : kernel.levelBetweenArms)
  const slope = kernel.slope * kernel.slope * (sameArm ? 1 : kernel.slopeBetweenArms)
  const shape = sameArm ? 1 : kernel.shapeBetweenArms
  for (let i = 0; i < gridSize; i += 1) {
    for (let j = 0; j < gridSize; j += 1) {
      const s = Math.log(gridFraction[i]! / kernel.anchor)
      const t = Math.log(gridFraction[j]! / kernel.anchor)
      const d = Math.abs(Math.log((gridFraction[i]! + 0.05) / (gridFraction[j]! + 0.05))) / kernel.wiggleLength
      const bend = kernel.bend * kernel.bend * integratedWiener(s, t)
      const wiggle = kernel.wiggle * kernel.wiggle * matern(d)
      const apart = Math.abs(gridFraction[i]! - gridFraction[j]!) / kernel.roughLength
      const rough = kernel.rough * kernel.rough * Math.exp(-apart)
      // A little of its own at each point keeps the matrix positive definite.
      const own = sameArm && i === j ? 1e-6 : 0
      table[i * gridSize + j] = level + slope * s * t + shape * (bend + wiggle + rough) + own
    }
  }
  return table
}

/** Covariance of two integrated Wiener processes that start at 0 and run outwards in both directions. */
function integratedWiener(s: number, t: number): number {
  if (s * t <= 0) return 0
  const low = Math.min(Math.abs(s), Math.abs(t))
  const high = Math.max(Math.abs(s), Math.abs(t))
  return (low * low * high) / 2 - (low * low * low) / 6
}

function matern(d: number): number {
  const x = Math.sqrt(5) * d
  return (1 + x + (x * x) / 3) * Math.exp(-x)
}
