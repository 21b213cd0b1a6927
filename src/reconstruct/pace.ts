import type { EndpointEvidence } from '../evidence/evidence.ts'
import { crudeHazard } from './crude-hazard.ts'

/** Where nothing is printed that tells of time: half of the patients by the horizon. */
const usual = Math.log(Math.LN2)

/**
 * How fast events come, as a pure number: log of (constant hazard x horizon), averaged over the arms. Whether a curve is steep and then flat
 * or steep to its end depends on how often its median goes into the follow-up more than on either in months.
 */
export function paceOf(evidence: EndpointEvidence, horizon: number): number {
  const logs = evidence.arms.flatMap((arm) => {
    const hazard = crudeHazard(arm, horizon)
    return hazard === null ? [] : [Math.log(hazard * horizon)]
  })
  return logs.length === 0 ? usual : logs.reduce((sum, x) => sum + x, 0) / logs.length
}
