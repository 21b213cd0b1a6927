import { randomStream, type RandomNumbers } from '../../../src/numeric/random-stream.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { logRank } from '../../../src/survival/log-rank.ts'
import { patients, type Patients } from '../../../src/survival/patients.ts'
import { stepAt } from '../../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../../src/survival/survival-quantile.ts'
import type { Summary } from '../reconstruction/summary-record.ts'

/** How far the truth of a simulated trial may be from proportional hazards. */
export const kinds = ['proportional', 'nearly proportional'] as const
export type Kind = (typeof kinds)[number]

interface Design {
  readonly sizes: readonly [control: number, experimental: number]
  readonly hazard: (arm: number, unit: number) => number
  /** Months of accrual, from the first patient on; then of follow-up after the last. */
  readonly accrual: number
  readonly followUp: number
  readonly dropOut: number
  /** Months between visits at which the event is seen; 0 where its day is known. */
  readonly visit: number
}

/**
 * What an honest paper prints about a trial that never was: two arms of 20 to 600 patients, Weibull hazards of shape 0.7 to 1.4, ratios of 0.25 to 1.2,
 * staggered entry, drop-out, visits in every other trial. Where hazards are nearly proportional, their ratio changes by a factor exp(d), d
 * normal with standard deviation 0.2, when half of the control arm have had the event. `null` where a ratio does not exist.
 */
export function simulatedPaper(index: number, kind: Kind): Summary | null {
  const random = randomStream(20261121, `simulated paper, ${kind}`)(index)
  const design = designOf(random, kind)
  const trial = trialOf(random, design)
  const fit = cox(trial)
  const test = logRank(trial)
  if (fit.kind !== 'value' || test.kind !== 'value' || fit.hazardRatio.lower === null) return null
  const decimals = random.uniform() < 0.7 ? 0 : 1
  const intervals = random.uniform() < 0.5
  const { value, lower, upper } = fit.hazardRatio
  const last = Math.min(...[0, 1].map((id) => armAt(trial, id).time.at(-1) ?? 0))
  const times = [6, 12, 18, 24, 36].filter((time) => time < 0.9 * last)
  const followed = [...trial.time].filter((_, row) => trial.event[row] === 0)
  const range = { min: print(Math.min(...trial.time), 1), max: print(Math.max(...trial.time), 1) }
  return {
    unit: 'months',
    endpoint: design.visit > 0 ? 'PFS' : 'OS',
    events: [...trial.event].reduce((sum, it) => sum + it, 0),
    hr: { value: print(value, 2), lo: print(lower, 2), hi: print(upper ?? NaN, 2), conf: 95 },
    logrank_p: printP(test.pValue),
    followup: {
      median: followed.length === 0 ? null : print(followed.sort((a, b) => a - b)[followed.length >> 1]!, 1),
      ...range,
    },
    arms: [0, 1].map((id) => armSummary(armAt(trial, id), times, intervals, decimals)),
  }
}

function designOf(random: RandomNumbers, kind: Kind): Design {
  const n = Math.round(20 * Math.exp(Math.log(30) * random.uniform()))
  const median = 4 + 26 * random.uniform()
  const shape = 0.7 + 0.7 * random.uniform()
  const ratio = Math.exp(Math.log(0.25) + Math.log(1.2 / 0.25) * random.uniform())
  const change = kind === 'proportional' ? 0 : 0.2 * random.normal()
  /** Cumulative hazard of the experimental arm, log 2 being that of the control arm at its median; and its inverse. */
  const [early, late] = [ratio * Math.exp(-change / 2), ratio * Math.exp(change / 2)]
  const inverse = (arm: number, hazard: number): number => {
    if (arm === 0) return hazard
    return hazard <= early * Math.LN2 ? hazard / early : Math.LN2 + (hazard - early * Math.LN2) / late
  }
  return {
    sizes: [n, random.uniform() < 0.6 ? n : 2 * n],
    hazard: (arm, unit) => median * Math.exp(Math.log(inverse(arm, unit) / Math.LN2) / shape),
    accrual: 6 + 24 * random.uniform(),
    followUp: 3 + 1.5 * median * random.uniform(),
    dropOut: random.uniform() < 0.5 ? 0.002 : 0.01,
    visit: random.uniform() < 0.5 ? 0 : 1 + Math.floor(3 * random.uniform()),
  }
}

function trialOf(random: RandomNumbers, design: Design): Patients {
  const rows = design.sizes.flatMap((n, arm) =>
    Array.from({ length: n }, () => {
      const exact = design.hazard(arm, random.exponential())
      const cutOff = design.followUp + design.accrual * random.uniform()
      const censored = Math.min(cutOff, random.exponential() / design.dropOut)
      const seen = design.visit > 0 ? Math.ceil(exact / design.visit) * design.visit : exact
      // Seen a few days before or after the visit was due.
      const time = design.visit > 0 ? seen + 0.1 * (random.uniform() - 0.5) : seen
      return { arm, time: Math.max(0.03, Math.min(time, censored)), event: time <= censored ? 1 : 0 }
    }),
  )
  return patients({
    arms: ['reference', 'comparator'],
    time: rows.map(({ time }) => Math.round(time * 30.4375) / 30.4375),
    event: rows.map(({ event }) => event),
    assigned: rows.map(({ arm }) => arm),
  })
}

/** One arm as a paper prints it. */
export function armSummary(
  rows: Patients,
  times: readonly number[],
  intervals: boolean,
  decimals: number,
): Summary['arms'][number] {
  const km = kaplanMeier(rows)
  const median = survivalQuantile(km, 0.5)
  const limit = (it: number | null): string => (it === null ? 'NE' : print(it, 1))
  const [value, lower, upper] =
    median.kind === 'value'
      ? [print(median.value, 1), limit(median.lower), limit(median.upper)]
      : ['NR', limit(median.kind === 'not-reached' ? median.lower : null), 'NE']
  const landmarks = times.map((time) => {
    const at = stepAt(km.time, time)
    const survival = (column: ArrayLike<number>): string => print(100 * (at < 0 ? 1 : column[at]!), decimals)
    const printed = { time, percent: survival(km.survival) }
    const known = intervals && at >= 0 && !Number.isNaN(km.lower[at]!) && km.lower[at]! < km.upper[at]!
    return known ? { ...printed, lo: survival(km.lower), hi: survival(km.upper) } : printed
  })
  return {
    name: '',
    n: rows.time.length,
    median: lower === 'NE' ? { value } : { value, lo: lower, hi: upper },
    landmarks,
    events: [...rows.event].reduce((sum, it) => sum + it, 0),
    at_risk: { times: [0, ...times], n: [0, ...times].map((time) => rows.time.filter((it) => it >= time).length) },
  }
}

function print(value: number, decimals: number): string {
  return value.toFixed(decimals)
}

export function printP(p: number): string {
  if (p < 0.001) return '<0.001'
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2)
}
