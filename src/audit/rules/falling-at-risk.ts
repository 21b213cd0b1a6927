import { countBounds, countCanBeAtMost } from '../../evidence/bounds.ts'
import type { PrintedArm } from '../../evidence/evidence.ts'
import { whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'

/** S03: without delayed entry, nobody joins those at risk, so their number never rises. */
export const fallingAtRisk: AuditRule = {
  id: 'S03',
  name: 'at-risk-falls',
  compares: 'successive numbers at risk',
  worst: 'fail',
  agree: 'numbers at risk never rise',
  tolerance: 'none: exact counts',
  examples: { clean: [example(201)], firing: [example(260)] },
  run: ({ endpoints }) => endpoints.flatMap(({ arms }) => arms.flatMap(falling)),
}

function example(later: number): string {
  return `
endpoints:
  pfs:
    { label: Progression-free survival, event: progression or death, class: progression-like, clock: randomisation,
      population: randomised, assessor: not stated, criteria: not stated, visits: not stated, censoring: not stated,
      arms: { new: { n: 254, at risk: { 0: 254, 3: ${later} } } } }
`
}

function falling({ atRisk }: PrintedArm): readonly RuleFinding[] {
  return atRisk.slice(1).flatMap((later, index) => {
    const earlier = atRisk[index]
    const before = earlier && countBounds(earlier.count.quantity)
    const after = countBounds(later.count.quantity)
    if (!earlier || !before || !after) return []
    const fits = countCanBeAtMost(after, before)
    return [
      {
        state: fits ? ('pass' as const) : ('fail' as const),
        figures: [later.count.id, earlier.count.id],
        message: `${earlier.count.printed} at risk at ${whenOf(earlier.count)}, ${later.count.printed} at ${whenOf(later.count)}`,
        ...(!fits && {
          explanation: 'A number of the other arm or of the next time, or delayed entry.',
          resolve: 'The numbers beneath the curve.',
          expected: `at most ${earlier.count.printed}`,
          found: later.count.printed,
        }),
      },
    ]
  })
}
