import type { RandomNumbers } from '../../../src/numeric/random-stream.ts'
import type { Row } from '../../../src/result/row.ts'
import type { Paper } from './paper.ts'

/** A number with its sampling interval and, apart from it, its reconstruction spread, as a row has them. */
export type Answer = Pick<Row, 'estimate' | 'lower' | 'upper' | 'spreadLower' | 'spreadUpper'>

/** One number that is asked of every trial of a family. */
export interface Target {
  readonly words: string
  /** Of the population that trials are drawn from. */
  readonly truth: number
  /** Errors of ratios are those of their logarithms. */
  readonly scale: 'plain' | 'log'
  /** The row of the assumption under which the trials were drawn. */
  readonly right: (row: Row) => boolean
  /** A row of another assumption, or of the figure that somebody who made none would have read. */
  readonly wrong?: { readonly words: string; readonly row: (row: Row) => boolean }
  /** The same number from the true patients where they have what rebuilt ones lack: their own switches, infusions. Otherwise the row. */
  readonly known?: Answer
}

/** A trial with known truth, what its paper prints, and what is asked. */
export interface DrawnTrial {
  readonly paper: Paper
  /** The paper that an arm is borrowed from. */
  readonly elsewhere?: Paper
  /** Of the reference, as published. */
  readonly measures: readonly string[]
  readonly scenarios: readonly unknown[]
  /** The same ones in the same order in every trial of a family; what is known of the trial may move their truth. */
  readonly targets: readonly Target[]
}

export interface Family {
  readonly id: string
  /** How its trials are drawn, in a sentence or two. */
  readonly words: string
  /** What one learns from it, and why something is not covered. */
  readonly remarks: readonly string[]
  /** Draws of the reconstruction for a spread, and of the trials that are asked for so many: for what is slow. */
  readonly draws?: number
  readonly trialShare?: number
  readonly draw: (random: RandomNumbers) => DrawnTrial
}
