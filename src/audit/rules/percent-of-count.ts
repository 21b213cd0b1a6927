import { bounds } from '../../evidence/bounds.ts'
import { countBounds } from '../../evidence/bounds.ts'
import { parseEstimate } from '../../evidence/parse-estimate.ts'
import type { Path } from '../../record/spans.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { flowId } from '../flow-counts.ts'
import { countTables } from '../table-counts.ts'

/**
 * R01: the percentage beside a count is 100n/N rounded. n/N and the ends of the rounding interval are each the double nearest to a
 * fraction; different fractions of this size have different doubles, so that the comparison is exact.
 */
export const percentOfCount: AuditRule = {
  id: 'R01',
  name: 'pct-count',
  compares: 'a percentage with its count and denominator',
  worst: 'fail',
  agree: 'percentages agree with their counts',
  tolerance: 'half a unit of the last printed digit, exactly',
  examples: {
    clean: ['flow: { new: { chains: [[randomised: 100, treated: { count: 90, percent: 90% }]] } }'],
    firing: ['flow: { new: { chains: [[randomised: 100, treated: { count: 90, percent: 91% }]] } }'],
  },
  run: (subject) => [...ofFlow(subject), ...ofEvents(subject), ...ofTables(subject)].flatMap(compared),
}

interface Share {
  readonly id: string
  readonly path?: Path
  readonly count: number | null
  readonly of: number | null | undefined
  readonly percent: string | null | undefined
}

function ofTables({ trial }: AuditSubject): readonly Share[] {
  return countTables(trial).flatMap(([, rows]) => [...rows.values()].flat())
}

function ofFlow({ trial }: AuditSubject): readonly Share[] {
  return Object.entries(trial.flow ?? {}).flatMap(([arm, { chains, besides }]) => {
    const first = chains[0]?.[0]?.count.count
    const stages = chains.flatMap((chain, index) =>
      chain.map(({ stage, count }, rank) => ({ stage, ...count, path: ['flow', arm, 'chains', index, rank, stage] })),
    )
    const others = Object.entries(besides ?? {}).map(([stage, it]) => ({
      stage,
      ...it,
      path: ['flow', arm, 'besides', stage],
    }))
    // Without a denominator of its own, a percentage of the flow is of all who were assigned.
    return [...stages, ...others].map(({ stage, path, count, of, percent }) => ({
      id: flowId(arm, stage),
      path,
      count,
      of: of ?? first,
      percent,
    }))
  })
}

function ofEvents({ trial, endpoints }: AuditSubject): readonly Share[] {
  return endpoints.flatMap(({ endpoint, arms }) => {
    const it = trial.endpoints[endpoint]
    const patients = arms.map((arm) => (arm.patients && countBounds(arm.patients.quantity))?.upper ?? null)
    const perArm = arms.map(({ id }, index) => ({
      id: `${endpoint}.${id}.events`,
      share: it?.arms[id]?.events,
      of: patients[index],
    }))
    const all = patients.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0)
    const total = { id: `${endpoint}.all.events`, share: it?.events?.total, of: all }
    return [...perArm, total].map(({ id, share, of }) => ({
      id,
      count: share?.count ?? null,
      of: share?.of ?? of,
      percent: share?.percent,
    }))
  })
}

function compared({ id, path, count, of, percent }: Share): readonly RuleFinding[] {
  if (count === null || typeof of !== 'number' || of <= 0 || typeof percent !== 'string') return []
  const read = parseEstimate(percent, { unit: 'proportion', scale: 'percent' })
  const range = read.kind === 'value' ? bounds(read.value.estimate.quantity) : null
  if (read.kind !== 'value' || range === null) return []
  const { printed, quantity } = read.value.estimate
  const share = count / of
  const fits = quantity.kind === 'less-than' ? share < range.upper : share >= range.lower && share <= range.upper
  const exact = `${(100 * share).toFixed(2)}%`
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [id],
      ...(path && { path }),
      message: `${count} of ${of} is ${exact}, printed as ${printed}`,
      ...(!fits && { expected: exact, found: printed }),
    },
  ]
}
