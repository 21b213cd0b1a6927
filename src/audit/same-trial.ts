import { figureSlug } from '../record/figure-slug.ts'
import type { Trial } from '../record/trial.ts'

/** Whether two records are of one trial: by its registration or its name. */
export function isSameTrial(a: Trial, b: Trial): boolean {
  if (a.id === b.id) return false
  return (
    figureSlug(a.trial) === figureSlug(b.trial) || (a.registration !== undefined && a.registration === b.registration)
  )
}

/** The earlier report of the same trial that this one updates: the one that it names, if that is at hand. */
export function earlierReport(trial: Trial, related: readonly Trial[]): Trial | null {
  return related.find(({ id }) => id === trial.updates) ?? null
}

/**
 * Other records of the same data: the same trial, neither the update of the other, and the same stated cut-off, or the same stated
 * report where a cut-off is missing.
 */
export function sameReport(trial: Trial, related: readonly Trial[]): readonly Trial[] {
  return related.filter((it) => {
    if (!isSameTrial(trial, it) || it.updates === trial.id || trial.updates === it.id) return false
    const [own, other] = [cutoffOf(trial), cutoffOf(it)]
    if (own !== null && other !== null) return own === other
    return trial.report !== undefined && trial.report === it.report
  })
}

function cutoffOf({ design }: Trial): string | null {
  const date = design?.cutoff?.date
  return date === undefined || date === 'not stated' ? null : date
}

/** Arm of `trial` by arm of `other`: of the same short name or label, else the only one of the role. */
export function sameArms(trial: Trial, other: Trial): ReadonlyMap<string, string> {
  const own = Object.entries(trial.arms)
  const onlyOf = (it: Trial, role: string): boolean =>
    Object.values(it.arms).filter((arm) => arm.role === role).length === 1
  const pairs = Object.entries(other.arms).flatMap(([id, { label, role }]) => {
    const named = own.find(([known, it]) => known === id || figureSlug(it.label) === figureSlug(label))
    const only = onlyOf(trial, role) && onlyOf(other, role) ? own.find(([, it]) => it.role === role) : undefined
    const found = named ?? only
    return found === undefined ? [] : [[id, found[0]] as const]
  })
  return new Map(pairs)
}
