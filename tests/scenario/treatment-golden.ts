import { readFileSync } from 'node:fs'
import { patients, type Patients } from '../../src/survival/patients.ts'

export interface GoldenCox {
  readonly log: number
  readonly se: number
}
export interface GoldenExtreme extends GoldenCox {
  readonly difference18: number
}
export interface GoldenEffect {
  readonly time: number
  readonly difference: number
  readonly differenceError: number
  readonly logRatio: number
  readonly logRatioError: number
  readonly survival: number
  readonly survivalError: number
  readonly chiSquared: number
  readonly needed: number
}
export interface GoldenAdjusted {
  readonly psi: number
  readonly log: number
  readonly modelError: number
  readonly error: number
}
export interface GoldenSwitching {
  readonly crossings: {
    readonly zero: readonly number[]
    readonly plus: readonly number[]
    readonly minus: readonly number[]
  }
  readonly rpsftm: GoldenAdjusted
  readonly ipe: GoldenAdjusted
  readonly twoStage: GoldenAdjusted
  readonly z: readonly number[]
}
export interface TreatmentGolden {
  readonly patients: {
    readonly arm: readonly number[]
    readonly time: readonly number[]
    readonly event: readonly number[]
    readonly infusion: readonly (number | null)[]
    readonly cutoff: readonly number[]
  }
  readonly window: number
  readonly effects: readonly GoldenEffect[]
  readonly treated: Readonly<Record<string, GoldenCox>>
  readonly tests: Readonly<Record<string, number>>
  readonly censoring: {
    readonly early: readonly { readonly time: number; readonly censored: readonly number[]; readonly p: number }[]
    readonly chiSquared: number
    readonly median: readonly number[]
    readonly worst: GoldenExtreme
    readonly best: GoldenExtreme
  }
  readonly visits: GoldenCox & { readonly time: readonly number[]; readonly event: readonly number[] }
  readonly switching: {
    readonly patients: {
      readonly arm: readonly number[]
      readonly time: readonly number[]
      readonly event: readonly number[]
      readonly cutoff: readonly number[]
      readonly switched: readonly (number | null)[]
      readonly progression: readonly (number | null)[]
    }
    readonly recensored: GoldenSwitching
    readonly plain: GoldenSwitching
    readonly model: { readonly intercept: number; readonly scale: number }
    readonly naive: Readonly<Record<string, GoldenCox>>
  }
}

// Written by tests/golden/scenario-treatment.R.
export const golden: TreatmentGolden = JSON.parse(
  readFileSync(new URL('../golden/scenario-treatment.json', import.meta.url), 'utf8'),
) as TreatmentGolden

/** Two arms: in `new` some are infused. */
export function goldenPatients(): Patients {
  const { arm, time, event, infusion, cutoff } = golden.patients
  return patients({
    arms: ['old', 'new'],
    time,
    event,
    assigned: arm,
    infusion: infusion.map((it) => it ?? NaN),
    administrative: cutoff,
  })
}
