import { collect } from '../../../src/evidence/collect.ts'
import type { EndpointEvidence, VisitSchedule } from '../../../src/evidence/evidence.ts'
import { DAYS_PER_MONTH } from '../../../src/evidence/time-unit.ts'
import { type RandomNumbers, randomStream } from '../../../src/numeric/random-stream.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { patients, type Patients } from '../../../src/survival/patients.ts'
import { printRecord } from '../scenarios/print-record.ts'

/** A trial that sees progression at visits, and what its paper prints of it. */
export interface VisitedTrial {
  readonly truth: Patients
  /** Months: the shorter of the two arms' largest times. */
  readonly tau: number
  /** As printed, the schedule in words only. */
  readonly evidence: EndpointEvidence
  readonly schedule: VisitSchedule
}

const phases = (...all: (readonly [every: number, until: number | null])[]): VisitSchedule => ({
  phases: all.map(([every, until]) => ({ every, until })),
  window: null,
  between: null,
})
const weeks = (count: number): number => (7 * count) / DAYS_PER_MONTH

/** Schedules as trials have them. */
export const schedules = [
  { words: 'every 28 days', schedule: phases([weeks(4), null]) },
  { words: 'every 6 weeks until week 24, then every 12', schedule: phases([weeks(6), weeks(24)], [weeks(12), null]) },
  { words: 'every 8 weeks for a year, then every 12', schedule: phases([weeks(8), 12], [weeks(12), null]) },
  { words: 'every 3 months', schedule: phases([3, null]) },
] as const

/**
 * Two arms of 40 to 300 patients, Weibull times of shape 0.8 to 1.4, a hazard ratio of 0.4 to 0.9. Progression is seen at the next visit, within a
 * week of its day and late by the up to ten days from randomisation to treatment; 4 to 20% of the events are deaths, seen when they happen. Whoever
 * is censored leaves at the last visit, in every other trial, or on the day of the cut-off. Null where a ratio does not exist.
 */
export function visitedTrial(index: number): VisitedTrial | null {
  const random = randomStream(20261121, 'trial with visits')(index)
  const { schedule } = schedules[index % schedules.length]!
  const n = Math.round(40 * Math.exp(Math.log(7.5) * random.uniform()))
  const median = 4 + 12 * random.uniform()
  const shape = 0.8 + 0.6 * random.uniform()
  const ratio = 0.4 + 0.5 * random.uniform()
  const deaths = 0.04 + 0.16 * random.uniform()
  const atLastVisit = index % 8 < 4
  const rows = [1, ratio].flatMap((hazard, arm) =>
    Array.from({ length: n }, () => {
      const latent = median * Math.exp(Math.log(random.exponential() / hazard / Math.LN2) / shape)
      const left = Math.min(10 + 20 * random.uniform(), random.exponential() / 0.006)
      const days = visitDays(schedule, random)
      const seen = random.uniform() < deaths ? latent : (days.find((day) => day >= latent) ?? Infinity)
      const last = atLastVisit ? (days.findLast((day) => day <= left) ?? 0.03) : left
      const time = Math.round(Math.min(seen, seen <= left ? seen : last) * DAYS_PER_MONTH) / DAYS_PER_MONTH
      return { arm, time: Math.max(1 / DAYS_PER_MONTH, time), event: seen <= left ? 1 : 0 }
    }),
  )
  const truth = patients({
    arms: ['control', 'experimental'],
    time: rows.map((it) => it.time),
    event: rows.map((it) => it.event),
    assigned: rows.map((it) => it.arm),
  })
  const paper = {
    ...({ patients: truth, endpoint: 'PFS', clock: 'randomisation', population: 'randomised' } as const),
    ...({ landmarks: [6, 12, 18], followUp: 'reverse Kaplan-Meier', potential: [] } as const),
  }
  // Numbers at risk and events of each arm in every other paper of each schedule.
  const record = printRecord(paper, Math.floor(index / schedules.length) % 2 === 1)
  const collected = record === null ? null : collect(record, 'endpoint')
  if (collected?.kind !== 'evidence') return null
  const tau = Math.min(...[0, 1].map((arm) => armAt(truth, arm).time.at(-1)!))
  return { truth, tau, evidence: collected.evidence, schedule }
}

/** Days of one patient's visits (months), as far as anybody is followed. */
function visitDays({ phases }: VisitSchedule, random: RandomNumbers): number[] {
  const start = (10 * random.uniform()) / DAYS_PER_MONTH
  const days: number[] = []
  let due = 0
  for (const { every, until } of phases) {
    while (due + every <= (until ?? 40) + 1e-6) {
      due += every
      days.push(due + start + (14 * random.uniform() - 7) / DAYS_PER_MONTH)
    }
  }
  return days
}

/** The same paper with a schedule in numbers. */
export function withSchedule(evidence: EndpointEvidence, visits: VisitSchedule): EndpointEvidence {
  return { ...evidence, arms: evidence.arms.map((arm) => ({ ...arm, visits })) }
}

/** All intervals longer or shorter by a factor. */
export function stretched({ phases, ...rest }: VisitSchedule, factor: number): VisitSchedule {
  return { ...rest, phases: phases.map(({ every, until }) => ({ every: every * factor, until })) }
}
