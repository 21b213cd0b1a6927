import { countBounds } from '../evidence/bounds.ts'
import type { Path } from '../record/spans.ts'
import type { AuditSubject } from './audit-rule.ts'
import { flowId } from './flow-counts.ts'
import { type PrintedPercent, printedPercent } from './printed-percent.ts'
import { countTables } from './table-counts.ts'

/** A percentage of patients that is no survival percentage, with what the record says about it. */
export interface PrintedProportion {
  readonly id: string
  readonly path?: Path
  readonly count: number | null
  readonly of: number | null
  /** The denominator is not printed with the figure: it is that of the population that the table names. */
  readonly ofPopulation: boolean
  readonly percent: PrintedPercent
  /** Of its interval, as stated. */
  readonly method: string | null
}

/** Every one of the flow, beside events and in tables, in the order of the record. */
export function printedProportions(subject: AuditSubject): readonly PrintedProportion[] {
  const inTables = countTables(subject.trial).flatMap(([, rows]) => [...rows.values()].flat())
  return [...ofFlow(subject), ...ofEvents(subject), ...inTables.flatMap(withPercent)]
}

type Unread = Omit<PrintedProportion, 'percent'> & { readonly percent: PrintedPercent | null }

function withPercent(it: Unread): readonly PrintedProportion[] {
  return it.percent === null ? [] : [{ ...it, percent: it.percent }]
}

function ofFlow({ trial }: AuditSubject): readonly PrintedProportion[] {
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
    return [...stages, ...others].flatMap(({ stage, path, count, of, percent }) =>
      read({ id: flowId(arm, stage), path, count, of: of ?? first, percent }, trial['interval level']),
    )
  })
}

function ofEvents({ trial, endpoints }: AuditSubject): readonly PrintedProportion[] {
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
    return [...perArm, total].flatMap(({ id, share, of }) =>
      read({ id, count: share?.count, of: share?.of ?? of, percent: share?.percent }, trial['interval level']),
    )
  })
}

interface Counted {
  readonly id: string
  readonly path?: Path
  readonly count: number | undefined
  readonly of: number | null | undefined
  readonly percent: string | undefined
}

function read({ id, path, count, of, percent }: Counted, level: string): readonly PrintedProportion[] {
  return withPercent({
    id,
    ...(path && { path }),
    count: count ?? null,
    of: of ?? null,
    ofPopulation: false,
    percent: percent === undefined ? null : printedPercent(percent, level),
    method: null,
  })
}
