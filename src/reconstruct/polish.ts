import type { LatticeArm } from './lattice.ts'
import { copyArm } from './lattice.ts'
import { misses } from './misses.ts'
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
export function polish(start: LatticeArm, targets: readonly Target[], options: PolishOptions): LatticeArm {
  const { random, proposals } = options
  const miss = new Float64Array(targets.length)
  const trial = new Float64Array(targets.length)
  const current = copyArm(start)
  let cost = misses(current, targets, miss)
  if (cost === 0) return current
  let best = copyArm(current)
  let least = cost
  const room = copyArm(current)
  for (let proposal = 0; proposal < proposals && cost > 0; proposal += 1) {
    room.tick.set(current.tick)
    room.event.set(current.event)
    const missed: number[] = []
    miss.forEach((amount, k) => {
      if (amount !== 0) missed.push(k)
    })
    const chosen = missed[random.integer(missed.length)]!
    const nudged = random.uniform() < 0.4
    if (!nudged) propose(room, targets, chosen, miss[chosen]!, options)
    settle(room, targets, (k) => (k === chosen ? nudged : miss[k] === 0 && !targets[k]!.beside), options)
    const next = misses(room, targets, trial)
    // A little worse is borne for a while: some figures can only be mended together.
    const slack = 0.3 * (1 - proposal / proposals) * random.exponential()
    if (next > cost + (random.uniform() < 0.3 ? slack : 0)) continue
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
