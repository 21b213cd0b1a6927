import { type Bounds, bounds, canBeAtMost, timeBounds } from '../../evidence/bounds.ts'
import type { Figure, Landmark, PrintedArm, PrintedEndpoint } from '../../evidence/evidence.ts'
import { printedTime, whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/**
 * R19: survival never rises with time, and is 100% at time 0 (a note, since events may fall on it). And progression or death comes no later than death: where progression-free and overall
 * survival share clock and population, the first lies at or below the second. That is a note, because censoring rules differ
 * between the two (a patient lost to scans still counts for survival), so that the estimates may cross although the times cannot.
 */
export const monotoneSurvival: AuditRule = {
  id: 'R19',
  name: 'monotone-S',
  compares: 'survival at successive landmarks, from 100% at time 0; progression-free with overall survival',
  worst: 'fail',
  agree: 'landmarks fall with time, and those of progression-free survival lie at or below overall survival',
  tolerance: 'the rounding of both; progression-free above overall survival is a note',
  references: ['KaplanMeier1958'],
  examples: { clean: [example('55%')], firing: [example('75%')] },
  run: ({ endpoints }) => [
    ...endpoints.flatMap(({ arms }) =>
      arms.flatMap(({ landmarks }) => [...starting(landmarks), ...falling(landmarks)]),
    ),
    ...endpoints.flatMap((first) =>
      endpoints.flatMap((second) => (nested(first, second) ? ordered(first, second) : [])),
    ),
  ],
}

function example(later: string): string {
  return exampleEndpoint(`arms: { new: { n: 100, survival: { 6: 73%, 12: ${later} } } }`)
}

/** At time 0 nobody has had the event yet, but for those who have it at that very moment. */
function starting(landmarks: readonly Landmark[]): readonly RuleFinding[] {
  return landmarks.flatMap(({ time, estimate }) => {
    if (time > 0 || (bounds(estimate.quantity)?.upper ?? 1) >= 1) return []
    return [
      {
        state: 'note',
        figures: [estimate.id],
        message: `survival is ${estimate.printed} at time 0`,
        explanation: 'A wrong time or digit, unless patients have the event at the very start.',
        resolve: 'The curve at its start.',
        expected: '100%',
        found: estimate.printed,
      },
    ]
  })
}

/** Each landmark against the lowest earlier one, so that a small rise over two steps is not lost between them. */
function falling(landmarks: readonly Landmark[]): readonly RuleFinding[] {
  return landmarks.slice(1).flatMap((later, index) => {
    const earlier = lowest(landmarks.slice(0, index + 1))
    const above = earlier && bounds(earlier.estimate.quantity)
    const below = bounds(later.estimate.quantity)
    if (!above || !below) return []
    const falls = canBeAtMost(below, above)
    const course = `survival is ${earlier.estimate.printed} at ${whenOf(earlier.estimate)} and ${later.estimate.printed} at ${whenOf(later.estimate)}`
    return [
      {
        state: falls ? ('pass' as const) : ('fail' as const),
        figures: [later.estimate.id, earlier.estimate.id],
        message: falls ? course : `survival rises: ${course}`,
        ...(!falls && {
          explanation:
            'The two come from different curves (population, assessor or data cut-off), or a digit is wrong.',
          resolve: 'The curve at both times.',
          expected: `at most ${earlier.estimate.printed}`,
          found: later.estimate.printed,
        }),
      },
    ]
  })
}

function lowest(landmarks: readonly Landmark[]): Landmark | undefined {
  const upper = ({ estimate }: Landmark): number => bounds(estimate.quantity)?.upper ?? Infinity
  return landmarks.reduce<Landmark | undefined>((low, it) => (low && upper(low) <= upper(it) ? low : it), undefined)
}

/** Every death is an event of the first, and both count from the same moment in the same patients. */
function nested(first: PrintedEndpoint, second: PrintedEndpoint): boolean {
  return (
    first.class === 'progression-like' &&
    second.class === 'death' &&
    /death/i.test(first.event) &&
    first.clock !== 'not stated' &&
    first.clock === second.clock &&
    first.population !== 'not stated' &&
    first.population === second.population
  )
}

function ordered(first: PrintedEndpoint, second: PrintedEndpoint): readonly RuleFinding[] {
  return first.arms.flatMap((arm) => {
    const other = second.arms.find(({ id }) => id === arm.id)
    return other === undefined ? [] : [...atLandmarks(arm, other), ...ofMedians(arm, other)]
  })
}

function atLandmarks(arm: PrintedArm, other: PrintedArm): readonly RuleFinding[] {
  return arm.landmarks.flatMap(({ time, estimate }) => {
    const same = other.landmarks.find((it) => it.time === time)
    if (same === undefined) return []
    return order(estimate, same.estimate, bounds, `at ${whenOf(estimate)}, `)
  })
}

function ofMedians(arm: PrintedArm, other: PrintedArm): readonly RuleFinding[] {
  if (arm.median === null || other.median === null) return []
  return order(arm.median.estimate, other.median.estimate, timeBounds, 'the medians: ')
}

function order(
  figure: Figure,
  other: Figure,
  of: (quantity: Figure['quantity']) => Bounds | null,
  where: string,
): readonly RuleFinding[] {
  const [low, high] = [of(figure.quantity), of(other.quantity)]
  if (low === null || high === null) return []
  const fits = canBeAtMost(low, high)
  const both = `${where}${printedTime(figure)} for ${figure.endpoint} and ${printedTime(other)} for ${other.endpoint}`
  const message = fits ? both : `${figure.endpoint} lies above ${other.endpoint}, which counts fewer events; ${both}`
  const figures = [figure.id, other.id]
  if (fits) return [{ state: 'pass', figures, message }]
  const explanation =
    'Patients are censored by other rules in the two curves, the two come from different data cut-offs or populations, or a digit is wrong.'
  return [{ state: 'note', figures, message, explanation, resolve: 'The censoring rules and data cut-off of both.' }]
}
