import { gridSize } from '../../../src/reconstruct/grid.ts'
import { armSize } from '../../../src/reconstruct/state.ts'
import type { Learnt } from './learn.ts'

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

/**
 * Where the learning starts and what it is shrunk to: Weibull-like survival (theta linear in log t, level vague, slope near 1) with smooth
 * deviations, arms correlated so that proportional hazards are favoured but not forced; censoring like that of uniform accrual.
 *
 * @param points of time, as shares of the end of follow-up or of a usual one
 */
export function start(features: number, points: Float64Array): Learnt {
  const mean = Array.from({ length: features }, () => new Float64Array(armSize))
  const within = new Float64Array(armSize * armSize)
  const between = new Float64Array(armSize * armSize)
  const blocks = [survivalKernel, followUpKernel]
  blocks.forEach((kernel, part) => {
    const tables = [kernelTable(kernel, points, true), kernelTable(kernel, points, false)] as const
    for (let i = 0; i < gridSize; i += 1) {
      const at = part * gridSize + i
      const logU = Math.log(points[i]! / kernel.anchor)
      mean[0]![at] = part === 0 ? -0.5 + 1.05 * logU : -0.4 + 2.2 * logU
      for (let j = 0; j < gridSize; j += 1) {
        const place = at * armSize + part * gridSize + j
        within[place] = tables[0][i * gridSize + j]!
        between[place] = tables[1][i * gridSize + j]!
      }
      // A little of its own at each point keeps the matrix positive definite.
      within[at * armSize + at]! += 1e-4
      between[at * armSize + at]! += 5e-5
    }
  })
  return { mean, within, between }
}

function kernelTable(kernel: Kernel, points: Float64Array, sameArm: boolean): Float64Array {
  const table = new Float64Array(gridSize * gridSize)
  const level = kernel.level * kernel.level * (sameArm ? 1 : kernel.levelBetweenArms)
  const slope = kernel.slope * kernel.slope * (sameArm ? 1 : kernel.slopeBetweenArms)
  const shape = sameArm ? 1 : kernel.shapeBetweenArms
  for (let i = 0; i < gridSize; i += 1) {
    for (let j = 0; j < gridSize; j += 1) {
      const s = Math.log(points[i]! / kernel.anchor)
      const t = Math.log(points[j]! / kernel.anchor)
      const d = Math.abs(Math.log((points[i]! + 0.05) / (points[j]! + 0.05))) / kernel.wiggleLength
      const bend = kernel.bend * kernel.bend * integratedWiener(s, t)
      const wiggle = kernel.wiggle * kernel.wiggle * matern(d)
      const apart = Math.abs(points[i]! - points[j]!) / kernel.roughLength
      const rough = kernel.rough * kernel.rough * Math.exp(-apart)
      table[i * gridSize + j] = level + slope * s * t + shape * (bend + wiggle + rough)
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
