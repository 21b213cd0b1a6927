import type { LiveFigure } from './live-page.ts'
import type { LiveLine, Outcome } from './outcome.ts'

/** A point of a line as the figure draws it. */
export interface LineRow {
  readonly key: string
  readonly order: number
  readonly style: 'main' | 'beside' | 'assumed' | 'infeasible'
  readonly colour: string
  readonly time: number
  readonly survival: number
}

export interface LabelRow {
  readonly time: number
  readonly survival: number
  readonly text: string
  readonly colour: string
}

export interface DrawnRows {
  readonly lines: readonly LineRow[]
  readonly labels: readonly LabelRow[]
  readonly cursor: readonly { readonly time: number }[]
}

/** The curves of an outcome as rows of the live figure: an arm with an assumed curve has its rebuilt one thin beside it. */
export function drawnRows({ lines, cursor }: Outcome, figure: LiveFigure): DrawnRows {
  const assumed = new Set(lines.flatMap((it) => (it.series === 'assumed' ? [it.arm] : [])))
  const style = (line: LiveLine): LineRow['style'] =>
    line.series === 'assumed' ? 'assumed' : assumed.has(line.arm) ? 'beside' : 'main'
  const colour = (arm: string, of: 'line' | 'text'): string => figure.arms.find((it) => it.id === arm)?.[of] ?? 'black'
  return {
    lines: lines.flatMap((line, at) =>
      runs(line).flatMap(({ feasible, points }, run) =>
        points.map((it, order) => ({
          key: `${at}-${run}`,
          order,
          style: feasible ? style(line) : ('infeasible' as const),
          colour: colour(line.arm, 'line'),
          time: it.time,
          survival: it.survival,
        })),
      ),
    ),
    labels: apart(
      lines.flatMap((line): LabelRow[] => {
        const last = line.points.filter((it) => it.time <= figure.end).at(-1)
        if (last === undefined) return []
        const label = figure.arms.find((it) => it.id === line.arm)?.label ?? line.arm
        const which = { main: '', beside: ', as rebuilt', assumed: ', assumed', infeasible: '' }[style(line)]
        return [
          { time: last.time, survival: last.survival, text: `${label}${which}`, colour: colour(line.arm, 'text') },
        ]
      }),
      17 / figure.height,
    ),
    cursor: [{ time: cursor }],
  }
}

/** Stretches of a line that are possible, and those that are not; neighbours share a point. */
function runs({ points }: LiveLine): readonly { readonly feasible: boolean; readonly points: LiveLine['points'] }[] {
  const found: { feasible: boolean; points: LiveLine['points'][number][] }[] = []
  for (const point of points) {
    const last = found.at(-1)
    if (last?.feasible === point.feasible) last.points.push(point)
    else {
      const shared = last?.points.at(-1)
      found.push({ feasible: point.feasible, points: shared === undefined ? [point] : [shared, point] })
    }
  }
  return found
}

/** Names at least so far from each other, from the lowest up, moved no further than they must. */
function apart(labels: readonly LabelRow[], least: number): readonly LabelRow[] {
  const sorted = [...labels].sort((a, b) => a.survival - b.survival)
  let floor = -Infinity
  return sorted.map((it) => {
    const survival = Math.max(Math.min(1, Math.max(0, it.survival)), floor)
    floor = survival + least
    return { ...it, survival }
  })
}
