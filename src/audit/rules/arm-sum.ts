import { type Bounds, countBounds, countCanBeAtMost, sumOf } from '../../evidence/bounds.ts'
import type { PrintedEndpoint } from '../../evidence/evidence.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { chainsOf } from '../flow-counts.ts'

/** R21: counts of the arms sum to their total, exactly; where an arm is not reported, the others do not exceed it. */
export const armSum: AuditRule = {
  id: 'R21',
  name: 'arm-sum',
  compares: 'counts of the arms with their total',
  worst: 'fail',
  run: ({ trial, endpoints }) => [...patientSum(trial), ...endpoints.flatMap(eventSum)],
}

interface Part {
  readonly id: string
  readonly printed: string
  readonly size: Bounds
}

function eventSum({ arms, events }: PrintedEndpoint): readonly RuleFinding[] {
  const parts = [events, ...arms.map((arm) => arm.events)].map((figure): Part | null => {
    const size = figure && countBounds(figure.quantity)
    return figure && size ? { id: figure.id, printed: figure.printed, size } : null
  })
  const [total = null, ...perArm] = parts
  return compareSum('events', total, perArm)
}

/** Patients assigned in each arm (of the arm, or the first stage of its flow) against all patients of the design. */
function patientSum(trial: Trial): readonly RuleFinding[] {
  const all = trial.design?.['sample size']
  if (all === undefined) return []
  const perArm = Object.entries(trial.arms).map(([arm, { n }]): Part | null => {
    const flow = trial.flow?.[arm]
    const first = flow && chainsOf(arm, flow)[0]?.[0]
    if (n !== undefined) return part(`arms.${arm}.patients`, n.count)
    return first === undefined ? null : part(first.id, first.count)
  })
  return compareSum('patients', part('design.all.sample-size', all.count), perArm, ['design', 'sample size'])
}

function part(id: string, count: number): Part {
  return { id, printed: String(count), size: { lower: count, upper: count } }
}

function compareSum(
  what: string,
  total: Part | null,
  perArm: readonly (Part | null)[],
  path?: Path,
): readonly RuleFinding[] {
  const parts = perArm.filter((it) => it !== null)
  if (total === null || parts.length === 0) return []
  const complete = parts.length === perArm.length
  const sum = sumOf(parts.map(({ size }) => size))
  const fits = countCanBeAtMost(sum, total.size) && (!complete || countCanBeAtMost(total.size, sum))
  const added = parts.map(({ printed }) => printed).join(' + ')
  const shown = sum.lower === sum.upper && parts.length > 1 ? `${added} = ${sum.lower}` : added
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [total.id, ...parts.map(({ id }) => id)],
      message: `${what}: ${shown}${complete ? '' : ' without the arms that are not reported'}, and ${total.printed} in all`,
      ...(path && { path }),
      ...(!fits && { expected: complete ? total.printed : `at most ${total.printed}`, found: shown }),
    },
  ]
}
