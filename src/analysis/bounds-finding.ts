import { percent, trimmed } from '../result/format.ts'
import { formatEstimate, formatInterval } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { DifferenceBounds, Range } from '../scenario/stratum-bounds.ts'
import type { BoundedQuantity } from './bounded-quantity.ts'
import type { BoundsPlan } from './plan.ts'

export interface Bounded {
  readonly quantity: BoundedQuantity
  readonly found: DifferenceBounds
  readonly waiting: number
  readonly compared: BoundsPlan['against'][number]
  readonly overDraws: readonly (DifferenceBounds | null)[]
}

const comparison = {
  'control arm': 'against the whole control arm',
  'control stratum': 'against those of the control arm who would have been infused',
} as const

/** What came out, each quantity in a sentence of its own. */
export function boundsFinding(all: readonly Bounded[], points: readonly Row[], scenario: BoundsPlan): string {
  const quantities = [...new Set(all.map((it) => it.quantity))]
  const ranges = quantities.map((quantity) =>
    rangeSentence(
      all.filter((it) => it.quantity === quantity),
      quantity,
      scenario,
    ),
  )
  return [...ranges, ...(points.length === 0 ? [] : [pointSentence(points)])].join(' ')
}

/** The widest case is that with the fewest still waiting: the others are more. */
function rangeSentence(
  all: readonly Bounded[],
  { measure, time }: BoundedQuantity,
  { target }: Pick<BoundsPlan, 'target'>,
): string {
  const ofSurvival = measure === 'survival-difference'
  const fewest = Math.min(...all.map((it) => it.waiting))
  const unit = ofSurvival ? 'percentage points' : 'months'
  const points = ({ lower, upper }: Range): string => `${formatInterval(measure, lower, upper) ?? ''} ${unit}`
  const what = ofSurvival
    ? `the ${trimmed(time)}-month difference`
    : `the difference in restricted means up to ${trimmed(time)} months`
  const targetText = target === 0 ? 'vanish' : `come to ${ofSurvival ? percent(target) : `${trimmed(target)} months`}`
  const each = all
    .filter((it) => it.waiting === fewest)
    .map((widest, at) => {
      const { found, compared } = widest
      const it = at === 0 ? what : 'it'
      return `${comparison[compared]} ${it} lies within ${points(found.range)} (with sampling error ${points(found.withSampling)}), and ${verdict(widest, targetText)}`
    })
  return `Over every assumption about those not infused, ${waitingText(all, fewest)}with the rebuilt curves and the infused share as given: ${each.join('; ')}.`
}

/** Sampling error apart, whether some assumption reaches the target, and whether that is the same in the draws of the reconstruction. */
function verdict({ found, overDraws }: Bounded, targetText: string): string {
  const some = found.kind === 'in-range'
  const words = `sampling error apart ${some ? 'some assumptions make' : 'no assumption makes'} it ${targetText}`
  if (overDraws.length === 0) return words
  const other = overDraws.filter((it) => it !== null && (it.kind === 'in-range') !== some).length
  const draws = `${overDraws.length} draws of the reconstruction`
  return `${words} (${other === 0 ? `so in every one of ${draws}` : `the other way in ${other} of ${draws}`})`
}

/** Nothing where one number of patients waiting was tried, and that is none. */
function waitingText(all: readonly Bounded[], fewest: number): string {
  if (new Set(all.map((it) => it.waiting)).size > 1)
    return `with ${fewest === 0 ? 'none' : fewest} of them still waiting, the widest case, and `
  return fewest === 0 ? '' : `with ${fewest} of them still waiting, and `
}

function pointSentence(points: readonly Row[]): string {
  const refused = points.find((it) => it.status === 'refused')
  if (refused !== undefined) return `A point is refused. ${refused.assumption}`
  const each = points.map(
    (it) =>
      `${formatEstimate(it)} ${it.measure === 'survival-difference' ? 'percentage points' : 'months'} (${it.population}, ${it.time === null ? '' : `${trimmed(it.time)} months`})`,
  )
  return `Under exclusion, monotonicity and no access in the control arm, none of which the paper can show, the effect among those who would be infused in both arms is ${each.join('; ')}.`
}
