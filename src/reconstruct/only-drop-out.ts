import type { Prior } from './prior.ts'

/** A prior for a trial in which follow-up ends for all at the end of the curves: before it patients are censored by drop-out alone. */
export function onlyDropOut(prior: Prior): Prior {
  return {
    ...prior,
    moments: (context) => prior.moments({ ...context, dropOutOnly: context.dropOutOnly.map(() => true) }),
  }
}
