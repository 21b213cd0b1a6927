import type { Bounds } from '../evidence/bounds.ts'

export interface ProportionalEvents {
  /** Standard error of the log hazard ratio times the root of the number of events. */
  readonly standardError: Bounds
  /** z of the log-rank test over z of Wald's test (log hazard ratio over its standard error). */
  readonly testRatio: Bounds
}

/** Cumulative hazards of the arm that has more events at which a trial may end: from almost no events to almost nobody without one. */
const ENDS = [0.01, 0.1, 0.3, 0.6, 1, 1.5, 2.5, 4]

const STEPS = 32

/**
 * What the partial likelihood holds on average where hazards are proportional, from a trial with few events to one that is complete.
 *
 * At an event, let r be the share of arm 1 among those at risk and p = r theta / (r theta + 1 - r) its share of the hazard. The
 * estimate makes the sum of p the events of arm 1, its information is the sum of p(1 - p); so the log-rank test, the sum of p - r over
 * the root of the sum of r(1 - r), follows from the same shares. The two tests are not one: with a strong effect the log-rank z is the
 * larger [Cox1972], [Mantel1966].
 *
 * @param share patients of arm 1 among all, on (0, 1)
 * @param hazardRatio arm 1 against arm 0, above 0
 */
export function proportionalEvents(share: number, hazardRatio: number): ProportionalEvents {
  const at = ENDS.map((end) => until(end / Math.max(1, hazardRatio), share, hazardRatio))
  return {
    standardError: hull(at.map(({ information }) => 1 / Math.sqrt(information))),
    testRatio: hull(at.map(({ testRatio }) => testRatio)),
  }
}

/** Averages over the events until the cumulative hazard of arm 0 is `end`. */
function until(
  end: number,
  share: number,
  theta: number,
): { readonly information: number; readonly testRatio: number } {
  let [events, information, variance, excess] = [0, 0, 0, 0]
  for (let step = 0; step < STEPS; step++) {
    const hazard = ((step + 0.5) / STEPS) * end
    const [one, other] = [share * Math.exp(-theta * hazard), (1 - share) * Math.exp(-hazard)]
    const rate = theta * one + other
    const r = one / (one + other)
    const p = (theta * one) / rate
    events += rate
    information += rate * p * (1 - p)
    variance += rate * r * (1 - r)
    excess += rate * (p - r)
  }
  const beta = Math.log(theta)
  const testRatio = Math.abs(beta) < 1e-6 ? 1 : excess / (beta * Math.sqrt(variance * information))
  return { information: information / events, testRatio }
}

function hull(values: readonly number[]): Bounds {
  return { lower: Math.min(...values), upper: Math.max(...values) }
}
