import type { ArmEvidence, EndpointEvidence, Figure, Measure, NumberAtRisk } from './evidence.ts'
import { type TimeUnit, writtenTime } from './time-unit.ts'

/** What comes with a digitised curve: numbers at risk and events of an arm. */
export interface ArmCounts {
  /** Arm id. */
  readonly arm: string
  /** Months, ascending; numbers never rise. */
  readonly atRisk: readonly {
    readonly time: number
    readonly count: number
    /** Where it stands in its file. */
    readonly line?: number
    readonly column?: number
  }[]
  /** Unit of the times as the file counts them: so they are named. */
  readonly unit: TimeUnit
  readonly events: number | null
  /** File that it is from. */
  readonly source: string
  /** Where the number of events is from something else. */
  readonly eventsFrom?: string
}

/**
 * The evidence of a record with what the curve files add; a figure that the record prints itself stays. A number of patients that is
 * inferred or assumed gives way to the number at risk at the start.
 */
export function withCounts(
  evidence: EndpointEvidence,
  counts: readonly ArmCounts[],
  total: number | null,
): EndpointEvidence {
  const arms = evidence.arms.map((arm): ArmEvidence => {
    const own = counts.find((it) => it.arm === arm.id)
    if (own === undefined) return arm
    const start = own.atRisk[0]
    const open = arm.patients.basis !== undefined && start?.time === 0
    const added = numbersAtRisk(evidence.endpoint, own).filter(
      ({ time }) => !arm.atRisk.some((it) => Math.abs(it.time - time) < 5e-4),
    )
    return {
      ...arm,
      ...(open && { patients: count(evidence.endpoint, arm.id, 'patients', start.count, own.source) }),
      atRisk: [...arm.atRisk, ...added].sort((a, b) => a.time - b.time),
      events: arm.events ?? eventsOf(evidence.endpoint, arm.id, own.events, own.eventsFrom ?? own.source),
    }
  })
  return { ...evidence, arms, events: evidence.events ?? eventsOf(evidence.endpoint, 'all', total, '--events') }
}

export interface CurveEvidenceInput {
  /** What to call trial and endpoint in tables. */
  readonly trial: string
  readonly endpoint: string
  /** The reference arm first. */
  readonly arms: readonly { readonly id: string; readonly label: string }[]
  /** Each with a number at risk at time 0: the patients of the arm. */
  readonly counts: readonly ArmCounts[]
  /** Events of all arms together, where known. */
  readonly events: number | null
}

/**
 * Evidence that rests on curve files alone, without a record of a paper.
 *
 * @throws RangeError where an arm has no number at risk at time 0
 */
export function curveEvidence({ trial, endpoint, arms, counts, events }: CurveEvidenceInput): EndpointEvidence {
  const bare = arms.map(({ id, label }, index): ArmEvidence => {
    const own = counts.find((it) => it.arm === id)
    const first = own?.atRisk[0]
    if (own === undefined || first?.time !== 0)
      throw new RangeError(`curveEvidence: a number at risk at time 0 is required for arm ${id}`)
    return {
      id,
      label,
      role: arms.length === 1 ? 'single' : index === 0 ? 'control' : 'experimental',
      patients: count(endpoint, id, 'patients', first.count, own.source),
      median: null,
      landmarks: [],
      atRisk: [],
      events: null,
      followUp: null,
    }
  })
  const evidence: EndpointEvidence = {
    trial,
    trialLabel: trial,
    endpoint,
    label: 'Digitised curve',
    event: 'not stated',
    clock: 'not stated',
    population: 'not stated',
    class: 'other',
    arms: bare,
    events: null,
    contrasts: [],
    followUp: null,
    visits: null,
  }
  return withCounts(evidence, counts, events)
}

function numbersAtRisk(endpoint: string, { arm, atRisk, unit, source }: ArmCounts): NumberAtRisk[] {
  return atRisk.map(({ time, count: value }) => {
    const printed = writtenTime(time, unit)
    const figure = count(endpoint, arm, 'at-risk', value, source)
    const id = `${figure.id}@${printed}${unit === 'months' ? '' : unit}`
    return { time, count: { ...figure, id, time, when: `${printed} ${unit}` } }
  })
}

function eventsOf(endpoint: string, arm: string, events: number | null, source: string): Figure | null {
  return events === null ? null : count(endpoint, arm, 'events', events, source)
}

function count(endpoint: string, arm: string, measure: Measure, value: number, source: string): Figure {
  return {
    id: `${endpoint}.${arm}.${measure}`,
    endpoint,
    arm,
    measure,
    printed: String(value),
    quantity: { kind: 'number', value, lower: value, upper: value, decimals: 0 },
    unit: 'count',
    source,
  }
}
