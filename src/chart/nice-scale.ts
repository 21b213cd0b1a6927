/** A linear axis over all values with some air, its ends and ticks at round numbers, `within` what the quantity can be. Empty input gives 0 to 1. */
export function niceScale(
  values: readonly number[],
  wanted = 6,
  within: readonly [number, number] = [-Infinity, Infinity],
): { readonly from: number; readonly to: number; readonly ticks: readonly number[] } {
  const least = values.length === 0 ? 0 : Math.min(...values)
  const most = values.length === 0 ? 1 : Math.max(...values)
  const span = most > least ? most - least : Math.max(1, Math.abs(most))
  const decade = Number(`1e${String(Math.floor(Math.log10(span / wanted)))}`)
  const step = [1, 2, 5, 10, 20].map((it) => it * decade).find((it) => span / it <= wanted) ?? span
  const first = Math.floor(Math.max(least - 0.04 * span, within[0]) / step)
  const last = Math.ceil(Math.min(most + 0.04 * span, within[1]) / step)
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
  return { from: first * step, to: last * step, ticks }
}

/** A logarithmic axis over all positive values, ticks at 1, 2 and 5 times powers of ten (with more between where they span little). */
export function logScale(values: readonly number[]): {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
} {
  const positive = values.filter((it) => it > 0)
  const from = (positive.length === 0 ? 0.5 : Math.min(...positive)) / 1.12
  const to = (positive.length === 0 ? 2 : Math.max(...positive)) * 1.12
  const lead =
    to / from < 3 ? [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9] : to / from < 8 ? [1, 1.5, 2, 3, 4, 5, 7] : [1, 2, 5]
  const decades = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
  const ticks = decades.flatMap((power) => lead.map((it) => Number(`${String(it)}e${String(power)}`)))
  return { from, to, ticks: ticks.filter((it) => it >= from && it <= to) }
}
