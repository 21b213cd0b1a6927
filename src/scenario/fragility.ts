import { logRank } from '../survival/log-rank.ts'
import { patients as patientsOf, type Patients } from '../survival/patients.ts'
import { fisherExact } from './early-censoring.ts'
import type { Counts } from './outcome.ts'

export type Fragility =
  | {
      readonly kind: 'value'
      /** `fragility`: the p-value was below alpha and is no longer; `reverse`: the other way. */
      readonly direction: 'fragility' | 'reverse'
      /** How many patients had to be changed. */
      readonly patients: number
      readonly pValue: number
      readonly pAfter: number
    }
  /** No number of changed patients carries the p-value over alpha. */
  | { readonly kind: 'not-estimable'; readonly reason: string; readonly pValue: number }

/**
 * Fragility index: in the arm with the lower proportion of events, patients without the event get it one by one (reverse: with the event lose it),
 * until Fisher's exact two-sided p crosses alpha. Where the proportions are equal the first arm is changed. It restates the p-value together
 * with the size of the trial, and says nothing about bias: diagnostic.
 *
 * Throws a RangeError for counts that do not fit together, or alpha outside (0, 1).
 *
 * [Walsh2014]. Agrees with R `fisher.test` step by step: the same number, p to 1e-9.
 *
 * @example
 * ```ts
 * import { fragility } from 'remeier'
 * fragility({ events: 2, patients: 20 }, { events: 10, patients: 20 }).patients // => 2
 * ```
 */
export function fragility(first: Counts, second: Counts, alpha = 0.05): Fragility {
  requireAlpha(alpha)
  for (const { events, patients } of [first, second])
    if (!(Number.isInteger(events) && Number.isInteger(patients) && events >= 0 && events <= patients && patients > 0))
      throw new RangeError(
        `fragility: whole numbers with events <= patients are required, got ${events} of ${patients}`,
      )
  const changesFirst = first.events / first.patients <= second.events / second.patients
  const [changed, fixed] = changesFirst ? [first, second] : [second, first]
  const pAt = (events: number): number => fisherExact(events, changed.patients, fixed.events, fixed.patients)
  const pValue = pAt(changed.events)
  const significant = pValue < alpha
  const step = significant ? 1 : -1
  for (let events = changed.events + step; events >= 0 && events <= changed.patients; events += step) {
    const pAfter = pAt(events)
    if (pAfter < alpha === significant) continue
    const patients = Math.abs(events - changed.events)
    return { kind: 'value', direction: significant ? 'fragility' : 'reverse', patients, pValue, pAfter }
  }
  return { kind: 'not-estimable', reason: 'no number of changed patients carries the p-value over alpha', pValue }
}

/**
 * Survival-inferred fragility: the patient with the longest time in the better arm (fewer events than expected) goes to the other arm, one by one
 * (reverse: from the worse arm to the better), until the two-sided log-rank p crosses alpha. Of patients with the same time the censored go
 * first. Diagnostic, as above.
 *
 * Throws a RangeError unless there are two arms and alpha lies in (0, 1).
 *
 * [Bomze2020]. Agrees with R `survdiff` step by step: the same number, p to 1e-9.
 *
 * @example
 * ```ts
 * import { survivalFragility } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 2, 3, 4, 5, 6, 2, 4, 7, 8, 9, 9], event: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0], assigned: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1] })
 * survivalFragility(p).patients // => 1
 * ```
 */
export function survivalFragility(patients: Patients, alpha = 0.05): Fragility {
  requireAlpha(alpha)
  const start = logRank(patients)
  if (start.kind !== 'value') return { ...start, pValue: NaN }
  const { pValue } = start
  const significant = pValue < alpha
  const better = start.z < 0 ? 1 : 0
  const from = significant ? better : 1 - better
  const assigned = patients.assigned.slice()
  // Rows ascend in time, events before censorings: the longest, censored first, is the last.
  for (let row = assigned.length - 1, moved = 0; row >= 0; row--) {
    if (assigned[row] !== from) continue
    assigned[row] = 1 - from
    moved++
    const now = logRank(patientsOf({ ...patients, assigned }))
    if (now.kind !== 'value' || now.pValue < alpha === significant) continue
    return {
      kind: 'value',
      direction: significant ? 'fragility' : 'reverse',
      patients: moved,
      pValue,
      pAfter: now.pValue,
    }
  }
  return { kind: 'not-estimable', reason: 'no number of moved patients carries the p-value over alpha', pValue }
}

function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`fragility: alpha on (0, 1) is required, got ${alpha}`)
}
