import { along } from './along.ts'
import type { Hazards } from './hazards.ts'
import type { LatticeArm } from './lattice.ts'
import { ticksPerMonth } from './lattice.ts'
import type { Target } from './target.ts'

const most = 12
/** Half the width of a guide, in steps of one event. */
const width = 0.75

/**
 * Weak demands between the figures that keep a polished arm near its smooth curve: survival within three quarters of a step of it, at twelve of the
 * arm's events or so and at eleven times in equal distance, so that a plateau is held too. They steer and never count as missed.
 */
export function guidesOf(arm: LatticeArm, { time, event: hazard }: Hazards): Target[] {
  const { tick, event } = arm
  const n = tick.length
  const events = event.reduce((sum, it) => sum + it, 0)
  const every = Math.max(1, Math.round(events / most))
  const end = tick[n - 1]!
  const guides: Target[] = []
  const add = (boundary: number, step: number): void => {
    const survival = Math.exp(-along(time, hazard, (boundary + 1) / ticksPerMonth))
    const [low, high] = [survival - width * step, survival + width * step]
    guides.push({ figure: null, boundary, z: 0, type: 'log-log', low, high, beside: false })
  }
  let survival = 1
  let step = 1 / n
  let seen = 0
  let part = 1
  for (let i = 0; i < n; i += 1) {
    for (; part < most && (part * end) / most < tick[i]!; part += 1) add(Math.round((part * end) / most) - 1, step)
    if (event[i] === 0) continue
    step = survival / (n - i)
    survival -= step
    seen += 1
    if (seen % every === 0) add(tick[i]!, step)
  }
  return guides
}
