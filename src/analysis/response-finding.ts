import { formatEstimate, formatInterval } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { ResponseGiven } from '../scenario/response-by-denominator.ts'
import type { ResponseByDenominatorPlan } from './plan.ts'

/** Both denominators in words, at both ends, and what tips. */
export function responseFinding(
  rows: readonly Row[],
  bound: Row,
  tips: readonly Row[],
  { infused: stages }: ResponseByDenominatorPlan,
  { responders, among, infused, all }: ResponseGiven,
  what: string,
): string {
  const exact = rows.filter((it) => it.method === 'clopper-pearson')
  const reported = exact.find((it) => it.reported !== '')
  const others = exact.filter((it) => it.reported === '')
  const [first, last] = [others[0], others.at(-1)]
  const who = among === 'infused' ? `${infused} ${stages.stage}` : `${all} ${stages.of}`
  const head = `${what}: ${responders} of ${who}, ${reported === undefined ? '' : formatEstimate(reported)} (95% Clopper-Pearson limits).`
  const each = (row: Row): string =>
    `${formatEstimate(row)} if ${number(row.value ?? 0, all - infused)} not infused had it too`
  const same =
    first === undefined || last === undefined ? '' : first === last ? each(first) : `${each(first)}, ${each(last)}`
  const range = formatInterval('proportion', bound.lower, bound.upper) ?? ''
  const differences = rows.filter((it) => it.measure === 'proportion-difference')
  const contrast = [differences[0], differences.at(-1)].flatMap((it) =>
    it === undefined
      ? []
      : [`${formatEstimate(it)}${it.value === null ? '' : ` with ${it.value} of those not infused responding`}`],
  )
  return [
    head,
    `${among === 'infused' ? `Of all ${all} ${stages.of}` : `Of the ${infused} ${stages.stage}`} it is ${same}; whatever became of those not infused, it lies within ${range}%.`,
    ...(contrast.length === 0
      ? []
      : [`Difference from the control arm, of all, in percentage points: ${[...new Set(contrast)].join('; ')}.`]),
    ...tips.map(tipSentence),
    'What became of those not infused is not reported.',
  ].join(' ')
}

const number = (k: number, others: number): string =>
  k === 0 ? `none of the ${others}` : k === others ? `all ${others}` : `${k} of the ${others}`

function tipSentence({ estimate, variant }: Row): string {
  if (estimate !== null) return `From ${estimate} responders among those not infused on, the ${variant}.`
  return `For no number of them the ${variant}.`
}
