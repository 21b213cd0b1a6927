/** A fact that holds for the published curve: S(t) <= high from `time` on, and S(t) >= low up to and including `time`. */
export interface Fact {
  readonly time: number
  readonly low: number
  readonly high: number
}

/** All facts together, on [0, end]: S <= high[i] from time[i] on, S >= low[i] up to and including time[i]; both fall. */
export interface Envelope {
  readonly time: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

export function envelopeOf(facts: readonly Fact[], end: number): Envelope {
  const time = Float64Array.from(new Set([0, end, ...facts.map((it) => Math.min(end, it.time))])).sort()
  const place = new Map(Array.from(time, (t, i) => [t, i]))
  const low = new Float64Array(time.length)
  const high = new Float64Array(time.length).fill(1)
  for (const fact of facts) {
    const i = place.get(Math.min(end, fact.time))!
    low[i] = Math.max(low[i]!, fact.low)
    if (fact.time <= end) high[i] = Math.min(high[i]!, fact.high)
  }
  for (let i = time.length - 2; i >= 0; i -= 1) low[i] = Math.max(low[i]!, low[i + 1]!)
  for (let i = 1; i < time.length; i += 1) high[i] = Math.min(high[i]!, high[i - 1]!)
  return { time, low, high }
}

/** The smallest and the largest S(t) of the envelope. */
export function within({ time, low, high }: Envelope, t: number): { readonly low: number; readonly high: number } {
  let [from, to] = [0, time.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (time[middle]! < t) from = middle + 1
    else to = middle
  }
  return { low: low[from] ?? 0, high: high[time[from] === t ? from : from - 1] ?? 1 }
}

/** Probability by which facts may miss each other through rounding of arithmetic alone. */
export const negligible = 1e-9

/** Whether any falling curve lies in it. */
export function isOpen({ low, high }: Envelope): boolean {
  return low.every((it, i) => it <= high[i]! + negligible)
}
