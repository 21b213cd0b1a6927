import { gridFraction, gridSize } from '../../../src/reconstruct/grid.ts'
import { horizonClues } from '../../../src/reconstruct/horizon-clues.ts'
import { horizonOf } from '../../../src/reconstruct/horizon.ts'
import type { PriorData } from '../../../src/reconstruct/learnt-prior.ts'
import { monthsFeatures, priorFeatures } from '../../../src/reconstruct/learnt-prior.ts'
import { gridMonths } from '../../../src/reconstruct/months-grid.ts'
import { paceOf } from '../../../src/reconstruct/pace.ts'
import { printedNumber } from '../../../src/reconstruct/printed-number.ts'
import { armSize } from '../../../src/reconstruct/state.ts'
import { armAt } from '../../../src/survival/arm.ts'
import type { KaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { reverseKaplanMeier } from '../../../src/survival/reverse-kaplan-meier.ts'
import type { Comparison } from '../reconstruction/comparison.ts'
import { compress } from './compress.ts'
import { enough, learnHorizon } from './learn-horizon.ts'
import type { LearningArm, LearningCase } from './learn.ts'
import { learn } from './learn.ts'
import { start } from './start.ts'

export const settings = { iterations: 8, ridge: 10, shrinkage: 25, rank: 20, horizonRidge: 10 } as const

/** A usual end of follow-up, months: what stands for it where time is not a share of it. */
const usualHorizon = 36

/** The prior that a set of comparisons teaches, see teachers-among.ts for what they need. */
export function learnFromBed(bed: readonly Comparison[]): PriorData {
  if (bed.length === 0) throw new RangeError('learnFromBed: comparisons are required, got none')
  const met = bed.map(meet)
  const byShare = met.map((it) => {
    const times = gridFraction.map((u) => u * it.horizon)
    return learningCase(it, priorFeatures(it), times)
  })
  const byMonths = met.map((it) => learningCase(it, monthsFeatures(it), gridMonths))
  const usualShare = gridMonths.map((t) => t / usualHorizon)
  const lawOf = (cases: readonly LearningCase[], points: Float64Array, size: number) =>
    compress(learn(cases, start(cases[0]!.features.length, points), settings), size, settings.rank, digits)
  const sources = [...new Set(bed.map((it) => it.source))].sort()
  const horizons = bed.flatMap((it) => {
    const { L1 } = it.evidence
    const clues = horizonClues(L1, printedNumber(L1.events)?.value ?? null)
    return clues === null ? [] : [{ clues, horizon: horizonFor(it) }]
  })
  return {
    format: 'remeier-prior/2',
    name: `a prior learnt from ${bed.length} two-arm comparisons of ${sources.length} sources`,
    learntFrom: {
      comparisons: bed.map((it) => it.id).sort(),
      sources,
      settings: horizons.length < enough ? { ...settings, horizonComparisons: horizons.length } : settings,
    },
    byShare: lawOf(byShare, gridFraction, armSize),
    byMonths: lawOf(byMonths, usualShare, gridSize),
    horizon: learnHorizon(horizons, settings.horizonRidge).map(digits),
  }
}

/** Three decimals on a log scale: a tenth of a percent of a hazard. */
function digits(x: number): number {
  return Math.round(x * 1000) / 1000 + 0
}

/** A comparison as the reconstruction would meet it: class, horizon and pace from its figures; and its patients. */
interface Met {
  readonly class: Comparison['class']
  readonly horizon: number
  readonly pace: number
  readonly truth: Comparison['truth']
}

function meet(it: Comparison): Met {
  const horizon = horizonFor(it)
  return { class: it.class, horizon, pace: paceOf(it.evidence.L2, horizon), truth: it.truth }
}

function learningCase({ truth }: Met, features: readonly number[], times: Float64Array): LearningCase {
  return { features, arms: truth.arms.map((_, index) => learningArm(truth, index, times)) }
}

function learningArm(truth: Comparison['truth'], index: number, times: Float64Array): LearningArm {
  const own = armAt(truth, index)
  const hazard = new Float64Array(armSize)
  const end = own.time.at(-1)!
  hazard.set(atTimes(kaplanMeier(own), end, times), 0)
  hazard.set(atTimes(reverseKaplanMeier(own), end, times), gridSize)
  return { n: own.time.length, hazard }
}

/** -log of a curve at some times; NaN beyond its end, and from where it is 0. */
function atTimes(curve: KaplanMeier, end: number, times: Float64Array): Float64Array {
  const found = new Float64Array(gridSize).fill(Number.NaN)
  let step = -1
  for (let j = 0; j < gridSize; j += 1) {
    const time = times[j]!
    if (time > end * (1 + 1e-9)) break
    while (step + 1 < curve.time.length && curve.time[step + 1]! <= time * (1 + 1e-12)) step += 1
    const survival = step < 0 ? 1 : curve.survival[step]!
    if (survival <= 0) break
    found[j] = -Math.log(survival)
  }
  return found
}

/** The end of the curves as the reconstruction would set it; the latest time where nobody was censored, so that no follow-up is printed. */
function horizonFor({ truth, evidence }: Comparison): number {
  const { months } = horizonOf(evidence.L2, { horizon: () => Number.POSITIVE_INFINITY })!
  return Number.isFinite(months) ? months : truth.time.at(-1)!
}
