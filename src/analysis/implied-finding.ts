import { percent, trimmed } from '../result/format.ts'
import { formatInterval, formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { Stretch } from '../scenario/raw-curve.ts'
import { stretchText } from './infused-finding.ts'

/** What came out at one milestone. */
export interface ImpliedAt {
  readonly point: Row
  readonly range: Row
  /** Survival of the infused then, on the clock of the arm. */
  readonly infused: number
  /** Draw by draw, whether those not infused did better. */
  readonly higher: readonly boolean[]
}

export interface ImpliedOutcome {
  readonly stretches: readonly Stretch[]
  /** Draws in which no survival curve fits. */
  readonly against: number
  readonly draws: number
  readonly contradiction: number | null
  readonly stage: string
  readonly others: number
}

/** What those not infused must have been, in sentences. */
export function impliedFinding(all: readonly ImpliedAt[], outcome: ImpliedOutcome): string {
  const { stretches, against, draws, contradiction, stage, others } = outcome
  const each = all.map((it) => sentence(it, stage))
  const proof =
    contradiction === null
      ? ''
      : ` From ${trimmed(contradiction, 1)} months on the printed figures leave no survival to the ${others} others at all: the two curves are not about one set of patients on this clock, or a figure is wrong.`
  const model =
    contradiction !== null || stretches.length === 0
      ? ''
      : ` Between the printed figures the two rebuilt curves leave no survival curve for the others (${stretches.map(stretchText).join(', ')} months): that is the model’s, not the paper’s.`
  const over =
    against === 0
      ? ''
      : ` In ${against} of ${draws} draws the curve of the others would rise or leave 0 to 100% somewhere before the last printed figure: both curves are drawn apart although they share patients, so read nothing from their shapes between the figures.`
  return `What the two curves imply of the ${others} not ${stage}: ${each.join('; ')}.${proof}${model}${over} They are few, so a percent of rounding in either curve moves theirs by several, and they need not be untreated: nothing here says what caused the difference.`
}

function sentence({ point, range, infused, higher }: ImpliedAt, stage: string): string {
  const time = trimmed(point.time ?? 0)
  const value = point.estimate === null ? 'not estimable' : formatValue('survival', point.estimate)
  const spread = formatInterval('survival', point.spreadLower, point.spreadUpper)
  const left =
    range.lower === null || range.upper === null || range.lower > range.upper
      ? 'the prints leave nothing'
      : `the prints leave ${formatInterval('survival', range.lower, range.upper) ?? ''}%`
  const parts = [...(spread === null ? [] : [`${spread} over the draws`]), left]
  return `at ${time} months ${value} (${parts.join('; ')}), beside ${percent(infused)} of those ${stage}${flips(point, infused, higher)}`
}

/** In how many draws the order of the two groups is the other one. */
function flips({ estimate }: Row, infused: number, higher: readonly boolean[]): string {
  if (estimate === null || higher.length === 0) return ''
  const better = estimate > infused
  const other = higher.filter((it) => it !== better).length
  const words = better ? 'better' : 'worse'
  return other === 0 ? `, ${words} in every draw` : `, ${words}, though not in ${other} of ${higher.length} draws`
}
