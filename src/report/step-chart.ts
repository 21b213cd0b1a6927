import { monthsSince } from '../chart/months-since.ts'
import { armStyles, ink } from '../chart/theme.ts'
import { trimmed } from '../result/format.ts'
import type { CurveRow, EndpointText, ReportedRow, Results } from '../result/frames.ts'
import type { ChartSeries, StepChart } from './slide.ts'

/** The rebuilt Kaplan-Meier curves of an endpoint with the reported figures as points, for a chart that can be edited; null where there is no curve. */
export function stepChart(results: Results, endpoint: EndpointText): StepChart | null {
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === endpoint.trial && it.endpoint === endpoint.id
  const trial = results.trials.find((it) => it.id === endpoint.trial)
  const curves = results.curves.filter((it) => of(it) && it.series === 'km')
  if (trial === undefined || curves.length === 0) return null
  const arms = armStyles(trial.arms).filter((arm) => curves.some((it) => it.arm === arm.id))
  const reported = results.reported.filter(of)
  const end = Math.max(...curves.map((it) => it.time))
  const series = arms.map((arm): ChartSeries => ({
    name: `${arm.label}, rebuilt`,
    colour: arm.line,
    dashed: arm.dash.length > 0,
    marks: 'line',
    points: steps(curves.filter((it) => it.arm === arm.id)),
  }))
  const points = reported.flatMap((it) => place(it))
  const step = tick(end)
  return {
    alt:
      `${endpoint.label} in ${trial.label}: rebuilt Kaplan-Meier curves of ${arms.map((it) => it.label).join(' and ')} over ${trimmed(end, 1)} months` +
      (points.length === 0 ? '.' : `, and ${points.length} reported figures as points.`),
    xTitle: monthsSince(endpoint.clock),
    yTitle: endpoint.label,
    end: Math.ceil(end / step) * step,
    step,
    series:
      points.length === 0
        ? series
        : [...series, { name: 'Reported', colour: ink, dashed: false, marks: 'points', points }],
  }
}

/** Both ends of every step, rounded so that the file does not depend on the last bit. */
function steps(rows: readonly CurveRow[]): ChartSeries['points'] {
  const points: (readonly [number, number])[] = []
  for (const { time, survival } of rows) {
    if (survival === null) continue
    const [x, y] = [rounded(time, 1000), rounded(survival, 100_000)]
    const last = points.at(-1)
    if (last !== undefined && last[1] !== y) points.push([x, last[1]])
    // A stretch without events needs only its two ends.
    if (last?.[1] === y && points.at(-2)?.[1] === y) points.pop()
    points.push([x, y])
  }
  return points
}

/** Where a reported figure lies: survival at its time, the median at one half. */
function place({ measure, time, estimate }: ReportedRow): readonly (readonly [number, number])[] {
  if (estimate === null) return []
  if (measure === 'survival' && time !== null) return [[rounded(time, 1000), rounded(estimate, 100_000)]]
  return measure === 'median' ? [[rounded(estimate, 1000), 0.5]] : []
}

const rounded = (x: number, parts: number): number => Math.round(x * parts) / parts

/** At most 13 ticks, at whole years, half years or quarters. */
function tick(end: number): number {
  return [1, 3, 6, 12, 24, 36, 60].find((it) => end / it <= 12) ?? 120
}
