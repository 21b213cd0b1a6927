import type { LatticeArm } from './lattice.ts'
import { copyArm } from './lattice.ts'
import { misses } from './misses.ts'
import type { MoveOptions } from './propose.ts'
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
  const miss = new Float64Array(targets.length)
  const trial = new Float64Array(targets.length)
  const current = copyArm(start)
  const room = copyArm(start)
  let cost = misses(current, targets, miss, guideWeight)
  let best = copyArm(current)
  let least = cost
  let returns = 0
  for (let proposal = 0; proposal < proposals; proposal += 1) {
    const figuresMissed = missedAmong(targets, miss, true)
    const returning = figuresMissed.length === 0
    if (returning && (returns === mostReturns || cost <= near * guideWeight)) return current
    if (returning) returns += 1
    const missed = returning ? missedAmong(targets, miss, false) : figuresMissed
    const chosen = missed[random.integer(missed.length)]!
    room.tick.set(current.tick)
    room.event.set(current.event)
    const nudged = random.uniform() < 0.15
    if (!nudged) propose(room, targets, chosen, miss[chosen]!, options)
    const met = ({ figure, beside }: Target, k: number): boolean => figure !== null && !beside && miss[k] === 0
    settle(room, targets, (k) => (k === chosen ? nudged : met(targets[k]!, k)), options)
    // A little worse is borne for a while: some figures can only be mended together.
    const bearable = returning ? 0 : temperature * (1 - proposal / proposals) * random.exponential()
    const next = misses(room, targets, trial, guideWeight, cost + bearable)
    if (next > cost + bearable) continue
    current.tick.set(room.tick)
    current.event.set(room.event)
    miss.set(trial)
    cost = next
    if (cost < least) {
      least = cost
      best = copyArm(current)
    }
  }
  return best
}

/** Places of the targets that are missed: figures, or guides. */
function missedAmong(targets: readonly Target[], miss: Float64Array, figures: boolean): number[] {
  const missed: number[] = []
  miss.forEach((amount, k) => {
    if (amount !== 0 && (targets[k]!.figure !== null) === figures) missed.push(k)
  })
  return missed
}
