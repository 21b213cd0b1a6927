import type { Figure } from '../evidence/evidence.ts'
import type { Expected } from './expected.ts'
import type { StateLaw } from './state.ts'

/** An observation linearised at a state: figure minus model, the variance of what the model leaves out, and the model's gradient. */
export interface Look {
  readonly residual: number
  readonly variance: number
  readonly gradient: Float64Array
  /** Where residual and variance stand for an inequality: the log of how far the state agrees with it, which is what it says of a hypothesis. */
  readonly logChance?: number
}

/** What one printed figure says about the state. */
export interface Observation {
  /** Id of the figure. */
  readonly figure: string
  /** An estimate and its limits share a group: they are left out together. */
  readonly group: string
  /** False for terms that only complete another observation of the same figure: they are not tested on their own. */
  readonly tested: boolean
  /** The Jacobian of a printed time: it tells of the slope of the curve there, and holds no number of its own. */
  readonly isJacobian?: true
  /**
   * Given where the figure bends over the width of the law, so that draws have to be brought back to it: the residual without variance and gradient,
   * from what is expected of every arm at a state.
   */
  readonly residual?: (arms: readonly Expected[]) => number
  readonly look: (state: Float64Array) => Look
  /** Variance beside that of the look where something that the state does not hold may have moved the figure (visits that nobody prints, chance between two points of the grid): only the test whether it fits the others allows for it. */
  readonly place?: (state: Float64Array) => number
}

/**
 * A figure predicted from a state law that has not seen it, in the unit of the figure: its value so many standard deviations from the middle, on the scale on which it is nearly normal. It never falls;
 * Infinity is a time that is not reached within follow-up.
 */
export type Predicted = (deviate: number) => number

/** How a printed figure is predicted from all the others. */
export interface Predictor {
  readonly figure: Figure
  readonly group: string
  /** A string says why there is no prediction. */
  readonly predict: (without: StateLaw) => Predicted | string
}

/** What one block of evidence contributes. */
export interface Reading {
  readonly observations: readonly Observation[]
  readonly predictors: readonly Predictor[]
  /** Sentences: what was skipped and why. */
  readonly notes: readonly string[]
}

/** 97.5% point of the normal law. */
export const z95 = 1.959963984540054
