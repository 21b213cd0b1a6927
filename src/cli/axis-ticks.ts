const steps = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240]

/** Ticks of a time axis from 0 to `horizon` months at calendar steps, at most `most` of them: the times of the number table too. */
export function axisTicks(horizon: number, most = 9): readonly number[] {
  if (!(horizon > 0 && Number.isFinite(horizon)))
    throw new RangeError(`A time axis has a length above 0, got ${horizon}.`)
  const step = steps.find((it) => horizon / it + 1 <= most) ?? Math.ceil(horizon / (most - 1))
  return Array.from({ length: Math.floor(horizon / step) + 1 }, (_, at) => at * step)
}
