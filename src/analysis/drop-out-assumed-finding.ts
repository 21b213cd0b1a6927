import { trimmed } from '../result/format.ts'
import { formatEstimate, formatInterval } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { DropOutAssumedPlan } from './plan.ts'

/** What each assumption gives by both engines, and whether the lower limit changes sides. */
export function dropOutAssumedFinding(
  rows: readonly Row[],
  drawnLower: readonly (readonly (number | null)[])[],
  { milestone: time, rmst: tau }: DropOutAssumedPlan,
): string {
  const variants = [...new Set(rows.filter((it) => it.origin !== 'bound').map((it) => it.variant))]
  const at = (variant: string, measure: string, engine: string): Row | undefined =>
    rows.find((it) => it.variant === variant && it.measure === measure && it.method.startsWith(engine))
  const text = (row: Row | undefined): string => (row === undefined ? 'not estimable' : formatEstimate(row))
  const late = rows.every((it) => it.measure !== 'survival-difference' || it.estimate === null)
  if (late)
    return `By ${trimmed(time)} months an arm is not followed: whatever is assumed about those who dropped out, there is no difference in survival to give.`
  const each = variants.map((variant, i) => {
    const expected = at(variant, 'survival-difference', 'expected')
    const imputed = at(variant, 'survival-difference', 'multiple')
    const ratio = at(variant, 'hazard-ratio', 'multiple')
    const above = (lower: number | null): boolean => lower !== null && lower > 0
    const side = above(expected?.lower ?? null)
    const other = drawnLower.filter((it) => above(it[i] ?? null) !== side).length
    const flips =
      drawnLower.length === 0 || other === 0
        ? ''
        : `, the lower limit on the other side of 0 in ${other} of ${drawnLower.length} draws`
    return `${variant}: ${text(expected)} points by expected values and ${text(imputed)} by imputation${flips}, hazard ratio ${text(ratio)}`
  })
  const ends = (measure: string): string | null => {
    const of = (words: string): number | null =>
      rows.find((it) => it.origin === 'bound' && it.measure === measure && it.variant.startsWith(words))?.estimate ??
      null
    return formatInterval(measure, of('worst'), of('best'))
  }
  const [survival, means] = [ends('survival-difference'), ends('rmst-difference')]
  const within = [
    ...(survival === null ? [] : [`the difference lies within ${survival} percentage points`]),
    ...(tau === undefined || means === null
      ? []
      : [`that in restricted means up to ${trimmed(tau)} months within ${means} months`]),
  ].join(', ')
  const anything =
    within === '' ? '' : ` Whatever became of all censored patients, cut off or not, ${within}, sampling error apart.`
  return `Difference in survival at ${trimmed(time)} months, by what became of those who dropped out: ${each.join('; ')}.${anything} Who dropped out and until when each could have been followed is simulated, and none of this says which assumption holds.`
}
