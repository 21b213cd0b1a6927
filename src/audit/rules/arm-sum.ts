import { type Bounds, countBounds, countCanBeAtMost, sumOf } from '../../evidence/bounds.ts'
import type { PrintedEndpoint } from '../../evidence/evidence.ts'
import { isWholeArm } from '../../record/population.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import { armTotals } from '../arm-totals.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { chainsOf } from '../flow-counts.ts'

/**
 * R21: counts of the arms sum to their total, exactly: patients, events, and rows of tables that total the arms. Where an arm is not reported,
 * or what is reported of it is a later stage of its flow than all of its patients, the others do not exceed it.
 */
export const armSum: AuditRule = {
  id: 'R21',
  name: 'arm-sum',
  compares: 'counts of the arms with their total',
  worst: 'fail',
  agree: 'totals are the sums of the arms',
  tolerance: 'none: exact counts',
  examples: { clean: [example(386)], firing: [example(368)] },
  run: ({ trial, endpoints }) => [...patientSum(trial), ...endpoints.flatMap(eventSum), ...rowSums(trial)],
}

function example(total: number): string {
  return `
design: { sample size: ${total} }
flow: { new: { chains: [[randomised: 254]] }, old: { chains: [[randomised: 132]] } }
`
}

interface Part {
  readonly id: string
  readonly printed: string
  readonly size: Bounds
  /** A part of the arm only: the stage of the flow that is reported. */
  readonly stage?: string
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
    if (first === undefined) return null
    return { ...part(first.id, first.count), ...(!isWholeArm(first.stage) && { stage: first.stage }) }
  })
  return compareSum('patients', part('design.all.sample-size', all.count), perArm, ['design', 'sample size'])
}

/** Rows of tables that total the arms, where every count is printed. */
function rowSums(trial: Trial): readonly RuleFinding[] {
  return armTotals(trial).flatMap(({ whole, parts }) => {
    if (whole.count === null || parts.some(({ count }) => count === null)) return []
    const perArm = parts.map(({ id, count }) => part(id, count ?? 0))
    return compareSum(whole.row, part(whole.id, whole.count), perArm, whole.path)
  })
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
  const complete = parts.length === perArm.length && parts.every(({ stage }) => stage === undefined)
  const sum = sumOf(parts.map(({ size }) => size))
  const fits = countCanBeAtMost(sum, total.size) && (!complete || countCanBeAtMost(total.size, sum))
  const added = parts.map(({ printed, stage }) => (stage === undefined ? printed : `${printed} ${stage}`)).join(' + ')
  const shown = sum.lower === sum.upper && parts.length > 1 ? `${added} = ${sum.lower}` : added
  const rest = parts.length < perArm.length ? ' without the arms that are not reported' : ''
  return [
    {
      // A sum of some only can be too large, and seldom is.
      state: fits ? (complete ? 'pass' : 'uninformative') : 'fail',
      figures: [total.id, ...parts.map(({ id }) => id)],
      message: `${what}: ${shown}${rest}, and ${total.printed} in all`,
      ...(path && { path }),
      ...(!fits && {
        explanation: 'A total of another analysis set or data cut, or a mistyped count.',
        resolve: 'The counts of each arm in the flow chart or the table.',
        expected: complete ? total.printed : `at most ${total.printed}`,
        found: shown,
      }),
    },
  ]
}
