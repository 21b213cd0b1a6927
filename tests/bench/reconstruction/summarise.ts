import type { ArmDistance } from './distances.ts'
import type { Scored } from './rebuild.ts'
import type { ArmScore } from './score.ts'

export interface Summary {
  readonly rebuilt: number
  readonly refused: number
  readonly failed: number
  readonly error: readonly [number, number]
  readonly smoothError: readonly [number, number]
  readonly worst: number
  readonly rmst: readonly [number, number]
  readonly covered: number
  readonly coveredSmall: number
  readonly coveredEarly: number
  readonly reproduced: number
  readonly atRiskNear: number
  readonly predictedInside: number
  readonly logRatio: number
  readonly logRatioUntold: number
  /** Milliseconds of processor time of a curve alone, and of all of a comparison. */
  readonly curveTime: readonly [number, number]
  readonly time: readonly [number, number]
}

/** Medians and 90th percentiles over arms; shares over time of all arms alike. */
export function summarise(scored: readonly Scored[]): Summary {
  const scores = scored.flatMap((it) => (it.score === null ? [] : [it.score]))
  const arms = scores.flatMap((it) => it.arms)
  const distances = scores.flatMap((it) => it.distances.arms)
  const both = (values: number[]): [number, number] => [quantile(values, 0.5), quantile(values, 0.9)]
  const of = (key: keyof ArmScore): number[] => arms.map((arm) => arm[key])
  const apart = (key: keyof ArmDistance): number[] => distances.map((it) => it[key])
  const early = arms.filter((arm) => arm.early > 0)
  const total = (key: 'figures' | 'reproduced' | 'atRisk' | 'atRiskNear' | 'predicted' | 'predictedInside'): number =>
    scores.reduce((sum, it) => sum + it[key], 0)
  const count = (kind: Scored['kind']): number => scored.filter((it) => it.kind === kind).length
  return {
    rebuilt: count('rebuilt'),
    refused: count('refused'),
    failed: count('failed'),
    error: both(apart('error')),
    smoothError: both(of('smoothError')),
    worst: quantile(apart('error'), 1),
    rmst: both(apart('rmst')),
    covered: mean(of('covered')),
    coveredSmall: mean(arms.filter((arm) => arm.patients < 50).map((arm) => arm.covered)),
    coveredEarly:
      early.reduce((sum, arm) => sum + arm.coveredEarly * arm.early, 0) /
      early.reduce((sum, arm) => sum + arm.early, 0),
    reproduced: total('reproduced') / total('figures'),
    atRiskNear: total('atRiskNear') / total('atRisk'),
    predictedInside: total('predictedInside') / total('predicted'),
    logRatio: quantile(finite(scores.map((it) => it.distances.logRatio)), 0.5),
    logRatioUntold: quantile(finite(scores.map((it) => it.logRatioUntold)), 0.5),
    curveTime: both(finite(scored.map((it) => it.time.curve))),
    time: both(finite(scored.map((it) => it.time.all))),
  }
}

export const finite = (values: readonly number[]): number[] => values.filter(Number.isFinite)

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

/** Type 7, as R's; NaN of nothing. */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) return NaN
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
