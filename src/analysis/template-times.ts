import type { EndpointEvidence } from '../evidence/evidence.ts'
import { beyondFollowUp } from '../evidence/collect.ts'
import { lastEvidenceOf } from './last-evidence.ts'

/** When a new plan looks at its curves, in the unit of the plan. */
export interface TemplateTimes {
  /** Where every arm is pinned by what the paper prints, ascending, at most three; empty where there is no such time. */
  readonly pinned: readonly number[]
  /** Two times for scenarios that need some, the later one pinned if any is. */
  readonly early: number
  readonly late: number
}

const most = 3

/**
 * Times at which the paper prints survival of every arm; else a round one up to which a figure pins every curve. A milestone later than
 * that would be the model's alone, and the first number that readers of a report see. `convert` turns months into the unit of the plan.
 */
export function templateTimes(evidence: EndpointEvidence, convert: (months: number) => number): TemplateTimes {
  const skipped = new Set(beyondFollowUp(evidence).map(({ landmark }) => landmark.time))
  const ofArm = evidence.arms.map((arm) => arm.landmarks.flatMap(({ time }) => (skipped.has(time) ? [] : [time])))
  const [first = [], ...others] = ofArm
  const landmarks = first.filter((time) => time > 0 && others.every((it) => it.includes(time)))
  const last = evidence.arms.map((arm) => convert(lastEvidenceOf(arm)))
  const shared = Math.min(...last)
  const pinned =
    landmarks.length > 0 ? landmarks.slice(-most).map((it) => tidy(convert(it))) : shared > 0 ? [roundDown(shared)] : []
  const late = pinned.at(-1) ?? roundDown(Math.max(...last, convert(1)))
  return { pinned, early: late < 1 ? tidy(late / 2) : roundDown(late / 2), late }
}

/** What a plan asks for: milestones at these times, restricted means up to the last of them. */
export function measuresAt(times: readonly string[], compared: boolean): readonly string[] {
  const last = times.at(-1)
  const kinds = (kind: string, time: string): readonly string[] =>
    compared ? [`${kind} ${time}`, `${kind} difference ${time}`] : [`${kind} ${time}`]
  return [
    'events',
    'median',
    ...times.flatMap((time) => kinds('milestone', time)),
    ...(last === undefined ? [] : kinds('rmst', last)),
    ...(compared ? ['hazard ratio'] : []),
  ]
}

/** 24 weeks, not 24.000000000000004. */
const tidy = (time: number): number => Math.round(time * 1e6) / 1e6

/** The next shorter time that a reader would choose: half years, quarters, whole units, tenths of what is below one. */
function roundDown(time: number): number {
  const step = time >= 12 ? 6 : time >= 6 ? 3 : time >= 1 ? 1 : 0.1
  return tidy(Math.max(Math.floor(time / step + 1e-9), 1) * step)
}
