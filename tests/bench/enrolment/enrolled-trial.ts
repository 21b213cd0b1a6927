import { collect } from '../../../src/evidence/collect.ts'
import type { EndpointEvidence, EnrolmentDates } from '../../../src/evidence/evidence.ts'
import { randomStream } from '../../../src/numeric/random-stream.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { patients, type Patients } from '../../../src/survival/patients.ts'
import { printRecord } from '../scenarios/print-record.ts'

/** How patients came in over the time of enrolment. */
export const accrual = { even: 'even', rising: 'rising from none' } as const

/** A trial whose patients enter over time and are followed to one cut-off, and what its paper prints of it. */
export interface EnrolledTrial {
  readonly truth: Patients
  /** Months: the shorter of the two arms' largest times. */
  readonly tau: number
  /** As printed, without dates; follow-up by reverse Kaplan-Meier with its range. */
  readonly evidence: EndpointEvidence
  /** First and last enrolment to the month, the cut-off to the day. */
  readonly dates: EnrolmentDates
}

/**
 * Two arms of 40 to 300 patients, Weibull times of shape 0.8 to 1.4, control medians of 5 to 40 months, hazard ratios of 0.5 to 1; enrolment over 10 to 36 months and the cut-off 3 to 24 months after the last
 * patient; up to 1.5% drop out a month. Null where a ratio does not exist.
 */
export function enrolledTrial(index: number, kind: keyof typeof accrual): EnrolledTrial | null {
  const random = randomStream(20261122, 'trial with dates')(index)
  const n = Math.round(40 * Math.exp(Math.log(7.5) * random.uniform()))
  const median = 5 * Math.exp(Math.log(8) * random.uniform())
  const shape = 0.8 + 0.6 * random.uniform()
  const ratio = 0.5 + 0.5 * random.uniform()
  const enrolment = 10 + 26 * random.uniform()
  const after = 3 + 21 * random.uniform()
  const leaving = 0.015 * random.uniform()
  const rows = [1, ratio].flatMap((hazard, arm) =>
    Array.from({ length: n }, () => {
      const share = random.uniform()
      const entry = enrolment * (kind === 'even' ? share : Math.sqrt(share))
      const time = median * Math.exp(Math.log(random.exponential() / hazard / Math.LN2) / shape)
      const left = Math.min(after + enrolment - entry, random.exponential() / Math.max(leaving, 1e-9))
      return { arm, entry, time: Math.max(0.03, Math.min(time, left)), event: time <= left ? 1 : 0 }
    }),
  )
  const truth = patients({
    arms: ['control', 'experimental'],
    time: rows.map((it) => it.time),
    event: rows.map((it) => it.event),
    assigned: rows.map((it) => it.arm),
  })
  const last = after + enrolment
  const paper = {
    ...({ patients: truth, endpoint: 'OS', clock: 'randomisation', population: 'randomised' } as const),
    ...({ landmarks: [6, 12, 18], followUp: 'reverse Kaplan-Meier', potential: [] } as const),
  }
  const record = printRecord(paper, false)
  const collected = record === null ? null : collect(record, 'endpoint')
  if (collected?.kind !== 'evidence') return null
  const toTheMonth = (entry: number) => {
    const early = random.uniform()
    return { lower: Math.max(0, last - entry - early), upper: last - entry - early + 1 }
  }
  const entries = rows.map(({ entry }) => entry)
  const [longest, shortest] = [toTheMonth(Math.min(...entries)), toTheMonth(Math.max(...entries))]
  const dates = { first: 'a month', last: 'a month', cutoff: 'a day', longest, shortest }
  const tau = Math.min(...[0, 1].map((arm) => armAt(truth, arm).time.at(-1)!))
  return { truth, tau, evidence: collected.evidence, dates }
}

/** The same paper without some of what it prints about follow-up, and with dates. */
export function withFollowUp(
  { evidence }: EnrolledTrial,
  keep: 'nothing' | 'the median' | 'all',
  enrolment?: EnrolmentDates,
): EndpointEvidence {
  const { followUp } = evidence
  const kept = keep === 'nothing' || followUp === null ? null : { ...followUp, minimum: null, maximum: null }
  return { ...evidence, followUp: keep === 'all' ? followUp : kept, enrolment }
}
