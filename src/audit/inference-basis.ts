import { patientsInChains } from '../evidence/flow-stages.ts'
import type { Trial } from '../record/trial.ts'
import { type ArmSizes, armSizes } from './arm-sizes.ts'
import { type WholeArmShare, wholeArmShares } from './whole-arm-shares.ts'

/** What the patients of two arms are inferred from. */
export interface InferenceBasis {
  readonly arms: readonly [string, string]
  readonly total: number
  readonly shares: readonly WholeArmShare[]
  /** Patients that the flow counts in each arm. */
  readonly atLeast: readonly [number, number]
  /** The record whose figures are taken too. */
  readonly from: string | null
}

/** `null` where there are not two arms with a total and percentages of whole arms; `not at hand` where the record that these come from is not. */
export function inferenceBasis(subject: {
  readonly trial: Trial
  readonly related: readonly Trial[]
}): InferenceBasis | 'not at hand' | null {
  const { trial, related } = subject
  const [first, second, ...more] = Object.keys(trial.arms)
  const total = trial.design?.['sample size']?.count
  if (first === undefined || second === undefined || more.length > 0 || total === undefined) return null
  if (total < 2 || total > 100_000) return null
  const from = [trial.arms[first], trial.arms[second]].flatMap((it) => it?.inferred?.from ?? [])[0] ?? null
  const earlier = from === null ? null : related.find(({ id }) => id === from)
  if (earlier === undefined) return 'not at hand'
  // Another total is another set of patients.
  const sources = earlier?.design?.['sample size']?.count === total ? [trial, earlier] : [trial]
  const shares = sources.flatMap((it) =>
    wholeArmShares(it).map((share) => (it === trial ? share : { ...share, id: `${it.id}:${share.id}` })),
  )
  const least = (arm: string): number => Math.max(...sources.map((it) => patientsInChains(it, arm)))
  return shares.length === 0
    ? null
    : { arms: [first, second], total, shares, atLeast: [least(first), least(second)], from }
}

/** The divisions of the total that `shares`, all or some of those of the basis, leave. */
export function divisions({ arms, total, atLeast }: InferenceBasis, shares: readonly WholeArmShare[]): ArmSizes {
  const of = (arm: string) => shares.flatMap((it) => (it.arm === arm ? it.share : []))
  return armSizes({ total, atLeast, shares: [of(arms[0]), of(arms[1])] })
}
