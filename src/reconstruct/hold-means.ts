import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { root } from '../numeric/root.ts'
import type { LatticeArm } from './lattice.ts'
import { tickAtOrBefore, ticksPerMonth } from './lattice.ts'
import { printedNumber } from './printed-number.ts'
import { differenceGoesIn, meanPair, printsMean } from './read-restricted-mean.ts'
import { warping } from './warp.ts'

/** A printed restricted mean, or a difference of two, as a demand on the areas under the curves of arms up to a tick. */
export interface MeanTarget {
  readonly tick: number
  readonly plus: number
  /** Of a difference. */
  readonly minus: number | null
  /** The arm whose patients are moved for it, and how the sum of areas moves with its area. */
  readonly bent: number
  readonly sign: 1 | -1
  readonly low: number
  readonly high: number
  /** Stretches of ticks, ends included, within which time may be bent for it: the first first. */
  readonly stretches: readonly (readonly [from: number, to: number])[]
}

/** Demands of all restricted means that go in: those of arms first, ascending in tau. */
export function meanTargets(evidence: EndpointEvidence, arms: readonly LatticeArm[], horizon: number): MeanTarget[] {
  const wanted = (figure: Figure, tau: number) => (tau > horizon ? null : printedNumber(figure))
  const stretchesOf = (arm: number, tau: number): MeanTarget['stretches'] => {
    const before = (evidence.arms[arm]!.restrictedMeans ?? []).filter((it) => it.tau < tau).map((it) => it.tau)
    const [from, to] = [tickAtOrBefore(Math.max(0, ...before)), tickAtOrBefore(tau)]
    const middle = middleOf(arms[arm]!, from, to)
    // The later half first: the earlier one is left to the hazard ratio, so that both can be met.
    return [
      [middle, to],
      [from, middle],
    ]
  }
  const ofArms = evidence.arms.flatMap(({ restrictedMeans = [] }, arm) =>
    restrictedMeans.flatMap(({ tau, estimate }): MeanTarget[] => {
      const printed = wanted(estimate, tau)
      if (printed === null) return []
      const { lower: low, upper: high } = printed
      const place = { tick: tickAtOrBefore(tau), plus: arm, minus: null, bent: arm, sign: 1 } as const
      return [{ ...place, low, high, stretches: stretchesOf(arm, tau) }]
    }),
  )
  const differences = (evidence.restrictedMeanDifferences ?? []).flatMap((it): MeanTarget[] => {
    const printed = wanted(it.estimate, it.tau)
    const pair = meanPair(evidence, it)
    if (printed === null || pair === null || !differenceGoesIn(evidence, it)) return []
    const { lower: low, upper: high } = printed
    const { numerator: plus, denominator: minus } = pair
    const taken = printsMean(evidence.arms[plus]!.restrictedMeans, it.tau)
    const [bent, sign] = taken ? ([minus, -1] as const) : ([plus, 1] as const)
    return [{ tick: tickAtOrBefore(it.tau), plus, minus, bent, sign, low, high, stretches: stretchesOf(bent, it.tau) }]
  })
  return [...ofArms, ...differences]
}

/** A tick that halves the events of a stretch. */
function middleOf({ tick, event }: LatticeArm, from: number, to: number): number {
  const events = [...tick].filter((at, i) => event[i] === 1 && at > from && at <= to)
  const middle = events[events.length >> 1] ?? from + ((to - from) >> 1)
  return Math.min(to - 1, Math.max(from + 1, middle))
}

/** Ends of cells as they are, and those within which time is bent for means. */
export function meanCells(cells: readonly (readonly number[])[], targets: readonly MeanTarget[]): number[][] {
  return cells.map((own, arm) => {
    const ends = targets.flatMap(({ bent, stretches }) => (bent === arm ? stretches.flat() : []))
    return [...new Set([...own, ...ends])].filter((tick) => tick > 0).sort((a, b) => a - b)
  })
}

