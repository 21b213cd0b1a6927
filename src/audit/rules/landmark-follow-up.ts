import { beyondFollowUp } from '../../evidence/collect.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/** S02: survival is printed for times at which somebody was still watched. Later landmarks are skipped by the reconstruction. */
export const landmarkFollowUp: AuditRule = {
  id: 'S02',
  name: 'landmark-follow-up',
  compares: 'times of landmarks with the longest follow-up',
  worst: 'note',
  agree: 'landmarks lie within the longest follow-up',
  tolerance: 'the rounding of the longest follow-up',
  references: ['SchemperSmith1996'],
  examples: { clean: [example(24)], firing: [example(48)] },
  run: ({ endpoints }) =>
    endpoints.flatMap((evidence): readonly RuleFinding[] => {
      const late = beyondFollowUp(evidence).map(({ landmark: { estimate }, longest, message }) => ({
        state: 'note' as const,
        figures: [estimate.id, longest.id],
        message,
        computation: 'Survival at a time needs patients who were watched until then.',
        explanation:
          'The range of follow-up is that of patients without the event only, or of an earlier data cut-off; or a time is wrong.',
        resolve: 'What the range of follow-up counts; the numbers at risk at this time.',
      }))
      const watched = evidence.arms.some(
        ({ landmarks, followUp }) => landmarks.length > 0 && (followUp?.maximum ?? evidence.followUp?.maximum),
      )
      if (late.length > 0 || !watched) return late
      const figures = evidence.arms.flatMap(({ landmarks }) => landmarks.map(({ estimate }) => estimate.id))
      return [{ state: 'pass', figures, message: 'every landmark lies within the longest follow-up' }]
    }),
}

function example(time: number): string {
  return exampleEndpoint(`follow-up: { median: 18.6, range: 0.4 to 35.4, definition: potential },
    arms: { new: { n: 100, survival: { ${time}: 55% } } }`)
}
