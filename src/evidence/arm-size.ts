import type { Trial } from '../record/trial.ts'
import type { Figure } from './evidence.ts'
import { flowStages, patientsInChains, type PlacedCount } from './flow-stages.ts'
import { isWholeArm } from '../record/population.ts'

/** Patients of a whole arm, and what says so. */
export interface ArmSize extends PlacedCount {
  /** Absent: printed. */
  readonly basis?: NonNullable<Figure['basis']>
}

/** What is printed: the arm's own number, the first stage of its flow where that is everybody, or all patients of the only arm. */
export function printedArmSize(trial: Trial, arm: string): ArmSize | null {
  const n = trial.arms[arm]?.n
  if (n !== undefined) return { count: n, path: ['arms', arm, 'n'], within: [] }
  const first = flowStages(trial, arm)[0]
  if (first !== undefined && isWholeArm(first.stage)) return first
  const all = trial.design?.['sample size']
  return all === undefined || Object.keys(trial.arms).length > 1 ? null : { count: all, ...ofDesign(trial) }
}

/** What is printed, else what the record says that the audit infers. */
export function knownArmSize(trial: Trial, arm: string): ArmSize | null {
  const printed = printedArmSize(trial, arm)
  const inferred = trial.arms[arm]?.inferred
  if (printed !== null || inferred === undefined) return printed
  const from = inferred.from === undefined ? 'this report' : `the record ${inferred.from}`
  const note = `by rule ${inferred.by} of the audit, from the percentages of ${from}`
  return { count: { count: inferred.n, note }, path: ['arms', arm, 'inferred', 'n'], within: [], basis: 'inferred' }
}

/**
 * What is known, else this arm's part of the printed total: what the other arms leave or, where that is open too, a division in the
 * allocation ratio if one is stated and equally if not. `null` without a total, or where the division contradicts the flow.
 */
export function armSize(trial: Trial, arm: string): ArmSize | null {
  const known = knownArmSize(trial, arm)
  const all = trial.design?.['sample size']
  if (known !== null || all === undefined) return known
  const others = Object.keys(trial.arms).flatMap((name) => knownArmSize(trial, name)?.count.count ?? [])
  const open = Object.keys(trial.arms).filter((name) => knownArmSize(trial, name) === null)
  const rest = all.count - others.reduce((sum, n) => sum + n, 0)
  if (open.length === 1) {
    const note = `from ${all.count} patients in all, less those of the other ${others.length === 1 ? 'arm' : 'arms'}`
    return rest < 1 ? null : { count: { count: rest, note }, ...ofDesign(trial), basis: 'inferred' }
  }
  const { shares, words } = allocation(trial, open)
  const sizes = divided(rest, shares)
  if (open.some((name, index) => (sizes[index] ?? 0) < Math.max(1, patientsInChains(trial, name)))) return null
  const of = others.length === 0 ? `${all.count} patients in all` : `the ${rest} that the other arms leave`
  const count = { count: sizes[open.indexOf(arm)] ?? 0, note: `from ${of}, divided ${words}` }
  return { count, ...ofDesign(trial), basis: 'assumed' }
}

function ofDesign({ design }: Trial): Pick<ArmSize, 'path' | 'within'> {
  return { path: ['design', 'sample size'], within: design === undefined ? [] : [design] }
}

/** "2:1" is experimental to control. */
function allocation(trial: Trial, open: readonly string[]): { shares: readonly number[]; words: string } {
  const stated = /\d+(?:\s*:\s*\d+)+/u.exec(trial.design?.allocation?.words ?? '')?.[0]
  const parts = stated?.split(':').map(Number) ?? []
  const names = Object.keys(trial.arms)
  const order = names.filter((it) => trial.arms[it]?.role !== 'control')
  order.push(...names.filter((it) => trial.arms[it]?.role === 'control'))
  if (stated !== undefined && parts.length === names.length && parts.every((it) => it > 0)) {
    return { shares: open.map((it) => parts[order.indexOf(it)] ?? 1), words: `in the allocation ratio ${stated}` }
  }
  return { shares: open.map(() => 1), words: 'equally, as no allocation ratio is stated' }
}

/** Whole patients in given shares; those left over go to the largest remainders, the first arm first. */
function divided(total: number, shares: readonly number[]): readonly number[] {
  const whole = shares.reduce((sum, it) => sum + it, 0)
  const sizes = shares.map((it) => Math.floor((total * it) / whole))
  const left = total - sizes.reduce((sum, it) => sum + it, 0)
  const byRemainder = [...shares.keys()].sort(
    (a, b) => ((total * (shares[b] ?? 0)) % whole) - ((total * (shares[a] ?? 0)) % whole) || a - b,
  )
  const lucky = new Set(byRemainder.slice(0, left))
  return sizes.map((it, index) => (lucky.has(index) ? it + 1 : it))
}
