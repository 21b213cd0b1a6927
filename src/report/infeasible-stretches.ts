import { trimmed } from '../result/format.ts'
import type { Results, ScenarioCurveRow } from '../result/frames.ts'
import { labels } from './labels.ts'

/** Where the curves of a scenario are no survival curves, curve by curve: "immediate failure, Ide-cel: 3.2 to 7.8 months". */
export function infeasibleStretches(results: Results, scenario: string): readonly string[] {
  const name = labels(results)
  const curves = new Map<string, ScenarioCurveRow[]>()
  for (const row of results.scenarioCurves.filter((it) => it.scenario === scenario)) {
    const what = [
      name.variant(row),
      row.parameter === '' ? '' : name.parameterAt(row.trial, row.parameter, row.value),
      name.arm(row.trial, row.arm),
    ]
      .filter((it) => it !== '')
      .join(', ')
    curves.set(what, [...(curves.get(what) ?? []), row])
  }
  return [...curves].flatMap(([what, rows]) => {
    const found = stretches(rows)
    return found.length === 0 ? [] : [`${what}: ${found.join(', ')} months`]
  })
}

/** Runs of infeasible points, each named by the first and last time that stands in the rows. */
function stretches(rows: readonly ScenarioCurveRow[]): readonly string[] {
  const found: { from: number; to: number }[] = []
  let open: { from: number; to: number } | null = null
  for (const row of [...rows].sort((a, b) => a.time - b.time)) {
    if (row.feasible) {
      open = null
    } else if (open === null) {
      open = { from: row.time, to: row.time }
      found.push(open)
    } else {
      open.to = row.time
    }
  }
  return found.map(({ from, to }) =>
    from === to ? `at ${trimmed(from, 1)}` : `${trimmed(from, 1)} to ${trimmed(to, 1)}`,
  )
}
