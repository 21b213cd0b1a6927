import { logLogHalf } from './below.ts'
import type { Fit } from './fit.ts'
import { z95 } from './observation.ts'
import { limitOfTheta } from './read-landmark.ts'

/** Whether the curve (z = 0), or its pointwise limit z standard errors below, may have come down to 1/2 by a time: with a probability of more than 2.5%. */
export function mayBeHalved({ model, posterior }: Fit, arm: number, time: number, z: number): boolean {
  const { value, gradient } = limitOfTheta(model, arm, time, z, posterior.state)
  return value + z95 * Math.sqrt(posterior.variance(gradient)) >= logLogHalf
}
