import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import { fixed, range, trimmed } from '../result/format.ts'

interface Around {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/**
 * What the printed landmarks say about proportional hazards: the ratio of the cumulative hazards of two arms in each interval between
 * landmarks that both print, log(S1(b) / S1(a)) / log(S0(b) / S0(a)). Empty with fewer than two common landmarks, or where the ratios of all
 * intervals lie within a factor of 1.5 of each other.
 */
export function hazardsSentence({ arms, contrasts }: EndpointEvidence): string {
  const [control, other] = arms
  if (control === undefined || other === undefined || arms.length !== 2) return ''
  if (!contrasts.some(({ hazardRatio }) => hazardRatio !== null)) return ''
  const times = control.landmarks.map((it) => it.time).filter((time) => survivalOf(other, time) !== null)
  const ratios = times.flatMap((time, i) => {
    const from = i === 0 ? 0 : (times[i - 1] ?? 0)
    const [one, zero] = [hazardBetween(other, from, time), hazardBetween(control, from, time)]
    const ratio = one.value / zero.value
    if (!Number.isFinite(ratio) || ratio <= 0) return []
    return [{ from, time, ratio, lower: one.lower / zero.upper, upper: one.upper / zero.lower }]
  })
  const values = ratios.map((it) => it.ratio)
  if (ratios.length < 2 || Math.max(...values) <= 1.5 * Math.min(...values)) return ''
  const each = ratios.map(({ from, time, ratio, lower, upper }) => {
    const rounding =
      lower > 0 && Number.isFinite(upper) ? ` (${range(fixed(lower, 2), fixed(upper, 2))} by rounding)` : ''
    return `${fixed(ratio, 2)}${rounding} from ${trimmed(from, 1)} to ${trimmed(time, 1)} months`
  })
  return `The printed landmarks alone give ratios of cumulative hazards of ${each.join(' and ')} (without allowance for sampling error): the hazards may not be proportional, and one hazard ratio averages over them with weights that depend on follow-up.`
}

/** The printed survival with the values that round to it. */
function survivalOf(arm: ArmEvidence, time: number): Around | null {
  if (time === 0) return { value: 1, lower: 1, upper: 1 }
  const quantity = arm.landmarks.find((it) => it.time === time)?.estimate.quantity
  return quantity?.kind === 'number' && quantity.value > 0 ? quantity : null
}

function hazardBetween(arm: ArmEvidence, from: number, to: number): Around {
  const [before, after] = [survivalOf(arm, from), survivalOf(arm, to)]
  if (before === null || after === null) return { value: NaN, lower: NaN, upper: NaN }
  return {
    value: Math.log(before.value / after.value),
    lower: Math.max(0, Math.log(before.lower / after.upper)),
    upper: Math.log(before.upper / after.lower),
  }
}
