import type { Prior } from '../scenario/prior.ts'
import type { ProbabilisticBiasPlan } from './plan.ts'

type PlanPrior = ProbabilisticBiasPlan['priors']['survival of those not infused']

/** The prior that a plan names. */
export function planPrior(given: PlanPrior): Prior {
  switch (given.prior) {
    case 'beta':
      return { kind: 'beta', a: given.a, b: given.b }
    case 'gamma':
      return { kind: 'gamma', shape: given.shape, scale: given.scale }
    case 'log-normal':
      return { kind: 'log-normal', median: given.median, logStandardDeviation: given['log standard deviation'] }
    case 'uniform':
      return { kind: 'uniform', from: given.from, to: given.to }
    case 'triangular':
      return { kind: 'triangular', from: given.from, mode: given.mode, to: given.to }
    case 'point':
      return { kind: 'point', value: given.value }
  }
}

/** Where each number can be. */
export const biasDomains: Readonly<Record<string, readonly [number, number]>> = {
  'infused share': [1e-6, 1],
  'survival of those not infused': [0, 1],
  'control hazard multiplier': [1e-6, 1000],
}