/** How many of the means are missed. */
export function meanMisses(arms: readonly LatticeArm[], targets: readonly MeanTarget[]): number {
  return targets.filter((target) => {
    const sum = sumOf(arms, target)
    return sum === null || sum < target.low || sum > target.high
  }).length
}

/** Exponents of bent time lie between e^-furthest and e^furthest. */
const furthest = 1.4
/** Months: no mean is printed as finely. */
const close = 5e-4

/**
 * Brings every mean to the middle of what its print stands for, by warping time inside the cells of one arm up to tau: no figure of the arm that stands at a time changes. Whoever is
 * last is followed to tau at least, since a mean up to tau is printed.
 */
export function holdMeans(
  arms: readonly LatticeArm[],
  targets: readonly MeanTarget[],
  cells: readonly (readonly number[])[],
): readonly LatticeArm[] {
  return targets.reduce((held, target) => hold(held, target, cells[target.bent]!), arms)
}

function hold(given: readonly LatticeArm[], target: MeanTarget, cells: readonly number[]): readonly LatticeArm[] {
  const { plus, minus, bent, sign } = target
  const aim = (target.low + target.high) / 2
  let arms = given.map((arm, index) => (index === plus || index === minus ? followedTo(arm, target.tick) : arm))
  for (const stretch of target.stretches) {
    const start = arms
    const own = warpingWithin(start[bent]!, cells, stretch)
    const warped = (x: number): LatticeArm[] => start.map((arm, index) => (index === bent ? own(Math.exp(x)) : arm))
    const excess = (x: number): number => (sumOf(warped(x), target) ?? aim) - aim
    const here = excess(0)
    if (Math.abs(here) < close) return start
    // A larger exponent moves patients to earlier times.
    const end = here * sign > 0 ? furthest : -furthest
    if (excess(end) * here < 0)
      return warped(root(excess, Math.min(0, end), Math.max(0, end), { tolerance: 1e-4, maxIterations: 30 }))
    arms = warped(end)
  }
  return arms
}

function followedTo(arm: LatticeArm, tick: number): LatticeArm {
  const last = arm.tick.length - 1
  if (last < 0 || arm.event[last] === 1 || arm.tick[last]! >= tick) return arm
  const ticks = arm.tick.slice()
  ticks[last] = tick
  return { tick: ticks, event: arm.event }
}

/** `warping` of the patients of (from, to] alone; both are ends of cells. */
function warpingWithin(
  arm: LatticeArm,
  cells: readonly number[],
  [from, to]: readonly [number, number],
): (exponent: number) => LatticeArm {
  const warp = warping(arm, cells)
  const inside = arm.tick.map((tick) => (tick > from && tick <= to ? 1 : 0))
  return (exponent) => {
    const bent = warp(exponent)
    return {
      tick: arm.tick.map((tick, i) => (inside[i] === 1 ? bent.tick[i]! : tick)),
      event: arm.event.map((event, i) => (inside[i] === 1 ? bent.event[i]! : event)),
    }
  }
}

/** Months; null where a curve does not reach tau. */
function sumOf(arms: readonly LatticeArm[], { plus, minus, tick }: MeanTarget): number | null {
  const area = areaUpTo(arms[plus]!, tick)
  const other = minus === null ? 0 : areaUpTo(arms[minus]!, tick)
  return area === null || other === null ? null : area - other
}

function areaUpTo({ tick, event }: LatticeArm, end: number): number | null {
  const n = tick.length
  let survival = 1
  let area = 0
  let before = 0
  for (let i = 0; i < n && tick[i]! < end; i += 1) {
    if (event[i] === 0) continue
    area += survival * (tick[i]! - before)
    before = tick[i]!
    survival -= survival / (n - i)
  }
  if (n === 0 || (tick[n - 1]! < end && event[n - 1] === 0)) return null
  return (area + survival * (end - before)) / ticksPerMonth
}
