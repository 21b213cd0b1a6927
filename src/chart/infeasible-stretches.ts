import type { ScenarioCurveRow } from '../result/frames.ts'

/** Months from which and to which a curve is none that survival can have. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** A curve cut where it turns feasible or infeasible; neighbouring runs share a point, so that no gap is drawn. */
export function runs(
  curve: readonly ScenarioCurveRow[],
): readonly { feasible: boolean; points: readonly ScenarioCurveRow[] }[] {
  const found: { feasible: boolean; points: ScenarioCurveRow[] }[] = []
  for (const point of curve) {
    const open = found.at(-1)
    if (open?.feasible === point.feasible) {
      open.points.push(point)
    } else {
      const last = open?.points.at(-1)
      found.push({ feasible: point.feasible, points: last ? [last, point] : [point] })
    }
  }
  return found
}

/** Stretches of a curve that are infeasible. */
export function stretches(curve: readonly ScenarioCurveRow[]): readonly Stretch[] {
  return runs(curve).flatMap((run) => {
    const own = run.points.filter((it) => !it.feasible)
    const [first, last] = [own[0], own.at(-1)]
    return run.feasible || !first || !last ? [] : [{ from: first.time, to: last.time }]
  })
}

/** The union of the stretches of several curves. */
export function union(all: readonly (readonly Stretch[])[]): readonly Stretch[] {
  const sorted = all.flat().sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const it of sorted) {
    const last = merged.at(-1)
    if (last && it.from <= last.to) last.to = Math.max(last.to, it.to)
    else merged.push({ ...it })
  }
  return merged
}
