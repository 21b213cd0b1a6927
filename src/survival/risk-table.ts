import type { Patients } from './patients.ts'
import { requireNumbers } from './require-numbers.ts'
import { requirePatients } from './require-patients.ts'

/** Numbers of one arm at the times of a risk table. */
export interface RiskTableArm {
  readonly name: string
  /** Still in follow-up just before the time (time >= t, and entered). */
  readonly nRisk: readonly number[]
  /** With an event up to and including the time. */
  readonly nEvent: readonly number[]
  /** Censored up to and including the time. */
  readonly nCensor: readonly number[]
}

export interface RiskTable {
  readonly times: readonly number[]
  readonly arms: readonly RiskTableArm[]
}

/**
 * Numbers at risk per arm, with cumulative events and censorings (sums of weights, where there are weights).
 *
 * @param times finite, >= 0, in any order; otherwise a RangeError. At time 0 those who enter at 0 are counted.
 *
 * Agrees with R `summary(survfit, times)$n.risk` where nobody enters late. With delayed entry these are the patients in follow-up at
 * the time itself (start < t <= time); R counts those at the next time of its curve.
 *
 * @example
 * ```ts
 * import { patients, riskTable } from 'remeier/survival'
 * riskTable(patients({ time: [1, 2, 3], event: [1, 0, 1] }), [0, 2]).arms[0].nRisk // => [3, 2]
 * ```
 */
export function riskTable(patients: Patients, times: ArrayLike<number>): RiskTable {
  requirePatients(patients, 'riskTable')
  requireNumbers('riskTable', times, (t) => t >= 0 && t < Infinity, 'a list of finite times >= 0')
  const list = Array.from(times)
  const { time, event, assigned, start, weight } = patients
  const arms = patients.arms.map((name, index) => {
    const nRisk = list.map(() => 0)
    const nEvent = list.map(() => 0)
    const nCensor = list.map(() => 0)
    for (let i = 0; i < time.length; i++) {
      if (assigned[i] !== index) continue
      const w = weight ? weight[i]! : 1
      list.forEach((t, k) => {
        const entered = !start || start[i]! < t || start[i] === 0
        if (time[i]! >= t && entered) nRisk[k]! += w
        if (time[i]! <= t) (event[i] === 1 ? nEvent : nCensor)[k]! += w
      })
    }
    return { name, nRisk, nEvent, nCensor }
  })
  return { times: list, arms }
}
