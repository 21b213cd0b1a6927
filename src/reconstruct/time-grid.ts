import type { ArmEvidence } from '../evidence/evidence.ts'
import { printedNumber } from './printed-number.ts'

const steps = 200

/** Times in months at which an arm's figures pin its curve, ascending, within the horizon. */
export function anchorsOf(arm: ArmEvidence, horizon: number): number[] {
  const times = new Set<number>()
  const add = (time: number | undefined) => {
    if (time !== undefined && time > 0 && time <= horizon) times.add(time)
  }
  add(printedNumber(arm.median?.estimate)?.value)
  for (const landmark of arm.landmarks) if (printedNumber(landmark.estimate) !== null) add(landmark.time)
  for (const { tau, estimate } of arm.restrictedMeans ?? []) if (printedNumber(estimate) !== null) add(tau)
  for (const { time, count } of arm.atRisk) if (printedNumber(count) !== null) add(time)
  return [...times].sort((a, b) => a - b)
}

/** The grid of the curves: 200 equal steps to the horizon, every time at which some figure stands, and where visits bend a curve. */
export function timeGrid(arms: readonly ArmEvidence[], horizon: number, bends: readonly number[] = []): Float64Array {
  const times = new Set<number>()
  for (let i = 0; i <= steps; i += 1) times.add((i / steps) * horizon)
  for (const arm of arms) for (const time of anchorsOf(arm, horizon)) times.add(time)
  for (const time of bends) if (time > 0 && time < horizon) times.add(time)
  return Float64Array.from(times).sort()
}
