/** Some clicks hit the riser of a step or miss the curve. */
const stray = 0.04

/** How a click may lie beside the curve: normal with the noise of reading or, now and then, astray somewhere within a step. */
export interface Sight {
  /** Density of readings that belong to the curve. */
  readonly own: number
  /** Density of strays. */
  readonly other: number
}

/** Densities of a reading that is `residual` off; `variance` of curve and reading together, `step` the height of a step there. */
export function sight(
  residual: number,
  variance: number,
  noise: number,
  step: number,
  into: { own: number; other: number },
): Sight {
  const width = strayWidth(noise, step)
  const square = residual * residual
  into.own = ((1 - stray) / Math.sqrt(variance)) * Math.exp((-0.5 * square) / variance)
  into.other = (stray / width) * Math.exp((-0.5 * square) / (width * width))
  return into
}

/** Minus log likelihood of a reading; a floor keeps what nothing explains finite. */
export function sightCost({ own, other }: Sight): number {
  return -Math.log(own + other + 1e-9)
}

/** The least that a reading can cost. */
export function leastSightCost(noise: number): number {
  return -Math.log((1 - stray + stray / 3) / noise)
}

export function strayWidth(noise: number, step: number): number {
  return Math.max(3 * noise, 0.6 * step)
}
