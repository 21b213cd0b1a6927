import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Fit } from './fit.ts'

/**
 * The fit moved so that its hazard ratio changes by `change` on the log scale, in the direction that the figures leave most open: x + C g change / (g' C g),
 * g the gradient of the log hazard ratio and C the covariance of the state. Landmarks and medians hardly move, for C is small there.
 */
export function tilt(full: Fit, evidence: EndpointEvidence, change: number): Fit {
  const { posterior, observations } = full
  const ratio = observations.find((it) => it.figure === evidence.hazardRatio?.estimate.id)
  if (ratio === undefined || Math.abs(change) < 1e-4) return full
  const { gradient } = ratio.look(posterior.state)
  const covariance = posterior.covariance()
  const size = gradient.length
  const along = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    const factor = gradient[i]!
    if (factor === 0) continue
    for (let j = 0; j < size; j += 1) along[j]! += factor * covariance[i * size + j]!
  }
  const variance = along.reduce((sum, x, i) => sum + x * gradient[i]!, 0)
  const largest = along.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  if (variance <= 0) return full
  const step = change / variance
  // Linearisations do not reach further.
  const share = Math.min(1, 0.5 / (Math.abs(step) * largest))
  return { ...full, posterior: { ...posterior, state: posterior.state.map((x, i) => x + share * step * along[i]!) } }
}
