import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Trial } from '../record/trial.ts'
import type { Results } from '../result/frames.ts'
import { arm as armOf } from '../survival/arm.ts'
import { patients as patientsOf, type Patients } from '../survival/patients.ts'
import type { Case } from './case.ts'
import type { Plan } from './plan.ts'
import { isBeyondEvidence } from './last-evidence.ts'

/** What a scenario borrows. */
export interface Borrowing {
  readonly record: string
  readonly endpoint: string
  readonly arm: string
}

/** The borrowed arm as rows name it; never the name of an arm of one's own. */
export const borrowedName = ({ record, arm }: Borrowing): string => `${record}.${arm}`

/** Every arm that scenarios borrow, as rows name it and as a reader would. */
export function borrowedArms({ scenarios }: Plan, trials: readonly Trial[]): NonNullable<Results['borrowed']> {
  const all = scenarios.flatMap((it) => ('borrow' in it ? [it.borrow] : []))
  return all.flatMap((borrow, at) => {
    const trial = trials.find(({ id }) => id === borrow.record)
    const arm = trial?.arms[borrow.arm]
    const first = all.findIndex((it) => borrowedName(it) === borrowedName(borrow)) === at
    return trial === undefined || arm === undefined || !first
      ? []
      : [{ id: borrowedName(borrow), label: `${arm.label} of ${trial.trial}` }]
  })
}

/**
 * Two arms, the borrowed one as the reference, from two sets of patients; `lag` is added to the times of the borrowed one. Nothing that randomisation
 * made alike is left in them.
 */
export function withBorrowed(own: Patients, arm: string, other: Patients, borrow: Borrowing, lag: number): Patients {
  const [one, zero] = [armOf(own, arm), armOf(other, borrow.arm)]
  return patientsOf({
    arms: [borrowedName(borrow), arm],
    time: [...zero.time.map((it) => it + lag), ...one.time],
    event: [...zero.event, ...one.event],
    assigned: [...zero.time.map(() => 0), ...one.time.map(() => 1)],
  })
}

/** Why two endpoints cannot be set side by side on one clock without a lag; null where they can. */
export const clocksDiffer = (own: Case, other: Case): string | null =>
  clockTrouble(own.reconstruction.evidence, other.reconstruction.evidence)

/** The same before anything is rebuilt. */
export function clockTrouble(own: EndpointEvidence, other: EndpointEvidence): string | null {
  if (own.clock === other.clock && own.clock !== 'not stated') return null
  if (own.clock === other.clock) return `Neither ${own.trialLabel} nor ${other.trialLabel} states where its time starts`
  return `The time of ${own.trialLabel} is counted from ${clockOf(own.clock)}, that of ${other.trialLabel} from ${clockOf(other.clock)}`
}

/** A clock as a sentence names it. */
export const clockOf = (clock: string | undefined): string =>
  clock === undefined || clock === 'not stated' ? 'a start that is not stated' : clock

/** Whether a time lies beyond the last figure that pins a borrowed arm. */
export function borrowedBeyond(other: Case, arm: string, time: number | null): boolean {
  return time !== null && other.reconstruction.evidence.arms.some((it) => it.id === arm && isBeyondEvidence(it, time))
}
