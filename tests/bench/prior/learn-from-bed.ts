import { gridFraction, gridSize } from '../../../src/reconstruct/grid.ts'
import { horizonClues } from '../../../src/reconstruct/horizon-clues.ts'
import { horizonOf } from '../../../src/reconstruct/horizon.ts'
import type { PriorData } from '../../../src/reconstruct/learnt-prior.ts'
import { priorFeatures } from '../../../src/reconstruct/learnt-prior.ts'
import { paceOf } from '../../../src/reconstruct/pace.ts'
import { printedNumber } from '../../../src/reconstruct/printed-number.ts'
import { armSize } from '../../../src/reconstruct/state.ts'
import { armAt } from '../../../src/survival/arm.ts'
import type { KaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { reverseKaplanMeier } from '../../../src/survival/reverse-kaplan-meier.ts'
import type { Comparison } from '../reconstruction/comparison.ts'
import { compress } from './compress.ts'
import { learnHorizon } from './learn-horizon.ts'
import type { LearningArm, LearningCase } from './learn.ts'
import { learn } from './learn.ts'
import { start } from './start.ts'

export const settings = { iterations: 8, ridge: 10, shrinkage: 25, rank: 20, horizonRidge: 10 } as const

/** The prior that a set of comparisons teaches. */
export function learnFromBed(bed: readonly Comparison[]): PriorData {
  const cases = bed.map(learningCase)
  const learnt = learn(cases, start(cases[0]!.features.length), settings)
  const sources = [...new Set(bed.map((it) => it.source))].sort()
  const horizons = bed.flatMap((it) => {
    const { L1 } = it.evidence
    const clues = horizonClues(L1, printedNumber(L1.events)?.value ?? null)
    return clues === null ? [] : [{ clues, horizon: horizonFor(it) }]
  })
  return {
    format: 'remeier-prior/1',
    name: `a prior learnt from ${bed.length} two-arm comparisons of ${sources.length} sources`,
    learntFrom: { comparisons: bed.map((it) => it.id).sort(), sources, settings },
    mean: learnt.mean.map((row) => Array.from(row, digits)),
    ...compress(learnt, settings.rank, digits),
    horizon: learnHorizon(horizons, settings.horizonRidge).map(digits),
  }
}

/** Three decimals on a log scale: a tenth of a percent of a hazard. */
function digits(x: number): number {
  return Math.round(x * 1000) / 1000 + 0
}

/** A comparison as the reconstruction would meet it: class, horizon and pace from its figures, curves from its patients. */
function learningCase(it: Comparison): LearningCase {
  const { class: of, truth, evidence } = it
  const horizon = horizonFor(it)
  const features = priorFeatures({ class: of, horizon, pace: paceOf(evidence.L2, horizon) })
  return { features, arms: truth.arms.map((_, index) => learningArm(truth, index, horizon)) }
}

function learningArm(truth: Comparison['truth'], index: number, horizon: number): LearningArm {
  const own = armAt(truth, index)
  const hazard = new Float64Array(armSize)
  const end = own.time.at(-1)!
  hazard.set(onGrid(kaplanMeier(own), end, horizon), 0)
  hazard.set(onGrid(reverseKaplanMeier(own), end, horizon), gridSize)
  return { n: own.time.length, hazard }
}

/** -log of a curve at the points of the grid; NaN beyond its end, and from where it is 0. */
function onGrid(curve: KaplanMeier, end: number, horizon: number): Float64Array {
  const found = new Float64Array(gridSize).fill(Number.NaN)
  let step = -1
  for (let j = 0; j < gridSize; j += 1) {
    const time = gridFraction[j]! * horizon
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
