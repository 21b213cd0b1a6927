import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import { fixed, trimmed } from '../result/format.ts'

/**
 * What the printed landmarks say about proportional hazards: the ratio of the cumulative hazards of two arms in each interval between
 * landmarks that both print, log(S1(b) / S1(a)) / log(S0(b) / S0(a)). Empty with fewer than two common landmarks, or where the ratios of all
 * intervals lie within a factor of 1.5 of each other.
 */
export function hazardsSentence({ arms, hazardRatio }: EndpointEvidence): string {
  const [control, other] = arms
  if (control === undefined || other === undefined || arms.length !== 2 || hazardRatio === null) return ''
  const times = control.landmarks.map((it) => it.time).filter((time) => survivalOf(other, time) !== null)
  const ratios = times.flatMap((time, i) => {
    const from = i === 0 ? 0 : (times[i - 1] ?? 0)
    const ratio = hazardBetween(other, from, time) / hazardBetween(control, from, time)
    return Number.isFinite(ratio) && ratio > 0 ? [{ from, time, ratio }] : []
  })
  const values = ratios.map((it) => it.ratio)
  if (ratios.length < 2 || Math.max(...values) <= 1.5 * Math.min(...values)) return ''
  const each = ratios.map(
    ({ from, time, ratio }) => `${fixed(ratio, 2)} from ${trimmed(from, 1)} to ${trimmed(time, 1)} months`,
  )
  return `The printed landmarks alone give ratios of cumulative hazards of ${each.join(' and ')} (as printed, without allowance for rounding or sampling error): the hazards may not be proportional, and one hazard ratio averages over them with weights that depend on follow-up.`
}

function survivalOf(arm: ArmEvidence, time: number): number | null {
  if (time === 0) return 1
  const quantity = arm.landmarks.find((it) => it.time === time)?.estimate.quantity
  return quantity?.kind === 'number' && quantity.value > 0 ? quantity.value : null
}

function hazardBetween(arm: ArmEvidence, from: number, to: number): number {
  const [before, after] = [survivalOf(arm, from), survivalOf(arm, to)]
  return before === null || after === null ? NaN : Math.log(before / after)
}
