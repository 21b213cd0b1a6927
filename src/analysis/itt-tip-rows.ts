import { trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { fixedLag, type Lag } from '../scenario/lag.ts'
import type { NotInfusedLaw } from '../scenario/not-infused-law.ts'
import { scanValues, type TippingPoint, tippingPoint } from '../scenario/tipping-point.ts'
import { type MixtureCurves, mixtureOf, mixtureValue, rowMeasure } from './itt-mixtures.ts'
import type { IttFromInfusedPlan } from './plan.ts'
import { parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { spreadOf } from './spread.ts'

export const tipParameter = 'median of those not infused'
export const lagParameter = 'lag'

const worst: NotInfusedLaw = { kind: 'fail-at', time: 0 }

type Tip = NonNullable<IttFromInfusedPlan['tip']>

interface Asked {
  readonly blank: Row
  /** Of the lag. */
  readonly label: string
  readonly share: number
  readonly lag: Lag
  readonly found: MixtureCurves
  readonly drawn: readonly MixtureCurves[]
}

/** What a target needs with one lag: the row of its tipping point, and of the draws those that have one and those that are past it anyway. */
export interface Tipped {
  readonly label: string
  readonly target: number
  readonly row: Row
  readonly draws: { readonly all: number; readonly reached: number; readonly below: number }
}

export interface TipRows {
  readonly rows: readonly Row[]
  readonly tips: readonly Tipped[]
}

/** The measure along medians of those not infused; for each target the median at which it is reached, and what can be attained on the way. */
export function ittTipRows({ tip }: IttFromInfusedPlan, asked: Asked): TipRows {
  if (tip === undefined) return { rows: [], tips: [] }
  const { blank, label, drawn, found } = asked
  const { from, to } = tip
  const measure = parseMeasure(tip.measure)
  const swept = { ...blank, parameter: tipParameter, variant: label, assumption: 'Those not infused: exponential.' }
  const own = { ...swept, measure: rowMeasure(measure), time: measure.time }
  const sweep = scanValues({ from, to, points: 13, spacing: 'log' }).map((value): Row => {
    const estimate = valueAt(asked, found, value, measure)
    const known = estimate !== null && estimate !== Infinity
    return {
      ...own,
      value,
      estimate: known ? estimate : null,
      ...(known ? spreadOf(drawn.map((it) => valueAt(asked, it, value, measure))) : {}),
      status: known ? 'ok' : estimate === null ? 'not-estimable' : 'not-reached',
    }
  })
  const [least, most] = [from, to].map((it) => finite(valueAt(asked, found, it, measure)))
  const tips = targetsOf(tip).map((target) => tippedAt(tip, target, asked, swept))
  const attainable = tips.map(({ row }): Row => ({
    ...own,
    origin: 'bound',
    variant: row.variant,
    value: null,
    lower: least ?? null,
    upper: most ?? null,
  }))
  return { rows: [...sweep, ...tips.flatMap(({ row }, i) => [row, ...attainable.slice(i, i + 1)])], tips }
}

export const targetsOf = ({ target }: Tip): readonly number[] => [target].flat()

const finite = (it: number | null): number | null => (it === Infinity ? null : it)

const valueAt = ({ share, lag }: Asked, { infused }: MixtureCurves, median: number, measure: PlanMeasure) =>
  mixtureValue(mixtureOf(infused, null, { share, lag, law: { kind: 'exponential', median } }), measure)

function tippedAt(tip: Tip, target: number, asked: Asked, swept: Row): Tipped {
  const { found, drawn, label } = asked
  const { measure, at } = soughtFor(tip, target)
  const tipOf = (curves: MixtureCurves): TippingPoint =>
    tippingPoint((median) => valueAt(asked, curves, median, measure), {
      from: tip.from,
      to: tip.to,
      target: at,
      points: 41,
      spacing: 'log',
    })
  const tipped = tipOf(found)
  const roots = drawn.map((it) => rootOf(tipOf(it)))
  const reached = roots.filter((it) => it !== null).length
  // Of the others the best that can be is below the target, or the worst above it.
  const below = drawn.filter((it, k) => roots[k] === null && (valueAt(asked, it, tip.to, measure) ?? at) < at).length
  return {
    label,
    target,
    draws: { all: drawn.length, reached, below },
    row: {
      ...swept,
      origin: 'tipping',
      variant: `${tipWords(tip, target)}; ${label}`,
      measure: 'tipping-value',
      time: null,
      value: null,
      estimate: rootOf(tipped),
      ...(tipped.kind === 'found' ? spreadOf(roots) : {}),
      status: tipped.kind === 'found' ? 'ok' : tipped.kind,
      assumption: `${swept.assumption} It exists in ${reached} of ${drawn.length} draws of the reconstruction.`,
    },
  }
}

/**
 * The lag from which on the target stays out of reach even if all of those not infused had failed at once, which is the worst there can be: one
 * lag for everybody. 0 where that needs no lag.
 */
export function lagTipRow(tip: Tip, target: number, asked: Omit<Asked, 'lag' | 'label'>): Row {
  const { blank, found, drawn, share } = asked
  const { measure, at } = soughtFor(tip, target)
  const most = measure.time ?? target
  const lagOf = ({ infused }: MixtureCurves): number | null => {
    const worstWith = (months: number) =>
      mixtureValue(mixtureOf(infused, null, { share, lag: fixedLag(months), law: worst }), measure)
    if ((worstWith(0) ?? -Infinity) > at) return 0
    const tipped = tippingPoint(worstWith, { from: 0, to: most, target: at, points: 41 })
    return tipped.kind === 'multiple-roots' ? (tipped.roots[0]?.value ?? null) : rootOf(tipped)
  }
  const estimate = lagOf(found)
  return {
    ...blank,
    origin: 'tipping',
    parameter: lagParameter,
    variant: `${tipWords(tip, target)} even if all of those not infused failed at once`,
    measure: 'tipping-value',
    value: null,
    estimate,
    ...(estimate === null ? {} : spreadOf(drawn.map(lagOf))),
    status: estimate === null ? 'none-in-range' : 'ok',
    assumption: 'The same lag for everybody; nothing is worse than failing at once.',
  }
}

/** A median is at or before the target where survival there is at most 1/2: smooth in the parameter, and the same answer. */
function soughtFor(tip: Tip, target: number): { readonly measure: PlanMeasure; readonly at: number } {
  const measure = parseMeasure(tip.measure)
  return measure.kind === 'median' ? { measure: { kind: 'milestone', time: target }, at: 0.5 } : { measure, at: target }
}

export const targetWords = (tip: Tip, target: number): string =>
  parseMeasure(tip.measure).kind === 'milestone' ? trimmed(target, 3) : `${trimmed(target)} months`

const tipWords = (tip: Tip, target: number): string => `the ${tip.measure} reaches ${targetWords(tip, target)}`

const rootOf = (tipping: TippingPoint): number | null => (tipping.kind === 'found' ? tipping.root.value : null)
