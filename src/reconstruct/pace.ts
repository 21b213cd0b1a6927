import type { EndpointEvidence } from '../evidence/evidence.ts'
import { printedNumber } from './printed-number.ts'

/**
 * How fast events come, as a pure number: log of a constant hazard through each arm's median (or its last landmark, where the median
 * is not printed), averaged over the arms, times the horizon. Curves of one pace resemble each other more than curves of one horizon.
 */
export function paceOf(evidence: EndpointEvidence, horizon: number): number {
  const logs = evidence.arms.flatMap((arm) => {
    const median = printedNumber(arm.median?.estimate)?.value ?? 0
    if (median > 0) return [Math.log(Math.LN2 / median)]
    for (const { time, estimate } of [...arm.landmarks].sort((a, b) => b.time - a.time)) {
      const survival = printedNumber(estimate)?.value ?? 0
      if (time > 0 && time <= horizon && survival > 0 && survival < 1) return [Math.log(-Math.log(survival) / time)]
    }
    const lower = printedNumber(arm.median?.interval?.lower)?.value ?? 0
    return lower > 0 ? [Math.log(Math.LN2 / (1.5 * lower))] : []
  })
  return logs.length === 0 ? Math.log(0.7) : logs.reduce((sum, x) => sum + x, 0) / logs.length + Math.log(horizon)
}
