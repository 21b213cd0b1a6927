import { readFileSync } from 'node:fs'
import { patients, type Patients } from '../../src/survival/patients.ts'

export interface Rows {
  readonly time: readonly number[]
  readonly event: readonly number[]
  readonly arm: readonly number[]
}
interface Mixed {
  readonly median: number
  readonly survival: readonly number[]
  readonly rmst: number
}
interface Shifted {
  readonly patients: number
  readonly p: number
  readonly pAfter: number
}

interface Golden {
  readonly forward: Readonly<Record<string, Readonly<Record<string, Mixed>>>>
  readonly ittPatients: readonly {
    readonly median: number
    readonly logHazardRatio: number
    readonly standardError: number
  }[]
  readonly drift: {
    readonly data: Rows
    readonly byMultiplier: readonly {
      readonly multiplier: number
      readonly logHazardRatio: number
      readonly standardError: number
      readonly survival: readonly number[]
      readonly difference: readonly number[]
      readonly median: readonly number[]
      readonly rmst: readonly number[]
      readonly rmstDifference: readonly number[]
    }[]
  }
  readonly response: readonly {
    readonly k: number
    readonly exact: readonly number[]
    readonly wilson: readonly number[]
    readonly difference: readonly number[]
  }[]
  readonly illness: Readonly<Record<'alpha' | 'gamma' | 'beta' | 'naiveRate', number>> &
    Readonly<Record<'time' | 'waiting' | 'infused' | 'eventBefore' | 'eventAfter' | 'everInfused', readonly number[]>>
  readonly evalues: readonly {
    readonly hazardRatio: number
    readonly lower: number
    readonly upper: number
    readonly common: number
    readonly point: number
    readonly limit: number
  }[]
  readonly fragility: readonly {
    readonly counts: readonly [number, number, number, number]
    readonly p: number
    readonly reverse: number
    readonly patients: number | null
    readonly pAfter: number | null
  }[]
  readonly sifi: Readonly<Record<string, Shifted & { readonly data: Rows }>>
  readonly bias: { readonly mean: number; readonly standardDeviation: number; readonly quantiles: readonly number[] }
  readonly priors: Readonly<Record<'beta' | 'gamma' | 'logNormal', readonly number[]>>
}

/** What tests/golden/scenario-assumptions.R computed. */
export const golden = JSON.parse(
  readFileSync(new URL('../golden/scenario-assumptions.json', import.meta.url), 'utf8'),
) as Golden

export function rowsToPatients({ time, event, arm }: Rows): Patients {
  return patients({ arms: ['control', 'new'], time, event, assigned: arm })
}

export function near(found: number | null | undefined, expected: number | null | undefined, tolerance: number): void {
  if (Math.abs((found ?? NaN) - (expected ?? NaN)) <= tolerance) return
  throw new Error(`${String(found)} is not ${String(expected)} within ${tolerance}`)
}
