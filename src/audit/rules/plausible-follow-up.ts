import { followUpConflicts } from '../../evidence/follow-up-conflicts.ts'
import type { PrintedEndpoint } from '../../evidence/evidence.ts'
import { printedTime } from '../../evidence/time-words.ts'
import { isPartOfArm } from '../../record/population.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/**
 * R47: whether follow-up can be as long as is printed. Its shortest, median and longest follow one another. While more than half of the patients are at risk each of them is followed, so that the median of the reverse
 * Kaplan-Meier curve, of the observed times and of potential follow-up lies no earlier: a failure unless the endpoint counts a part of the patients or has a cut-off of its own, a note elsewhere. Notes besides: 0, and more than 480 months; 20 times the
 * latest median, limit or number at risk, unless it is potential follow-up; less than an eighth of the latest time at which a figure stands, where neither a longest follow-up nor numbers at risk nor the definition explain it. Dates are compared by R30. The reconstruction does not believe what this rule names [SchemperSmith1996].
 */
export const plausibleFollowUp: AuditRule = {
  id: 'R47',
  name: 'plausible-follow-up',
  compares: 'lengths of follow-up with each other, with numbers at risk and with the times of the other figures',
  worst: 'fail',
  agree: 'lengths of follow-up can be beside the other figures',
  tolerance: 'half a unit of the last digit; 480 months, 20 times and an eighth of the latest time are wide on purpose',
  references: ['SchemperSmith1996'],
  examples: { clean: [example('8.6')], firing: [example('5.2')] },
  run: ({ trial, endpoints }) => endpoints.flatMap((endpoint) => ofEndpoint(trial, endpoint)),
}

function example(median: string): string {
  return exampleEndpoint(`follow-up: { median: '${median}', definition: reverse Kaplan-Meier },
    arms: { new: { n: 200, survival: { 6: 70% }, at risk: { 0: 200, 6: 112, 12: 40 } } }`)
}

function ofEndpoint(trial: Trial, endpoint: PrintedEndpoint): readonly RuleFinding[] {
  const { arms, followUp } = endpoint
  const lengths = [followUp, ...arms.map((arm) => arm.followUp)].flatMap((it) => it?.median ?? it?.maximum ?? [])
  if (lengths.length === 0) return []
  const isSame = !isPartOfArm(endpoint.population) && trial.endpoints[endpoint.endpoint]?.cutoff === undefined
  const found = followUpConflicts(endpoint).map(({ figure, beside, isProof, expected, because }): RuleFinding => {
    const isOrder = beside.some(({ measure }) => measure.startsWith('follow-up'))
    return {
      state: isProof && (isOrder || isSame) ? 'fail' : 'note',
      figures: [figure.id, ...beside.map(({ id }) => id)],
      message: `follow-up of ${printedTime(figure)}: ${because}`,
      computation:
        beside.length > 0 && !isOrder
          ? 'Whoever is at risk at a time was followed until then.'
          : 'Follow-up is held against the other times that are printed.',
      expected,
      found: printedTime(figure),
      explanation:
        'A digit or the unit is wrong, or it is the follow-up of other patients, from another start or to another cut-off.',
      resolve: 'The median follow-up with its definition, its unit, its start and its cut-off.',
    }
  })
  if (found.length > 0) return found
  return [{ state: 'pass', figures: lengths.map(({ id }) => id), message: 'follow-up can be as long as is printed' }]
}
