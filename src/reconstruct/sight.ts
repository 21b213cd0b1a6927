/** Some clicks hit the riser of a step or miss the curve. */
const stray = 0.04

export interface Seen {
  /** Minus log likelihood. */
  readonly cost: number
  /** Probability that the click is on the curve at all. */
  readonly on: number
}

/**
 * How likely a reading is `residual` off a curve at a place: normal with the noise of reading, or, now and then, a stray click somewhere
 * within a step.
 */
export function sight(residual: number, variance: number, noise: number, step: number): Seen {
  const width = strayWidth(noise, step)
  const own = ((1 - stray) / Math.sqrt(variance)) * Math.exp((-0.5 * residual * residual) / variance)
  const other = (stray / width) * Math.exp((-0.5 * residual * residual) / (width * width))
  return { cost: -Math.log(own + other + 1e-9), on: own / (own + other + 1e-300) }
}

export function strayWidth(noise: number, step: number): number {
  return Math.max(3 * noise, 0.6 * step)
}
