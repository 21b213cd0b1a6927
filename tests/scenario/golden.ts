import { readFileSync } from 'node:fs'
import { patients, type Patients } from '../../src/survival/patients.ts'

interface GoldenRow {
  readonly time: number
  readonly event: number
  readonly reason: number
  readonly administrative: number
  readonly arm: number
}

interface Golden {
  readonly mixture: {
    readonly share: number
    readonly time: readonly number[]
    readonly arm: readonly number[]
    readonly control: readonly number[]
    readonly infused: Readonly<
      Record<
        string,
        {
          readonly raw: readonly number[]
          readonly above1: boolean
          readonly below0: boolean
          readonly nonMonotone: boolean
          readonly repaired: readonly number[]
        }
      >
    >
    readonly lag: { readonly time: readonly number[]; readonly probability: readonly number[] }
    readonly infusedRate: number
    readonly forward: readonly number[]
  }
  readonly censoring: {
    readonly patients: readonly GoldenRow[]
    readonly byDelta: readonly {
      readonly delta: number
      readonly survival: readonly number[]
      readonly standardError12: number
    }[]
    readonly reference: { readonly survival: number; readonly difference: number; readonly standardError: number }
    readonly greenwood12: number
    readonly kaplanMeier12: number
    readonly worst12: readonly [number, number]
    readonly best12: readonly [number, number]
  }
  readonly tipping: { readonly median: readonly number[]; readonly upper: readonly number[] }
  readonly rubin: {
    readonly values: readonly number[]
    readonly variances: readonly number[]
    readonly value: number
    readonly within: number
    readonly between: number
    readonly standardError: number
    readonly degreesOfFreedom: number
  }
  readonly fisher: readonly number[]
}

/** What tests/golden/scenario.R computed. */
export const golden: Golden = JSON.parse(
  readFileSync(new URL('../golden/scenario.json', import.meta.url), 'utf8'),
) as Golden

/** The two invented arms of the censoring tests, with reasons and administrative times. */
export function goldenPatients(): Patients {
  const rows = golden.censoring.patients
  return patients({
    arms: ['control', 'new'],
    time: rows.map((it) => it.time),
    event: rows.map((it) => it.event),
    assigned: rows.map((it) => it.arm),
    reason: rows.map((it) => it.reason),
    administrative: rows.map((it) => it.administrative),
  })
}
