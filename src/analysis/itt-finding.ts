import { trimmed } from '../result/format.ts'
import { formatInterval, formatValue, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { IttFromInfusedPlan } from './plan.ts'

/** What came out for each measure: over the assumptions tried, over all there can be, and the one that reaches the target. */
export function ittFinding(
  rows: readonly Row[],
  { lags, clock, infused }: IttFromInfusedPlan,
  counts: { readonly infused: number; readonly randomised: number },
): string {
  const others = counts.randomised - counts.infused
  const head = `Of all ${counts.randomised} ${infused.of}, counted from ${clock}, with the ${others} not infused under the assumptions tried:`
  const bounds = rows.filter((it) => it.origin === 'bound' && it.identification === 'bounded')
  const each = lags.map(({ label }) => {
    const own = bounds.filter((it) => it.variant.endsWith(`; ${label}`))
    return `${label}: ${own.map((bound) => oneMeasure(rows, bound, label)).join('; ')}`
  })
  const tips = rows.filter((it) => it.origin === 'tipping').map((it) => tipSentence(it, rows))
  return [
    `${head} ${each.join('. ')}.`,
    ...tips,
    'Share and lag are taken as given, and sampling error comes on top.',
  ].join(' ')
}

function oneMeasure(rows: readonly Row[], bound: Row, label: string): string {
  const tried = rows.filter(
    (it) =>
      it.parameter === bound.parameter &&
      it.origin === 'scenario' &&
      it.measure === bound.measure &&
      it.time === bound.time &&
      it.variant.endsWith(`; ${label}`),
  )
  const values = tried.flatMap((it) => it.estimate ?? [])
  const open = tried.some((it) => it.status === 'not-reached') ? ' or not reached' : ''
  const { measure, time, lower, upper, spreadLower, spreadUpper } = bound
  const name = measureLabel(measure, time)
    .replace(/ \(.*\)$/u, '')
    .toLowerCase()
  if (values.length === 0) return `${name} not estimable`
  const unit = measureFormat(measure).unit === '' ? '' : ` ${measureFormat(measure).unit}`
  const [least, most] = [Math.min(...values), Math.max(...values)].map((it) => formatValue(measure, it))
  const range = least === most ? `${least}${unit}` : `${least} to ${most}${unit}`
  const all = formatInterval(measure, lower, upper)
  const drawn = formatInterval(measure, spreadLower, spreadUpper)
  const bounds = [
    ...(all === null ? [] : [`whatever happened to them ${all}`]),
    ...(drawn === null ? [] : [`over the draws of the reconstruction ${drawn}`]),
  ].join(', ')
  return `${name} ${range}${open}${bounds === '' ? '' : ` (${bounds})`}`
}

/** The draws in which it happens stand in the row. */
function tipSentence(tip: Row, rows: readonly Row[]): string {
  const draws = tip.assumption.replace(/^.*(?=It exists)/u, '').replace('It exists', 'Such a median exists')
  if (tip.estimate !== null)
    return `If those not infused had exponential times with a median of ${trimmed(tip.estimate, 1)} months, ${tip.variant}. ${draws}`
  const bound = rows.find((it) => it.origin === 'bound' && it.parameter === tip.parameter && it.variant === tip.variant)
  const range = bound === undefined ? null : formatInterval(bound.measure, bound.lower, bound.upper)
  return `No median of those not infused has it that ${tip.variant}${range === null ? '' : `: it stays within ${range}`}. ${draws}`
}
