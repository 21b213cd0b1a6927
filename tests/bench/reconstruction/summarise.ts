import type { Comparison, Level } from './bed.ts'
import type { ArmScore, Score } from './score.ts'

export interface Scored {
  readonly level: Level
  readonly comparison: Comparison
  /** Milliseconds. */
  readonly time: { readonly curve: number; readonly all: number }
  /** Null: refused, nothing in the figures tells of time. */
  readonly score: Score | null
}

export interface Summary {
  readonly comparisons: number
  readonly refused: number
  readonly error: readonly [number, number]
  readonly smoothError: readonly [number, number]
  readonly worst: number
  readonly rmst: readonly [number, number]
  readonly covered: number
  readonly coveredSmall: number
  readonly coveredEarly: number
  readonly reproduced: number
  readonly predictedInside: number
  readonly logRatio: number
  readonly logRatioUntold: number
  readonly curveTime: readonly [number, number]
  readonly time: readonly [number, number]
}

/** Medians and 90th percentiles over arms; shares over time of all arms alike. */
export function summarise(scored: readonly Scored[]): Summary {
  const scores = scored.flatMap((it) => (it.score === null ? [] : [it.score]))
  const arms = scores.flatMap((it) => it.arms)
  const both = (values: number[]): [number, number] => [quantile(values, 0.5), quantile(values, 0.9)]
  const of = (key: keyof ArmScore): number[] => arms.map((arm) => arm[key])
  const early = arms.filter((arm) => arm.early > 0)
  const total = (key: 'figures' | 'reproduced' | 'predicted' | 'predictedInside'): number =>
    scores.reduce((sum, it) => sum + it[key], 0)
  return {
    comparisons: scores.length,
    refused: scored.length - scores.length,
    error: both(of('error')),
    smoothError: both(of('smoothError')),
    worst: Math.max(...of('error')),
    rmst: both(of('rmst')),
    covered: mean(of('covered')),
    coveredSmall: mean(arms.filter((arm) => arm.patients < 50).map((arm) => arm.covered)),
    coveredEarly:
      early.reduce((sum, arm) => sum + arm.coveredEarly * arm.early, 0) /
      early.reduce((sum, arm) => sum + arm.early, 0),
    reproduced: total('reproduced') / total('figures'),
    predictedInside: total('predictedInside') / total('predicted'),
    logRatio: quantile(finite(scores.map((it) => it.logRatio)), 0.5),
    logRatioUntold: quantile(finite(scores.map((it) => it.logRatioUntold)), 0.5),
    curveTime: both(scored.map((it) => it.time.curve)),
    time: both(scored.map((it) => it.time.all)),
  }
}

const finite = (values: readonly number[]): number[] => values.filter(Number.isFinite)

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
