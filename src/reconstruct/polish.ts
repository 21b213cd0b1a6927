import { guidesOf } from './guides.ts'
import type { LatticeArm } from './lattice.ts'
import { copyArm } from './lattice.ts'
import { missedFigures, misses } from './misses.ts'
import type { MoveOptions } from './propose.ts'
import { propose } from './propose.ts'
import { settle } from './settle.ts'
import type { Target } from './target.ts'

export interface PolishOptions extends MoveOptions {
  readonly proposals: number
}

/**
 * Directed polish: the curve is settled on its targets from left to right; what is still missed is answered by one move at it, after
 * which the curve settles again, and whatever does not raise the cost is kept. Works on a copy.
 */
export function polish(start: LatticeArm, figures: readonly Target[], options: PolishOptions): LatticeArm {
  const { random, proposals } = options
  if (missedFigures(start, figures).size === 0) return start
  const targets = [...figures, ...guidesOf(start)].sort((a, b) => a.boundary - b.boundary)
  const miss = new Float64Array(targets.length)
  const trial = new Float64Array(targets.length)
  const current = copyArm(start)
  let cost = misses(current, targets, miss)
  let best = copyArm(current)
  let least = cost
  const room = copyArm(current)
  for (let proposal = 0; proposal < proposals; proposal += 1) {
    const missed: number[] = []
    miss.forEach((amount, k) => {
      if (amount !== 0 && targets[k]!.figure !== null) missed.push(k)
    })
    if (missed.length === 0) return current
    const chosen = missed[random.integer(missed.length)]!
    room.tick.set(current.tick)
    room.event.set(current.event)
    const nudged = random.uniform() < 0.15
    if (!nudged) propose(room, targets, chosen, miss[chosen]!, options)
    const met = ({ figure, beside }: Target, k: number): boolean => figure !== null && !beside && miss[k] === 0
    settle(room, targets, (k) => (k === chosen ? nudged : met(targets[k]!, k)), options)
    const next = misses(room, targets, trial)
    // A little worse is borne for a while: some figures can only be mended together.
    if (next > cost + 0.3 * (1 - proposal / proposals) * random.exponential()) continue
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
