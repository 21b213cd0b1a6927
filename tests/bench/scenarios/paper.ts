import type { Patients } from '../../../src/survival/patients.ts'

/** A simulated trial and what its paper says of it; the reference arm first, or a single arm. */
export interface Paper {
  /** What the paper saw: times in months from its clock. */
  readonly patients: Patients
  readonly endpoint: 'PFS' | 'OS'
  readonly clock: string
  readonly population: string
  /** Months at which survival is printed. */
  readonly landmarks: readonly number[]
  readonly followUp: 'reverse Kaplan-Meier' | 'potential'
  /** Time from entry to the cut-off of each patient, in any order: what potential follow-up is a figure of. */
  readonly potential: readonly number[]
  readonly flow?: Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>
  readonly response?: { readonly arm: string; readonly responders: number; readonly of: number }
}

export const control = 'control'
export const experimental = 'experimental'
