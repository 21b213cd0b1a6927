import { percent, trimmed } from '../result/format.ts'
import { formatInterval, formatValue } from '../result/measure-format.ts'
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
  { arm, control, milestone: time, target, delta, 'drop-out': dropOut, 'other arm': other }: InformativeCensoringPlan,
  { found, overDraws, tip, bound, worst, differenceThere }: DeltaOutcome,
): string {
  const counts = overDraws.flatMap((it) => it.censored[1]?.dropOuts ?? [])
  const own = found[0]?.censored[1]?.dropOuts ?? 0
  const range = counts.length === 0 ? '' : `; ${Math.min(...counts)} to ${Math.max(...counts)} in its draws`
  const kind =
    dropOut.from !== 'an assumed share'
      ? ''
      : dropOut.share === 1
        ? 'all its censorings, some surely by the cut-off; '
        : `${percent(dropOut.share, 0)} of its censorings, by assumption; `
  const who = `With ${own} drop-outs of the ${arm} arm before ${trimmed(time)} months (${kind}a model's number${range})`
  const limit = `the lower limit of the ${trimmed(time)}-month difference`
  const points = (value: number): string => formatValue('survival-difference', value)
  const drawn = inDraws(overDraws, tip.estimate !== null)
  if (tip.estimate === null) {
    const reach = formatInterval('survival-difference-lower', bound.lower, bound.upper) ?? ''
    const extreme = worst.lower === null ? '' : `; if each had had the event at once it would be ${points(worst.lower)}`
    return `${who} no delta up to ${delta.to} brings ${limit} to ${target}: it stays within ${reach} percentage points${extreme}.${drawn}`
  }
  const opposite = other === 'opposite' ? `, and as much lower after drop-out in the ${control} arm` : ''
  const left =
    differenceThere === null ? '' : ` The difference itself would still be ${points(differenceThere)} points.`
  return `${who} ${limit} reaches ${target} where their hazard was about ${about(tip.estimate)} times that of patients who stayed${opposite}.${left}${drawn}`
}

/** Whether the draws say the same: they differ most in how many were censored early. */
function inDraws(overDraws: readonly CensoringTipping[], reached: boolean): string {
  if (overDraws.length === 0) return ''
  const roots = overDraws.flatMap((it) => rootOf(it) ?? [])
  const at = roots.length === 0 ? '' : `, at delta ${about(Math.min(...roots))} to ${about(Math.max(...roots))}`
  const never = overDraws.length - roots.length
  const same = reached ? never === 0 : roots.length === 0
  const others = never === 0 ? '' : `, and in ${never} no delta is enough`
  const open = same ? '' : `${others}: it depends on how many were censored early`
  return ` Over ${overDraws.length} draws of the reconstruction it is reached in ${roots.length === 0 ? 'none' : roots.length}${at}${open}.`
}

/** Two digits: no tipping point of a model is known better. */
const about = (value: number): string => trimmed(Number(value.toPrecision(2)))
