import type { RandomNumbers } from '../../../src/numeric/random-stream.ts'
import { control, experimental, type Paper } from './paper.ts'
import { cutOffBetween, lifetime, observed, type SimulatedPatient } from './simulated-patients.ts'

export interface ArmDesign {
  readonly size: number
  /** Months. */
  readonly median: number
}

/** What every paper of a two-arm trial has here unless a family says otherwise. */
export const usualPaper = {
  endpoint: 'PFS',
  clock: 'randomisation',
  population: 'randomised',
  landmarks: [6, 12, 18],
  followUp: 'reverse Kaplan-Meier',
} as const

/** A two-arm trial of exponential times, control first; `change` may give a patient another course. */
export function drawArms(
  random: RandomNumbers,
  designs: readonly [ArmDesign, ArmDesign],
  change: (patient: SimulatedPatient) => SimulatedPatient = (it) => it,
): Paper {
  const all = designs.flatMap(({ size, median }, arm) =>
    Array.from({ length: size }, () => change({ arm, event: lifetime(random, median), ...followed(random) })),
  )
  return paperOf(all)
}

/** Cut-off at 10 to 30 months, drop-out 0.5% a month. */
export function followed(random: RandomNumbers): Pick<SimulatedPatient, 'cutOff' | 'dropOut'> {
  return { cutOff: cutOffBetween(random, 10, 30), dropOut: random.exponential() / 0.005 }
}

export function paperOf(all: readonly SimulatedPatient[]): Paper {
  return {
    ...usualPaper,
    patients: observed([control, experimental], all),
    potential: all.map((it) => it.cutOff),
  }
}
