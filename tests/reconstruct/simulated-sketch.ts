import { type RandomNumbers, randomStream } from '../../src/numeric/random-stream.ts'
import { armAt } from '../../src/survival/arm.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { type Patients, patients } from '../../src/survival/patients.ts'
import { reverseKaplanMeier } from '../../src/survival/reverse-kaplan-meier.ts'
import { rmst } from '../../src/survival/rmst.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import type { ArmSketch, Sketch } from './build-evidence.ts'
import { printedRatio } from './print-arms.ts'

/** A trial of two arms: how its patients come by events and by the end of their follow-up, and what its paper prints. */
export interface Design {
  readonly name: string
  readonly class: NonNullable<Sketch['class']>
  /** In each arm. */
  readonly n: number
  readonly event: (arm: number, random: RandomNumbers) => number
  readonly followed: (random: RandomNumbers) => number
  readonly landmarks: readonly number[]
  readonly atRisk?: readonly number[]
  /** Tau of a restricted mean. */
  readonly mean?: number
}

export const weibull = (random: RandomNumbers, median: number, shape: number): number =>
  median * Math.exp(Math.log(random.exponential() / Math.LN2) / shape)

export const between = (random: RandomNumbers, from: number, to: number): number =>
  from + (to - from) * random.uniform()

/** Patients of one trial of a design, and its figures as printed: every one of them is theirs. */
export function simulatedSketch(design: Design, index: number): { readonly truth: Patients; readonly sketch: Sketch } {
  const random = randomStream(20261122, `sketch, ${design.name}`)(index)
  const rows = [0, 1].flatMap((arm) =>
    Array.from({ length: design.n }, () => {
      const [event, end] = [design.event(arm, random), design.followed(random)]
      return { arm, time: Math.max(1, Math.round(1000 * Math.min(event, end))) / 1000, event: event <= end ? 1 : 0 }
    }),
  )
  const truth = patients({
    arms: ['a', 'b'],
    time: rows.map(({ time }) => time),
    event: rows.map(({ event }) => event),
    assigned: rows.map(({ arm }) => arm),
  })
  const followed = survivalQuantile(reverseKaplanMeier(truth), 0.5)
  const sketch: Sketch = {
    class: design.class,
    arms: { a: printedArm(design, truth, 0), b: printedArm(design, truth, 1) },
    hazardRatio: printedRatio(truth, 1, 0),
    followUp: {
      definition: 'reverse Kaplan-Meier',
      ...(followed.kind === 'value' && { median: followed.value.toFixed(1) }),
    },
  }
  return { truth, sketch }
}

function printedArm({ landmarks, atRisk, mean }: Design, truth: Patients, arm: number): ArmSketch {
  const own = armAt(truth, arm)
  const km = kaplanMeier(own)
  const last = own.time.at(-1)!
  const shown = (x: number | null): string => (x === null || !Number.isFinite(x) ? 'NE' : x.toFixed(1))
  const median = survivalQuantile(km, 0.5)
  const [lower, upper] = median.kind === 'not-estimable' ? [null, null] : [median.lower, median.upper]
  const percents = landmarks.filter((time) => time <= last)
  const counts = (atRisk ?? []).map((time) => [time, own.time.filter((it) => it >= time).length] as const)
  return {
    n: own.time.length,
    median: `${median.kind === 'value' ? shown(median.value) : 'NR'} (${shown(lower)}-${shown(upper)})`,
    survival: Object.fromEntries(percents.map((time) => [time, `${(100 * survivalAt(km, time)).toFixed(0)}%`])),
    events: own.event.reduce((sum, it) => sum + it, 0),
    ...(atRisk !== undefined && { atRisk: Object.fromEntries(counts) }),
    ...(mean !== undefined && { rmst: { [mean]: meanOf(own, mean) } }),
  }
}

function meanOf(own: Patients, tau: number): string {
  const mean = rmst(own, tau)
  if (mean.kind !== 'value') throw new Error(`no restricted mean up to ${tau}`)
  return mean.value.toFixed(1)
}
