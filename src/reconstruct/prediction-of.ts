import type { Figure } from '../evidence/evidence.ts'
import { sideOf } from './lies-within.ts'
import type { Predicted } from './observation.ts'
import { z95 } from './observation.ts'

/** A printed figure beside what all others say of it. In the unit of the figure. */
export interface Prediction {
  readonly value: number
  /** 95% prediction interval. */
  readonly lower: number
  /** Infinity: not reached within follow-up. */
  readonly upper: number
  /**
   * Deviate of the nearest value that prints as the figure: 0 where the prediction itself does, beyond 1.96 where no value inside the interval does. Null where no value that can be
   * prints so.
   */
  readonly z: number | null
}

const furthest = 40
const halvings = 48

/** Value, interval and z from one law, so that they cannot disagree. `reach`: standard deviations of the prediction that a normal deviate comes to. */
export function predictionOf(figure: Figure, predicted: Predicted, reach: (deviate: number) => number): Prediction {
  const at = (deviate: number): number => predicted(deviate === 0 ? 0 : reach(deviate))
  const [value, lower, upper] = [at(0), at(-z95), at(z95)]
  return { value, lower, upper, z: distanceOf(figure, at) }
}

/** The deviate next to 0 at which the prediction prints as the figure. */
function distanceOf(figure: Figure, at: (deviate: number) => number): number | null {
  const side = sideOf(figure, at(0))
  if (side === 0) return 0
  const prints = (size: number): boolean => sideOf(figure, at(-side * size)) !== side
  if (!prints(furthest)) return null
  // The end of the interval is asked first: a verdict must not hang on the last digit of z.
  let [near, far] = prints(z95) ? [0, z95] : [z95, furthest]
  for (let k = 0; k < halvings; k += 1) {
    const middle = (near + far) / 2
    if (prints(middle)) far = middle
    else near = middle
  }
  return -side * far
}
