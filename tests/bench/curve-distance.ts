type Rows = readonly (readonly [time: number, event: number])[]

/** Mean absolute difference of two Kaplan-Meier curves, and of the areas under them, over the follow-up of the first; as shares of it. */
export function curveDistance(truth: Rows, rebuilt: Rows): { readonly distance: number; readonly area: number } {
  const end = Math.max(...truth.map((row) => row[0]))
  const [a, b] = [steps(truth), steps(rebuilt)]
  const times = [0, ...a, ...b].map((it) => (typeof it === 'number' ? it : it.time)).filter((time) => time < end)
  const sorted = [...new Set(times)].sort((x, y) => x - y)
  let [distance, area] = [0, 0]
  sorted.forEach((time, i) => {
    const gap = at(a, time) - at(b, time)
    const width = (sorted[i + 1] ?? end) - time
    distance += Math.abs(gap) * width
    area += gap * width
  })
  return { distance: distance / end, area: Math.abs(area) / end }
}

interface Step {
  readonly time: number
  readonly survival: number
}

/** Kaplan-Meier by its definition, apart from the library's. */
function steps(rows: Rows): Step[] {
  const sorted = [...rows].sort((x, y) => x[0] - y[0] || y[1] - x[1])
  const found: Step[] = []
  let survival = 1
  sorted.forEach(([time, event], i) => {
    if (event !== 1) return
    survival *= 1 - 1 / (sorted.length - i)
    found.push({ time, survival })
  })
  return found
}

const at = (curve: readonly Step[], time: number): number => curve.findLast((it) => it.time <= time)?.survival ?? 1
