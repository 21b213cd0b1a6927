import type { CensorRow, CurveRow, TrialText } from '../result/frames.ts'
import { edgeLabels, edgeLabelWidth } from './edge-labels.ts'
import type { Layer } from './layer.ts'
import { xOf, yOf, type Plot } from './plot.ts'
import { thinned } from './thinned.ts'
import type { ArmStyle } from './theme.ts'

export interface CurvePoint {
  readonly time: number
  readonly survival: number
  readonly lower: number | null
  readonly upper: number | null
}

/** An arm with all that is drawn of it. Points ascend in time; a Kaplan-Meier curve starts at time 0. */
export interface ArmCurve extends ArmStyle {
  readonly patients: number
  /** Of a number of patients that no document prints; absent: printed. */
  readonly basis?: 'inferred' | 'assumed'
  readonly km: readonly CurvePoint[]
  readonly smooth: readonly CurvePoint[]
  readonly censored: readonly { readonly time: number; readonly survival: number }[]
}

export function armCurves(
  styles: readonly ArmStyle[],
  curves: readonly CurveRow[],
  censored: readonly CensorRow[],
  trial: TrialText,
): readonly ArmCurve[] {
  return styles.map((style) => {
    const points = (wanted: (it: CurveRow) => boolean): readonly CurvePoint[] =>
      curves
        .flatMap(({ arm, time, survival, lower, upper, ...it }) =>
          arm === style.id && wanted({ arm, time, survival, lower, upper, ...it })
            ? [{ time, survival: survival ?? Number.NaN, lower, upper }]
            : [],
        )
        .sort((a, b) => a.time - b.time)
    const ticks = censored.filter((it) => it.arm === style.id).sort((a, b) => a.time - b.time)
    const own = trial.arms.find((it) => it.id === style.id)
    const km = points((it) => it.series === 'km' && it.interval !== 'bound' && it.survival !== null)
    return {
      ...style,
      patients: own?.patients ?? 0,
      ...(own?.basis !== undefined && { basis: own.basis }),
      km: completed(km, ticks.at(-1)?.time ?? 0),
      smooth: thinned(
        points((it) => it.series === 'smooth' && it.interval === 'reconstruction' && it.survival !== null),
        ({ survival, lower, upper }) => [survival, lower, upper],
      ),
      censored: ticks.map(({ time, survival }) => ({ time, survival })),
    }
  })
}

/** A Kaplan-Meier curve from time 0 to the last patient, also where its rows are the event times only. */
function completed(km: readonly CurvePoint[], lastCensored: number): readonly CurvePoint[] {
  const first = km[0]
  const last = km.at(-1)
  if (first === undefined || last === undefined) return []
  return [
    ...(first.time > 0 ? [{ time: 0, survival: 1, lower: 1, upper: 1 }] : []),
    ...km,
    ...(lastCensored > last.time ? [{ ...last, time: lastCensored }] : []),
  ]
}

/** The arms' names at the right edge, at the height where their curves end. */
export function endLabels(arms: readonly ArmCurve[], plot: Plot): readonly Layer[] {
  const labels = arms.flatMap((arm) => {
    const last = arm.km.at(-1) ?? arm.smooth.at(-1)
    return last ? [{ x: xOf(plot, last.time), y: yOf(plot, last.survival), text: arm.label, colour: arm.text }] : []
  })
  return edgeLabels(labels, plot)
}

/** Room that the names take at the right, in pixels. */
export const endLabelWidth = (arms: readonly ArmCurve[]): number => edgeLabelWidth(arms.map((it) => it.label))
