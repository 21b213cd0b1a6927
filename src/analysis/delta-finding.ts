import { trimmed } from '../result/format.ts'
import { formatInterval, formatParameter, formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { CensoringTipping } from '../scenario/censoring-tipping.ts'
import type { InformativeCensoringPlan } from './plan.ts'

/** The first delta that tips; null where none does. */
export function rootOf({ tipping: it }: CensoringTipping): number | null {
  if (it.kind === 'found') return it.root.value
  return it.kind === 'multiple-roots' ? (it.roots[0]?.value ?? null) : null
}

export interface DeltaOutcome {
  readonly found: readonly CensoringTipping[]
  readonly overDraws: readonly CensoringTipping[]
  readonly tip: Row
  readonly bound: Row
  readonly worst: { readonly lower: number | null }
  readonly differenceThere: number | null
}

/** What came out of a search over delta, in sentences. */
export function deltaFinding(
  { arm, milestone: time, target, delta, 'drop-out': dropOut }: InformativeCensoringPlan,
  { found, overDraws, tip, bound, worst, differenceThere }: DeltaOutcome,
): string {
  const counts = overDraws.flatMap((it) => it.censored[1]?.dropOuts ?? [])
  const own = found[0]?.censored[1]?.dropOuts ?? 0
  const range = counts.length === 0 ? '' : `; ${Math.min(...counts)} to ${Math.max(...counts)} in its draws`
  const kind =
    dropOut.from === 'an assumed share' ? 'all its censorings then, though some were surely by the cut-off; ' : ''
  const who = `The rebuilt ${arm} arm has ${own} drop-outs before ${trimmed(time)} months (${kind}a model's number${range})`
  const tipped = overDraws.filter((it) => rootOf(it) !== null).length
  const inDraws =
    overDraws.length === 0 ? '' : ` Over ${overDraws.length} draws of the reconstruction it is reached in ${tipped}.`
  const points = (value: number): string => formatValue('survival-difference', value)
  if (tip.estimate === null) {
    const reach = formatInterval('survival-difference-lower', bound.lower, bound.upper) ?? ''
    const extreme = worst.lower === null ? '' : `; if each had had the event at once it would be ${points(worst.lower)}`
    return `${who}: no delta up to ${delta.to} brings the lower limit of the ${trimmed(time)}-month difference to ${target}. It stays within ${reach} percentage points${extreme}.${inDraws}`
  }
  const spread =
    tip.spreadLower === null || tip.spreadUpper === null
      ? ''
      : ` (${formatParameter('delta', tip.spreadLower)} to ${formatParameter('delta', tip.spreadUpper)} over the draws)`
  // The rebuilt patients meet figures that the draws only approach, so they can lie beyond all of them.
  const beyond =
    tip.spreadLower !== null &&
    tip.spreadUpper !== null &&
    (tip.estimate < tip.spreadLower || tip.estimate > tip.spreadUpper)
      ? ' The rebuilt patients lie outside what the draws give, so neither number is to be relied on: that a tipping point exists holds in both, where it lies does not.'
      : ''
  const left =
    differenceThere === null ? '' : ` The difference itself would still be ${points(differenceThere)} points.`
  return `${who}: the lower limit of the ${trimmed(time)}-month difference reaches ${target} where their hazard was about ${formatParameter('delta', tip.estimate)} times that of patients who stayed${spread}.${beyond}${left}${inDraws}`
}
