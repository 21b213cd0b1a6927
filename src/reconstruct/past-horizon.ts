import { power } from '../numeric/power.ts'
import type { Hazards } from './hazards.ts'

const steps = 40
/** Multiple of the horizon at which the last event is looked for. */
const furthest = 3

/**
 * Hazards run on past the horizon as a power of time, with the slope of their last third. Where nobody is censored any more, whoever is left at the
 * horizon has the event later: the curve must not be brought to 0 before it.
 */
export function pastHorizon({ time, event, censoring }: Hazards): Hazards {
  const last = time.length - 1
  const end = time[last]!
  const from = time.findIndex((t) => t >= 0.67 * end)
  const rise = Math.log(Math.max(event[last]!, 1e-9) / Math.max(event[from]!, 1e-9))
  const slope = Math.max(0.3, rise / Math.log(end / time[from]!))
  const factors = Array.from({ length: steps }, (_, k) => 1 + ((k + 1) / steps) * (furthest - 1))
  return {
    time: Float64Array.of(...time, ...factors.map((x) => x * end)),
    event: Float64Array.of(...event, ...factors.map((x) => event[last]! * power(x, slope))),
    censoring: Float64Array.of(...censoring, ...factors.map(() => censoring[last]!)),
  }
}
