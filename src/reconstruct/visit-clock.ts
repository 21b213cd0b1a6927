import type { EndpointEvidence, VisitSchedule } from '../evidence/evidence.ts'
import { normalDistribution } from '../numeric/normal-distribution.ts'

/**
 * How far an arm has come along its smooth curve by a time, where events are seen at visits: the published curve is S(at(t)), S smooth.
 * Events that need no visit advance evenly; all others wait for one, so that each visit takes what lies within half an interval to either side of it:
 * the smooth curve passes the middle of every step, as the curves from which the prior was learnt do.
 */
export interface VisitClock {
  /** Place on the smooth curve (months) that is expected at a time. */
  readonly at: (time: number) => number
  /** The same with the doubt about when the visits really were, and about the time itself (variance, square months): places with weights that sum to 1. */
  readonly places: (time: number, variance: number) => readonly Place[]
  /** Times between which the curve bends: the foot, flanks and top of each step. */
  readonly bends: readonly number[]
}

interface Place {
  readonly weight: number
  readonly at: number
}

interface Visit {
  readonly time: number
  /** Share of the smooth clock that the visit takes, months. */
  readonly width: number
}

/** Without a printed window: a week to either side is the usual one. */
const usualWindow = 7 / 30.4375
/** Without a printed share: a tenth of the events are deaths, or are seen between visits. */
export const usualBetween = 0.1
/** No schedule is kept by everybody. */
const leastBetween = 0.02
/** sd of the whole schedule against the clock of the endpoint, months: treatment starts some days after randomisation, cycles are delayed. */
const shift = 0.1

/** Gauss-Hermite points and weights of the standard normal law. */
const points = [-2.8569700138728056, -1.355626179974266, 0, 1.355626179974266, 2.8569700138728056]
const weights = [
  0.011257411327720688, 0.22207592200561263, 0.5333333333333333, 0.22207592200561263, 0.011257411327720688,
]

/** The clock of an arm; undefined where its events need no visit or no schedule is known. */
export function visitClock(evidence: EndpointEvidence, arm: number, horizon: number): VisitClock | undefined {
  const schedule = evidence.arms[arm]!.visits
  if (evidence.class !== 'progression-like' || schedule === undefined) return undefined
  const between = Math.max(leastBetween, Math.min(1, schedule.between ?? usualBetween))
  const visits = visitsUntil(schedule, horizon)
  const own = (schedule.window ?? usualWindow) / Math.sqrt(3)
  const along = (time: number, sd: number): number => between * time + (1 - between) * seenBy(visits, time, sd)
  const all = Math.sqrt(own * own + shift * shift)
  return {
    at: (time) => Math.max(0, along(time, all)),
    places: (time, variance) => {
      const sd = Math.sqrt(shift * shift + variance)
      return points.map((point, k) => ({ weight: weights[k]!, at: Math.max(0, along(time + point * sd, own)) }))
    },
    bends: visits.flatMap(({ time }) => [-2, -0.7, 0.7, 2].map((sds) => time + sds * all)),
  }
}

/** Visits up to the end and one beyond, which takes what it takes. */
function visitsUntil({ phases }: VisitSchedule, horizon: number): Visit[] {
  const times: number[] = [0]
  for (const { every, until } of phases) {
    const end = Math.min(until ?? Infinity, horizon + every)
    while (times.at(-1)! + every <= end + 1e-6) times.push(times.at(-1)! + every)
  }
  return times.slice(1, -1).map((time, k) => {
    const from = k === 0 ? 0 : (times[k]! + time) / 2
    return { time, width: (time + times[k + 2]!) / 2 - from }
  })
}

/** Expected length of the smooth clock that visits have taken by a time, when they scatter about their days. */
function seenBy(visits: readonly Visit[], time: number, sd: number): number {
  let seen = 0
  for (const visit of visits) {
    const late = sd > 0 ? (time - visit.time) / sd : time < visit.time ? -Infinity : Infinity
    if (late < -8) break
    seen += late > 8 ? visit.width : visit.width * normalDistribution(late)
  }
  return seen
}
