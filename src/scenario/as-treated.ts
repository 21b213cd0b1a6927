import { requireTwoArms } from '../survival/arm.ts'
import { patients as patientsOf, type Patients, selectRows } from '../survival/patients.ts'
import { timeWindow } from '../survival/time-window.ts'

/** A way of comparing those who were infused, where arm 1 is the arm that was to be infused. Times in months. */
export type AsTreated =
  /** Never infused patients of arm 1 are left out. */
  | { readonly kind: 'drop' }
  /** They are counted in arm 0. */
  | { readonly kind: 'move to control' }
  /** They are censored at the window; their events up to it count. */
  | { readonly kind: 'censor at window'; readonly window: number }
  /** None of their events counts: they are censored at their own time. */
  | { readonly kind: 'count as censored' }
  /** They are left out, and the others are followed from infusion; arm 0 from randomisation. */
  | { readonly kind: 'from infusion' }
  /** Everybody is followed from randomisation: as arm 0 until the infusion, as arm 1 from then on. */
  | { readonly kind: 'time-dependent' }
  /** Never infused patients are left out, the others are at risk from the infusion on, on the clock of randomisation. */
  | { readonly kind: 'delayed entry' }
  /** Those still in follow-up after `at`: as arm 1 if infused by then, the others of arm 1 left out or counted in arm 0. */
  | { readonly kind: 'landmark'; readonly at: number; readonly others: 'drop' | 'move to control' }

/**
 * Patients grouped by the treatment that they got instead of the one that they were assigned. None of these groupings estimates a causal
 * effect: who is infused has lived long enough to be (guarantee time), and is chosen. 'time-dependent', 'delayed entry' and 'landmark'
 * remove the guarantee time and leave the selection; the others do not even that. They show how far an as-treated figure can stand from the randomised one.
 *
 * Infused is who has an `infusion` before the end of the follow-up; an infusion at that very time leaves nobody at risk and counts as none.
 * Infusions in arm 0 count only for 'time-dependent' and a landmark that moves.
 *
 * @param pair two arms with `infusion`, without delayed entry; otherwise a RangeError
 * @returns the patients regrouped, for any estimator; a patient of 'time-dependent' has two rows
 *
 * [Anderson1983] [Suissa2008]. Cox models of the result agree with R `coxph` of the same rows to 1e-9.
 *
 * @example
 * ```ts
 * import { asTreated } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [2, 3, 1, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1], infusion: [NaN, NaN, NaN, 2] })
 * asTreated(p, { kind: 'drop' }).time // => [2, 3, 4]
 * asTreated(p, { kind: 'time-dependent' }).time // => [1, 2, 2, 3, 4]
 * ```
 */
export function asTreated(pair: Patients, how: AsTreated): Patients {
  requireTwoArms(pair, 'asTreated')
  const { infusion, start } = pair
  if (infusion === undefined || start !== undefined)
    throw new RangeError('asTreated: patients with times of infusion and without delayed entry are required')
  const { time, event, assigned } = pair
  const infused = time.map((t, row) => (infusion[row]! < t ? 1 : 0))
  const never = (row: number): boolean => assigned[row] === 1 && infused[row] === 0
  const onlyInfused = (): Patients =>
    selectRows(
      pair,
      rowsWhere(time.length, (row) => !never(row)),
    )
  switch (how.kind) {
    case 'drop':
      return onlyInfused()
    case 'move to control':
      return { ...pair, assigned: assigned.map((arm, row) => (never(row) ? 0 : arm)) }
    case 'count as censored':
      return patientsOf({ ...pair, event: event.map((it, row) => (never(row) ? 0 : it)) })
    case 'censor at window': {
      requireTime('window', how.window)
      const late = (row: number): boolean => never(row) && time[row]! > how.window
      return patientsOf({
        ...pair,
        time: time.map((t, row) => (late(row) ? how.window : t)),
        event: event.map((it, row) => (late(row) ? 0 : it)),
      })
    }
    case 'from infusion':
      return fromInfusion(onlyInfused())
    case 'delayed entry': {
      const chosen = onlyInfused()
      return { ...chosen, start: chosen.time.map((_, row) => entryOf(chosen, row)) }
    }
    case 'time-dependent':
      return timeDependent(pair, infusion, infused)
    case 'landmark':
      requireTime('landmark', how.at)
      return landmark(pair, infusion, how)
  }
}

/** Time at which a patient's treatment begins on the clock of randomisation: of arm 0 at once. */
const entryOf = ({ assigned, infusion }: Patients, row: number): number => (assigned[row] === 1 ? infusion![row]! : 0)

function fromInfusion(chosen: Patients): Patients {
  const since = (from: Float64Array): Float64Array => from.map((t, row) => t - entryOf(chosen, row))
  return patientsOf({
    ...chosen,
    time: since(chosen.time),
    ...(chosen.administrative && { administrative: since(chosen.administrative) }),
  })
}

function timeDependent(pair: Patients, infusion: Float64Array, infused: Float64Array): Patients {
  const { time, event } = pair
  const before = rowsWhere(time.length, (row) => infused[row] === 0 || infusion[row]! > 0)
  const after = rowsWhere(time.length, (row) => infused[row] === 1)
  // Each patient's row before the infusion, then the row after it, with all else that belongs to the patient.
  const from = selectRows(pair, [...before, ...after])
  const first = (k: number): boolean => k < before.length
  return patientsOf({
    ...from,
    time: from.time.map((t, k) => (first(k) && infused[before[k]!] === 1 ? infusion[before[k]!]! : t)),
    event: from.event.map((_, k) =>
      first(k) ? (infused[before[k]!] === 1 ? 0 : event[before[k]!]!) : event[after[k - before.length]!]!,
    ),
    start: from.time.map((_, k) => (first(k) ? 0 : infusion[after[k - before.length]!]!)),
    assigned: from.time.map((_, k) => (first(k) ? 0 : 1)),
  })
}

function landmark(pair: Patients, infusion: Float64Array, how: AsTreated & { readonly kind: 'landmark' }): Patients {
  const inTime = infusion.map((it) => (it <= how.at ? 1 : 0))
  const moved = how.others === 'move to control'
  const kept = rowsWhere(pair.time.length, (row) => moved || pair.assigned[row] === 0 || inTime[row] === 1)
  const grouped = moved ? { ...pair, assigned: Uint8Array.from(inTime) } : selectRows(pair, kept)
  return timeWindow(grouped, how.at)
}

function rowsWhere(n: number, holds: (row: number) => boolean): readonly number[] {
  return Array.from({ length: n }, (_, row) => row).filter(holds)
}

function requireTime(what: string, time: number): void {
  if (!(time >= 0 && time < Infinity)) throw new RangeError(`asTreated: a finite ${what} >= 0 is required, got ${time}`)
}
