import { trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import type { Lag } from '../scenario/lag.ts'
import { scanValues, type TippingPoint, tippingPoint } from '../scenario/tipping-point.ts'
import { type MixtureCurves, mixtureOf, mixtureValue, rowMeasure } from './itt-mixtures.ts'
import type { IttFromInfusedPlan } from './plan.ts'
import { parseMeasure } from './plan-measure.ts'
import { spreadOf } from './spread.ts'

export const tipParameter = 'median of those not infused'

interface Asked {
  readonly blank: Row
  /** Of the lag. */
  readonly label: string
  readonly share: number
  readonly lag: Lag
  readonly found: MixtureCurves
  readonly drawn: readonly MixtureCurves[]
}

/** The measure along medians of those not infused, the median at which it reaches the target, and what it can attain on the way. */
export function ittTipRows({ tip }: IttFromInfusedPlan, asked: Asked): readonly Row[] {
  if (tip === undefined) return []
  const { blank, label, share, lag, found, drawn } = asked
  const { from, to, target } = tip
  const measure = parseMeasure(tip.measure)
  const at = (curves: MixtureCurves, median: number): number | null =>
    mixtureValue(mixtureOf(curves.infused, null, { share, lag, law: { kind: 'exponential', median } }), measure)
  // A median is at or before the target where survival there is at most 1/2: smooth in the parameter, and the same answer.
  const asSurvival = measure.kind === 'median'
  const sought = asSurvival ? ({ kind: 'milestone', time: target } as const) : measure
  const tipOf = ({ infused }: MixtureCurves): TippingPoint =>
    tippingPoint(
      (median) => mixtureValue(mixtureOf(infused, null, { share, lag, law: { kind: 'exponential', median } }), sought),
      { from, to, target: asSurvival ? 0.5 : target, points: 41, spacing: 'log' },
    )
  const swept = { ...blank, parameter: tipParameter, variant: label, assumption: 'Those not infused: exponential.' }
  const own = { ...swept, measure: rowMeasure(measure), time: measure.time }
  const sweep = scanValues({ from, to, points: 13, spacing: 'log' }).map((value): Row => {
    const estimate = at(found, value)
    const known = estimate !== null && estimate !== Infinity
    return {
      ...own,
      value,
      estimate: known ? estimate : null,
      ...(known ? spreadOf(drawn.map((it) => at(it, value))) : {}),
      status: known ? 'ok' : estimate === null ? 'not-estimable' : 'not-reached',
    }
  })
  const tipped = tipOf(found)
  const drawnTips = drawn.map((it) => rootOf(tipOf(it)))
  const words = measure.kind === 'milestone' ? trimmed(target, 3) : `${trimmed(target)} months`
  const asks = `the ${tip.measure} reaches ${words}; ${label}`
  const [least, most] = [at(found, from), at(found, to)].map((it) => (it === Infinity ? null : it))
  return [
    ...sweep,
    {
      ...swept,
      origin: 'tipping',
      variant: asks,
      measure: 'tipping-value',
      time: null,
      value: null,
      estimate: rootOf(tipped),
      ...(tipped.kind === 'found' ? spreadOf(drawnTips) : {}),
      status: tipped.kind === 'found' ? 'ok' : tipped.kind,
      assumption: `${swept.assumption} It exists in ${drawnTips.filter((it) => it !== null).length} of ${drawn.length} draws of the reconstruction.`,
    },
    { ...own, origin: 'bound', variant: asks, value: null, lower: least ?? null, upper: most ?? null },
  ]
}

const rootOf = (tipping: TippingPoint): number | null => (tipping.kind === 'found' ? tipping.root.value : null)
