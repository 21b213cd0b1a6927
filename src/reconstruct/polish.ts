import type { LatticeArm } from './lattice.ts'
import { copyArm } from './lattice.ts'
import { misses } from './misses.ts'
import type { MoveOptions } from './move-options.ts'
import { propose } from './propose.ts'
import { settle } from './settle.ts'
import type { Target } from './target.ts'

export interface PolishOptions extends MoveOptions {
  readonly proposals: number
  /** Cost of a guide that is missed, a unit of survival. */
  readonly guideWeight: number
  /** How much worse than now a move may be at first; it falls to none. */
  readonly temperature: number
}

/** Moves back towards the guides once all figures are met. */
const mostReturns = 200
/** Guides missed by less, in all, need no return. */
const near = 0.007

/**
 * Directed polish: what is missed is answered by one move at it, after which the curve settles on the figures from left to right, and
 * whatever does not raise the cost much is kept. Once all figures are met, moves go at the guides: the arm returns to its curve as far
 * as no figure is lost. Works on a copy.
 */
export function polish(
  start: LatticeArm,
  figures: readonly Target[],
  guides: readonly Target[],
  options: PolishOptions,
): LatticeArm {
  const { random, proposals, guideWeight, temperature } = options
  const targets = [...figures, ...guides].sort((a, b) => a.boundary - b.boundary)
  let miss = new Float64Array(targets.length)
  let trial = new Float64Array(targets.length)
  let current = copyArm(start)
  let room = copyArm(start)
  let cost = misses(current, targets, miss, guideWeight)
  const best = copyArm(current)
  let least = cost
  let returns = 0
  let { met, missed, returning } = aims(targets, miss)
  for (let proposal = 0; proposal < proposals; proposal += 1) {
    if (returning && (returns === mostReturns || cost <= near * guideWeight)) return current
    if (returning) returns += 1
    const chosen = missed[random.integer(missed.length)]!
    overwrite(room, current)
    const nudged = random.uniform() < 0.15
    if (!nudged) propose(room, targets, chosen, miss[chosen]!, options)
    settle(room, targets, nudged ? [...met, chosen].sort((a, b) => a - b) : met, options)
    // A little worse is borne for a while: some figures can only be mended together.
    const bearable = returning ? 0 : temperature * (1 - proposal / proposals) * random.exponential()
    const next = misses(room, targets, trial, guideWeight, cost + bearable)
    if (next > cost + bearable) continue
    ;[current, room] = [room, current]
    ;[miss, trial] = [trial, miss]
    cost = next
    ;({ met, missed, returning } = aims(targets, miss))
    if (cost < least) {
      least = cost
      overwrite(best, current)
    }
  }
  return best
}

function overwrite(arm: LatticeArm, other: LatticeArm): void {
  arm.tick.set(other.tick)
  arm.event.set(other.event)
}

interface Aims {
  /** Places of the figures that are met and placed by themselves: they are to stay so. */
  readonly met: readonly number[]
  /** Of the figures that are missed or, where none is, of the guides. */
  readonly missed: readonly number[]
  readonly returning: boolean
}

function aims(targets: readonly Target[], miss: Float64Array): Aims {
  const met: number[] = []
  const figures: number[] = []
  const guides: number[] = []
  for (let k = 0; k < targets.length; k += 1) {
    const { figure, beside } = targets[k]!
    if (miss[k] !== 0) (figure === null ? guides : figures).push(k)
    else if (figure !== null && !beside) met.push(k)
  }
  const returning = figures.length === 0
  return { met, missed: returning ? guides : figures, returning }
}
