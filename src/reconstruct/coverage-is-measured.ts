import type { EndpointEvidence, HazardRatioEvidence } from '../evidence/evidence.ts'
import { onlyCounted } from '../evidence/informative-times.ts'

/**
 * Whether coverage has been measured for figures of this kind: two arms whose numbers of patients are not assumed, follow-up that is not reported or that of the reverse Kaplan-Meier curve, and a
 * ratio that is said to be neither stratified nor adjusted. On such figures the 95% bands of the prior that ships covered as docs/accuracy.md says, out of fold, and so did
 * the predictions of each figure from the others. For anything else there is no such warrant.
 */
export function coverageIsMeasured(evidence: EndpointEvidence): boolean {
  return whyNotMeasured(evidence).length === 0
}

/** What about the figures is of another kind than those on which coverage was measured, as clauses. */
export function whyNotMeasured({ class: of, arms, followUp, hazardRatio }: EndpointEvidence): readonly string[] {
  const own = [followUp, ...arms.map((arm) => arm.followUp)].flatMap((it) => it?.definition ?? [])
  const other = own.filter((it) => it !== 'reverse Kaplan-Meier')
  return [
    ...(arms.length === 2 ? [] : [`it has ${arms.length === 1 ? 'one arm' : `${arms.length} arms`}, not two`]),
    ...(onlyCounted({ arms, followUp }) ? ['no figure says when the events happened'] : []),
    ...(arms.some(({ patients }) => patients.basis === 'assumed') ? ['a number of patients is assumed'] : []),
    ...new Set(other.map((it) => `the definition of follow-up is "${it}", not reverse Kaplan-Meier`)),
    ...(of === 'progression-like' && arms.some(({ visits }) => visits !== undefined)
      ? ['its schedule of visits is used']
      : []),
    ...(hazardRatio === null ? [] : ratioReasons(hazardRatio)),
  ]
}

function ratioReasons({ comparable, adjustment, stratified, adjusted }: HazardRatioEvidence): readonly string[] {
  if (!comparable) return ['the hazard ratio is not a plain Cox ratio over all events']
  if (adjustment === 'none') return []
  if (adjustment !== 'not stated') return [`the hazard ratio is ${adjustment}`]
  const open = [
    ...(stratified === 'not stated' ? ['stratified'] : []),
    ...(adjusted === 'not stated' ? ['adjusted'] : []),
  ]
  const fields = open.map((it) => `"${it}: false"`).join(' and ')
  return [
    `the record leaves open whether the hazard ratio is ${open.join(' or ')} (${fields} where the paper says that it is not)`,
  ]
}
