import { riskTimes } from '../analysis/endpoint-frames.ts'
import { along } from '../reconstruct/along.ts'
import { boundsAt } from '../reconstruct/bounds.ts'
import type { Reconstruction } from '../reconstruct/reconstruction.ts'
import { terminalTable } from '../report/terminal-table.ts'
import { wrap } from '../report/wrap.ts'
import { hundredfold, range, trimmed } from '../result/format.ts'

/** The smooth curve of an arm at a time with its band, and what the printed figures prove of it: proportions, three decimals. */
export interface CurveAt {
  readonly arm: string
  /** Months. */
  readonly time: number
  readonly survival: number
  readonly lower: number
  readonly upper: number
  readonly provenLower: number
  readonly provenUpper: number
}

/** At the times of the number table after 0. */
export function curveAtTimes({ arms, horizon }: Reconstruction): readonly CurveAt[] {
  const times = riskTimes(horizon.months).filter((it) => it > 0)
  return arms.flatMap(({ arm, curve, bounds }) =>
    times.map((time): CurveAt => {
      const proven = boundsAt(bounds, time)
      const of = (column: Float64Array): number => shown(along(curve.time, column, time), proven)
      return {
        arm,
        time,
        survival: of(curve.survival),
        lower: of(curve.lower),
        upper: of(curve.upper),
        // Outwards: more than the bounds is not proven.
        provenLower: Math.floor(1000 * proven.lower + slight) / 1000,
        provenUpper: Math.ceil(1000 * proven.upper - slight) / 1000,
      }
    }),
  )
}

const slight = 1e-6

/** Three decimals: a curve that is held at the edge of a printed 56.1%, at 56.15%, is not shown as 56.2%. */
function shown(value: number, { lower, upper }: { readonly lower: number; readonly upper: number }): number {
  const nearest = Math.round(1000 * value) / 1000
  if (value > upper + slight || value < lower - slight) return nearest
  const [least, most] = [Math.ceil(1000 * lower - slight) / 1000, Math.floor(1000 * upper + slight) / 1000]
  return least > most ? nearest : Math.min(most, Math.max(least, nearest))
}

/** The same in per cent, within `width` characters, and what it means. */
export function curveAtTimesText(
  reconstruction: Reconstruction,
  labelOf: (arm: string) => string,
  width: number,
): readonly string[] {
  const rows = curveAtTimes(reconstruction)
  const percent = (lower: number, upper: number): string => range(hundredfold(lower, 1), hundredfold(upper, 1))
  const cells = reconstruction.arms.flatMap(({ arm }) => [
    [labelOf(arm), '', '', '', ''],
    ...rows
      .filter((row) => row.arm === arm)
      .map(({ time, survival, lower, upper, provenLower, provenUpper }) => [
        '',
        trimmed(time),
        hundredfold(survival, 1),
        percent(lower, upper),
        percent(provenLower, provenUpper),
      ]),
  ])
  return [...terminalTable(columns, cells, width), '', ...wrap(meaning, width)]
}

const columns = [
  { label: 'Survival, %', align: 'left' },
  { label: 'Months', align: 'right' },
  { label: 'Curve', align: 'right' },
  { label: 'Model band (95%)', align: 'right' },
  { label: 'Proven', align: 'right' },
] as const

const meaning =
  'Curve: the smooth curve of the model; the steps of the rebuilt patients are beside the printed figures below. Proven: no curve that agrees with all that is printed of the arm (median, survival, restricted means, numbers at risk and of events) lies outside, whatever the model believes. Limits, ratios, totals and follow-up are not used, so that the figures may prove more.'
