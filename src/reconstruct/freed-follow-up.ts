import { gridFraction, gridSize } from './grid.ts'
import type { Prior } from './prior.ts'
import { armSize } from './state.ts'

/** sd of log(-log G): of its level; of its shape, which changes over this share of follow-up; and how much of both the arms of a trial share. */
const level = 2
const shape = 1.5
const range = 0.2
const shared = 0.9

/**
 * A prior that knows little of follow-up. The one that ships was learnt from trials whose patients are censored from the start on, a few at a time; where nobody is before a minimum
 * follow-up, or all are on one day, it is the law of censoring that is unusual and not the figures. What is believed of survival stays.
 */
export function freedFollowUp(prior: Prior): Prior {
  return {
    ...prior,
    moments: (context) => {
      const { mean, covariance } = prior.moments(context)
      const size = mean.length
      const freed = covariance.slice()
      for (let i = 0; i < size; i += 1) {
        const a = (i % armSize) - gridSize
        if (a < 0) continue
        for (let j = 0; j < size; j += 1) {
          const b = (j % armSize) - gridSize
          if (b < 0) continue
          const apart = Math.abs(gridFraction[a]! - gridFraction[b]!) / range
          const own = level * level + shape * shape * Math.exp(-apart)
          const sameArm = Math.floor(i / armSize) === Math.floor(j / armSize)
          freed[i * size + j]! += sameArm ? own : shared * own
        }
      }
      return { mean, covariance: freed }
    },
  }
}
