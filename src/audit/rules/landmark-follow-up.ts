import { beyondFollowUp } from '../../evidence/collect.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'

/** S02: survival is printed for times at which somebody was still watched. Later landmarks are skipped by the reconstruction. */
export const landmarkFollowUp: AuditRule = {
  id: 'S02',
  name: 'landmark-follow-up',
  compares: 'times of landmarks with the longest follow-up',
  worst: 'note',
  run: ({ endpoints }) =>
    endpoints.flatMap((evidence): readonly RuleFinding[] => {
      const late = beyondFollowUp(evidence).map(({ landmark: { estimate }, longest, message }) => ({
        state: 'note' as const,
        figures: [estimate.id, longest.id],
        message,
      }))
      const watched = evidence.arms.some(
        ({ landmarks, followUp }) => landmarks.length > 0 && (followUp?.maximum ?? evidence.followUp?.maximum),
      )
      if (late.length > 0 || !watched) return late
      const figures = evidence.arms.flatMap(({ landmarks }) => landmarks.map(({ estimate }) => estimate.id))
      return [{ state: 'pass', figures, message: 'every landmark lies within the longest follow-up' }]
    }),
}
