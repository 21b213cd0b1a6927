import type { LatticeArm } from './lattice.ts'
import type { Target } from './target.ts'

const most = 12

/**
 * Weak demands between the figures that keep a polished arm near the curve that it was placed along: survival within three quarters of a step of
 * where it began, at twelve of its events or so. They steer and never count as missed.
 */
export function guidesOf(arm: LatticeArm): Target[] {
  const n = arm.tick.length
  const events = arm.event.reduce((sum, event) => sum + event, 0)
  const every = Math.max(1, Math.round(events / most))
  const found: Target[] = []
  let survival = 1
  let seen = 0
  for (let i = 0; i < n; i += 1) {
    if (arm.event[i] === 0) continue
    const step = survival / (n - i)
    survival -= step
    seen += 1
    if (seen % every !== 0) continue
    const [low, high] = [survival - 0.75 * step, survival + 0.75 * step]
    found.push({ figure: null, boundary: arm.tick[i]!, z: 0, type: 'log-log', low, high, beside: false })
  }
  return found
}
