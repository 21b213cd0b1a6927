import type { EndpointText } from '../result/frames.ts'
import type { ArmCurve, CurvePoint } from './arm-curves.ts'
import type { CurveFigureParts } from './curve-figure-parts.ts'
import { values, type Layer } from './layer.ts'
import { survivalOf, timeOf, type Plot } from './plot.ts'

/** How much of its strength a curve keeps where nothing is reported any more. */
const pale = 0.38

/** Bands, curves and censoring ticks, back to front over all arms. */
export function curveLayers({ arms, endpoint, options }: CurveFigureParts, plot: Plot): readonly Layer[] {
  const cut = ({ id }: ArmCurve): number => lastFigure(endpoint, id)
  return [
    ...arms.flatMap((arm) => bands(arm, cut(arm), plot)),
    ...(options.sampling === true ? arms.flatMap((arm) => outline(arm, plot)) : []),
    ...arms.flatMap((arm) => lines(arm, cut(arm), plot)),
    ...arms.flatMap((arm) => censoringTicks(arm, cut(arm), plot)),
  ]
}

/** Months after which no reported figure of this arm pins its curve. */
export function lastFigure({ pinned, lastEvidence, horizon }: EndpointText, arm: string): number {
  const own = pinned?.find((it) => it.arm === arm)
  return own === undefined ? lastEvidence : Math.min(horizon, own.last ?? 0)
}

/** A curve in the part that is pinned by figures and the part that is not; both hold the point of the cut. */
export function splitAt(
  points: readonly CurvePoint[],
  cut: number,
  between: 'step' | 'line',
): readonly [readonly CurvePoint[], readonly CurvePoint[]] {
  const after = points.findIndex((it) => it.time > cut)
  const next = points[after]
  const last = points[after - 1]
  if (next === undefined) return [points, []]
  if (last === undefined) return [[], points]
  const share = between === 'step' ? 0 : (cut - last.time) / (next.time - last.time)
  const mix = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : a + share * (b - a)
  const here: CurvePoint = {
    time: cut,
    survival: last.survival + share * (next.survival - last.survival),
    lower: mix(last.lower, next.lower),
    upper: mix(last.upper, next.upper),
  }
  return [
    [...points.slice(0, after), here],
    [here, ...points.slice(after)],
  ]
}

function bands(arm: ArmCurve, cut: number, plot: Plot): readonly Layer[] {
  return splitAt(arm.smooth, cut, 'line').flatMap((points, part): Layer[] => {
    const rows = points.flatMap(({ time, lower, upper }) =>
      lower === null || upper === null ? [] : [{ arm: arm.id, time, lower, upper }],
    )
    if (rows.length < 2) return []
    return [
      {
        data: values(rows),
        mark: { type: 'area', color: arm.line, opacity: part === 0 ? 0.14 : 0.08 },
        encoding: { x: timeOf(plot), y: survivalOf('lower'), y2: { field: 'upper' } },
      },
    ]
  })
}

function lines(arm: ArmCurve, cut: number, plot: Plot): readonly Layer[] {
  const line = (points: readonly CurvePoint[], strength: number, stepped: boolean): Layer[] =>
    points.length < 2
      ? []
      : [
          {
            data: values(points.map(({ time, survival }) => ({ arm: arm.id, time, survival }))),
            mark: {
              type: 'line',
              color: arm.line,
              opacity: strength,
              strokeJoin: 'miter',
              ...(stepped
                ? { interpolate: 'step-after', strokeWidth: 2.2, strokeDash: [...arm.dash] }
                : { strokeWidth: 1 }),
            },
            encoding: { x: timeOf(plot), y: survivalOf() },
          },
        ]
  const [smooth, smoothBeyond] = splitAt(arm.smooth, cut, 'line')
  const [km, kmBeyond] = splitAt(arm.km, cut, 'step')
  return [
    ...line(smooth, 0.8, false),
    ...line(smoothBeyond, 0.8 * pale, false),
    ...line(kmBeyond, pale, true),
    ...line(km, 1, true),
  ]
}

/** The sampling interval of the Kaplan-Meier estimate as two stepped outlines. */
function outline(arm: ArmCurve, plot: Plot): readonly Layer[] {
  return (['lower', 'upper'] as const).flatMap((limit): Layer[] => {
    const rows = arm.km.flatMap((it) =>
      it[limit] === null ? [] : [{ arm: arm.id, time: it.time, survival: it[limit] }],
    )
    if (rows.length < 2) return []
    return [
      {
        data: values(rows),
        mark: {
          type: 'line',
          interpolate: 'step-after',
          color: arm.line,
          strokeWidth: 1,
          strokeDash: [1, 2.5],
          opacity: 0.9,
        },
        encoding: { x: timeOf(plot), y: survivalOf() },
      },
    ]
  })
}

function censoringTicks(arm: ArmCurve, cut: number, plot: Plot): readonly Layer[] {
  const ticks = (rows: ArmCurve['censored'], opacity: number): Layer[] =>
    rows.length === 0
      ? []
      : [
          {
            data: values(rows.map(({ time, survival }) => ({ arm: arm.id, time, survival }))),
            mark: { type: 'tick', orient: 'vertical', size: 8, thickness: 1.1, color: arm.line, opacity },
            encoding: { x: timeOf(plot), y: survivalOf() },
          },
        ]
  return [
    ...ticks(
      arm.censored.filter((it) => it.time <= cut),
      1,
    ),
    ...ticks(
      arm.censored.filter((it) => it.time > cut),
      pale,
    ),
  ]
}
