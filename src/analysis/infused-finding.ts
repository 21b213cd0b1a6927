import { enDash, percent } from '../result/format.ts'
import { formatValue, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { Stretch } from '../scenario/raw-curve.ts'

/** What came out, over all assumptions and all numbers waiting. */
export function infusedFinding(rows: readonly Row[], stretches: ReadonlyMap<string, readonly Stretch[]>): string {
  const latest = rows.filter((it) => it.measure === 'survival' && it.estimate !== null)
  const time = Math.max(...latest.map((it) => it.time ?? 0))
  const at = latest.filter((it) => it.time === time)
  if (at.length === 0) return ''
  const shares = at.flatMap((it) => it.value ?? [])
  const over = `infused shares of ${percent(Math.min(...shares))} to ${percent(Math.max(...shares))}`
  const all = `${measureLabel('survival', time)} of the infused runs from ${rangeOf(at)} over the ${new Set(at.map((it) => it.variant)).size} assumptions tried and ${over}.`
  const impossible = [...stretches].filter(([, runs]) => runs.length > 0)
  if (impossible.length === 0) return all
  const named = impossible
    .map(([variant, runs]) => `${variant} (${runs.map(stretchText).join(', ')} months)`)
    .join('; ')
  const possible = at.filter((it) => it.status !== 'infeasible')
  const left = possible.length === 0 ? '' : `, which leaves ${rangeOf(possible)}`
  return `${all} With nobody still waiting, the rebuilt curve contradicts ${named}${left}; there the curve is the model's, not the paper's.`
}

function rangeOf(rows: readonly Row[]): string {
  const values = rows.flatMap((it) => it.estimate ?? [])
  return `${formatValue('survival', Math.min(...values))} to ${formatValue('survival', Math.max(...values))}`
}

const stretchText = ({ from, to }: Stretch): string => `${from.toFixed(1)}${enDash}${to.toFixed(1)}`
