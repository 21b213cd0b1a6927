import { readFileSync } from 'node:fs'

/** Reference values of base R, written by tests/golden/statistics.R. */
interface Golden {
  readonly beta: readonly { p: number; a: number; b: number; x: number }[]
  readonly gamma: readonly { p: number; shape: number; scale: number; x: number }[]
  readonly chiSquared: readonly { p: number; df: number; x: number }[]
  readonly descriptives: Readonly<
    Record<
      string,
      {
        values: number[]
        mean: number
        sd: number | null
        min: number
        max: number
        probabilities: number[]
        quantiles: number[]
      }
    >
  >
  readonly proportions: readonly {
    count: number
    total: number
    level: number
    clopperPearson: Limits
    wilson: Limits
    wilsonContinuity: Limits
    jeffreys: Limits
    wald: Limits
    standardError: number
    agrestiCoull: Limits
  }[]
  readonly comparisons: readonly {
    x1: number
    n1: number
    x0: number
    n0: number
    level: number
    difference: number
    newcombe: Limits
    oddsRatio?: Ratio
    riskRatio?: Ratio
  }[]
}

type Limits = [number, number]

interface Ratio {
  value: number
  limits: Limits
  standardError: number
}

const parsed: unknown = JSON.parse(readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'))

export const golden = parsed as Golden
