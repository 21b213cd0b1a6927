import type { EndpointEvidence } from '../evidence/evidence.ts'

/**
 * Whether coverage has been measured for figures of this kind: two arms whose numbers of patients are not assumed, follow-up that is not reported or that of the reverse Kaplan-Meier curve, and a
 * ratio that is not adjusted. On such figures the 95% bands of the prior that ships covered as docs/accuracy.md says, out of fold, and so did
 * the predictions of each figure from the others. For anything else there is no such warrant.
 */
export function coverageIsMeasured({ arms, followUp, hazardRatio }: EndpointEvidence): boolean {
  const own = [followUp, ...arms.map((arm) => arm.followUp)].filter((it) => it !== null)
  const reverse = own.every(({ definition }) => definition === 'reverse Kaplan-Meier')
  const plain = hazardRatio === null || (hazardRatio.comparable && hazardRatio.adjustment === 'none')
  const counted = arms.every(({ patients }) => patients.basis !== 'assumed')
  return arms.length === 2 && counted && reverse && plain
}
