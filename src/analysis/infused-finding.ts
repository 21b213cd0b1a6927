import { enDash, percent } from '../result/format.ts'
import { formatValue, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { Stretch } from '../scenario/raw-curve.ts'

/** What came out, over all assumptions and all numbers waiting. */
export function infusedFinding(
  rows: readonly Row[],
  stretches: ReadonlyMap<string, readonly Stretch[]>,
  stage: string,
): string {
  const latest = rows.filter((it) => it.measure === 'survival' && it.estimate !== null)
  const time = Math.max(...latest.map((it) => it.time ?? 0))
  const at = latest.filter((it) => it.time === time)
  if (at.length === 0) return ''
  const shares = at.flatMap((it) => it.value ?? []).sort((a, b) => a - b)
  const share = ends(shares.map((it) => percent(it)))
  const over = share.includes(' to ') ? `${stage} shares of ${share}` : `a share of ${share} ${stage}`
  const assumptions = new Set(at.map((it) => it.variant)).size
  const tried = assumptions === 1 ? 'under the one assumption tried' : `over the ${assumptions} assumptions tried`
  const values = rangeOf(at)
  const runs = values.includes(' to ') ? `runs from ${values}` : `is ${values}`
  const all = `${measureLabel('survival', time)} of the ${stage} ${runs} ${tried} and ${over}.`
  const alone = new Set(shares).size === 1
  const impossible = [...stretches].filter(([, where]) => where.length > 0)
  const assigned = `The comparison as assigned counts those not ${stage} too, and no assumption about them changes it.`
  if (impossible.length === 0) return `${all} ${assigned}`
  const named = impossible
    .map(([variant, where]) => `${variant} (${where.map(stretchText).join(', ')} months)`)
    .join('; ')
  const possible = at.filter((it) => it.status !== 'infeasible')
  const left = possible.length === 0 ? '' : `, which leaves ${rangeOf(possible)}`
  return `${all} ${alone ? 'The' : 'With nobody still waiting, the'} rebuilt curve contradicts ${named}${left}; there the curve is the model's, not the paper's, so that no printed figure excludes them. ${assigned}`
}

function rangeOf(rows: readonly Row[]): string {
  const values = rows.flatMap((it) => it.estimate ?? []).sort((a, b) => a - b)
  return ends(values.map((it) => formatValue('survival', it)))
}

/** "48.9% to 50.4%", or the one number where both ends print the same. */
function ends(ascending: readonly string[]): string {
  const [first = '', last = ''] = [ascending[0], ascending.at(-1)]
  return first === last ? first : `${first} to ${last}`
}

export const stretchText = ({ from, to }: Stretch): string => `${from.toFixed(1)}${enDash}${to.toFixed(1)}`
