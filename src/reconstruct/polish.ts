import type { LatticeArm } from './lattice.ts'
import { copyArm } from './lattice.ts'
import type { MoveOptions } from './propose.ts'
import { propose, reshape } from './propose.ts'
import type { Target } from './target.ts'
import { misses } from './misses.ts'

export interface PolishOptions extends MoveOptions {
  readonly proposals: number
  /** False inside a compound move. */
  readonly reshaping?: boolean
}

/**
 * Directed polish: a target that is missed at a boundary is answered by moving one event across it, by swapping an event and a
 * censoring across it, or by sliding a censoring over events; whatever does not raise the cost is kept. Works on a copy.
 */
export function polish(start: LatticeArm, targets: readonly Target[], options: PolishOptions): LatticeArm {
  const miss = new Float64Array(targets.length)
  let current = copyArm(start)
  let cost = misses(current, targets, miss)
  let best = current
  let least = cost
  const trial = new Float64Array(targets.length)
  const room = copyArm(current)
  for (let proposal = 0; proposal < options.proposals && cost > 0; proposal += 1) {
    room.tick.set(current.tick)
    room.event.set(current.event)
    const missed: number[] = []
    miss.forEach((amount, k) => {
      if (amount !== 0) missed.push(k)
    })
    const chosen = missed[options.random.integer(missed.length)]!
    const { z } = targets[chosen]!
    if (z !== 0 && options.reshaping !== false && options.random.uniform() < 0.3) {
      const wider = miss[chosen]! > 0 === z > 0
      if (!reshape(room, targets, targets[chosen]!.boundary, wider, options)) continue
      const mended = polish(room, targets, { ...options, proposals: 25, reshaping: false })
      room.tick.set(mended.tick)
      room.event.set(mended.event)
    } else if (!propose(room, targets, chosen, miss[chosen]!, options)) continue
    const next = misses(room, targets, trial)
    // A little worse is borne for a while: some figures can only be mended together.
    const slack = 0.3 * (1 - proposal / options.proposals) * options.random.exponential()
    if (next > cost + (options.random.uniform() < 0.3 ? slack : 0)) continue
    current.tick.set(room.tick)
    current.event.set(room.event)
    miss.set(trial)
    cost = next
    if (cost < least) {
      least = cost
      best = copyArm(current)
    }
  }
  if (cost <= least) best = current
  current = best
  return current
}
