import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { type RandomNumbers, randomStream } from '../../../src/numeric/random-stream.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import { logRank } from '../../../src/survival/log-rank.ts'
import { patients, type Patients } from '../../../src/survival/patients.ts'
import { reverseKaplanMeier } from '../../../src/survival/reverse-kaplan-meier.ts'
import { survivalQuantile } from '../../../src/survival/survival-quantile.ts'
import { armSummary, printP } from '../audit/simulated-paper.ts'
import { evidenceAt, type SomeSummary } from '../reconstruction/summary-record.ts'

/** An event time of one arm (0 the control arm), in months. */
type EventTime = (arm: number, random: RandomNumbers) => number

interface Design {
  readonly name: string
  readonly endpoint: 'OS' | 'PFS'
  readonly n: number
  readonly landmarks: readonly number[]
  /** Months from entry to the cut-off. */
  readonly followed: readonly [least: number, most: number]
  readonly event: EventTime
}

const weibull = (random: RandomNumbers, median: number, shape: number): number =>
  median * Math.exp(Math.log(random.exponential() / Math.LN2) / shape)

/** Seen at the next visit, a few days early or late; one event in ten is a death, seen when it happens. */
const seenEvery =
  (months: number): EventTime =>
  (arm, random) => {
    const time = arm === 0 ? weibull(random, 5, 1) : weibull(random, 9, 0.9)
    return random.uniform() < 0.1 ? time : Math.ceil(time / months) * months + 0.4 * random.uniform() - 0.2
  }

/** What honest figures can look like. The first is usual, the others are not. */
export const designs: readonly Design[] = [
  {
    ...{ name: 'proportional hazards', endpoint: 'OS', n: 150, landmarks: [6, 12], followed: [6, 30] },
    event: (arm, random) => weibull(random, arm === 0 ? 10 : 13.8, 1.1),
  },
  {
    ...{ name: 'crossing hazards', endpoint: 'OS', n: 150, landmarks: [6, 18], followed: [10, 36] },
    event: (arm, random) => (arm === 0 ? weibull(random, 10, 1.8) : weibull(random, 12, 0.75)),
  },
  {
    ...{ name: 'effect after 4 months', endpoint: 'OS', n: 180, landmarks: [6, 12, 18], followed: [8, 32] },
    event: (arm, random) => {
      const early = random.exponential() / 0.07
      return arm === 0 || early < 4 ? early : 4 + random.exponential() / 0.03
    },
  },
  {
    ...{ name: 'cured: 25 and 45%', endpoint: 'OS', n: 150, landmarks: [12, 24], followed: [24, 66] },
    event: (arm, random) => (random.uniform() < (arm === 0 ? 0.25 : 0.45) ? Infinity : weibull(random, 7, 1.2)),
  },
  {
    ...{ name: 'an arm without events', endpoint: 'OS', n: 60, landmarks: [6, 12], followed: [6, 24] },
    event: (arm, random) => (arm === 0 ? weibull(random, 14, 1.2) : Infinity),
  },
  {
    ...{ name: 'visits every 2 months', endpoint: 'PFS', n: 140, landmarks: [6, 12], followed: [6, 28] },
    event: seenEvery(2),
  },
  {
    ...{ name: 'visits every 8 weeks', endpoint: 'PFS', n: 140, landmarks: [6, 12], followed: [6, 28] },
    event: seenEvery(56 / 30.4375),
  },
]

/** How much of a trial its paper prints. */
export const prints = ['landmarks and total', 'medians too', 'everything'] as const
export type Print = (typeof prints)[number]

export interface SimulatedTrial {
  readonly truth: Patients
  readonly tau: number
  readonly evidence: Readonly<Record<Print, EndpointEvidence>>
}

/** Both arms of a design, of the same size, and what its paper prints; no schedule of visits is ever printed. */
export function simulatedTrial(design: Design, index: number): SimulatedTrial {
  const random = randomStream(20261121, `doubts, ${design.name}`)(index)
  const [least, most] = design.followed
  const rows = [0, 1].flatMap((arm) =>
    Array.from({ length: design.n }, () => {
      const left = least + (most - least) * random.uniform()
      const time = design.event(arm, random)
      return { arm, time: Math.max(0.03, Math.min(time, left)), event: time <= left ? 1 : 0 }
    }),
  )
  const truth = patients({
    arms: ['control', 'experimental'],
    time: rows.map((it) => Math.round(it.time * 1000) / 1000),
    event: rows.map((it) => it.event),
    assigned: rows.map((it) => it.arm),
  })
  const name = `simulated-${designs.indexOf(design)}-${index}`
  const of = (print: Print): EndpointEvidence =>
    evidenceAt(summaryOf(design, truth, print), name, design.endpoint === 'OS' ? 'death' : 'progression-like')
  const tau = Math.min(...[0, 1].map((arm) => armAt(truth, arm).time.at(-1)!))
  const [few, usual, all] = prints.map(of)
  return { truth, tau, evidence: { 'landmarks and total': few!, 'medians too': usual!, everything: all! } }
}

function summaryOf({ endpoint, landmarks }: Design, truth: Patients, print: Print): SomeSummary {
  const all = print === 'everything'
  const last = truth.time.at(-1)!
  const step = last > 40 ? 6 : 3
  const ticks = Array.from({ length: Math.ceil(last / step) }, (_, k) => step * k)
  const arms = [0, 1].map((index) => {
    const own = armAt(truth, index)
    const times = landmarks.filter((time) => time <= own.time.at(-1)!)
    const { n, median, events, ...rest } = armSummary(own, times, all, all ? 1 : 0)
    const at_risk = { times: ticks, n: ticks.map((time) => own.time.filter((it) => it >= time).length) }
    const figures = { name: String(index), n, landmarks: rest.landmarks ?? null }
    if (print === 'landmarks and total') return figures
    return { ...figures, median, ...(all && { events, at_risk }) }
  })
  const events = [...truth.event].reduce((sum, it) => sum + it, 0)
  const known = { unit: 'months', endpoint, events, arms }
  if (print === 'landmarks and total') return known
  return { ...known, ...contrastOf(truth), followup: followUpOf(truth, all) }
}

function contrastOf(truth: Patients): Partial<SomeSummary> {
  const [fit, test] = [cox(truth), logRank(truth)]
  const logrank_p = test.kind === 'value' ? printP(test.pValue) : null
  if (fit.kind !== 'value' || fit.hazardRatio.lower === null || fit.hazardRatio.upper === null) return { logrank_p }
  const { value, lower, upper } = fit.hazardRatio
  const hr = { value: value.toFixed(2), lo: lower.toFixed(2), hi: upper.toFixed(2), conf: 95 }
  return { logrank_p, hr }
}

function followUpOf(truth: Patients, range: boolean): NonNullable<SomeSummary['followup']> {
  const median = survivalQuantile(reverseKaplanMeier(truth), 0.5)
  const censored = truth.time.filter((_, i) => truth.event[i] === 0)
  return {
    median: median.kind === 'value' ? median.value.toFixed(1) : null,
    min: range ? censored[0]!.toFixed(1) : null,
    max: range ? censored.at(-1)!.toFixed(1) : null,
  }
}
