/** Below this sd of theta the normal and the gamma law of the hazard cannot be told apart. */
const normalEnough = 0.12

/**
 * The cumulative hazard a deviation away from its centre. Where theta = log Lambda is known well, exp(theta + deviation); where few events
 * make it, a cumulative hazard has the law of a count, and the exponential would let it leap: the gamma law by its cube root,
 *
 *     Lambda = exp(theta) (1 - s^2/9 + deviation/3)^3
 *
 * ([WilsonHilferty1931]), with s the sd of theta. The two agree at s = 0.
 *
 * @param deviation of theta, as a rule z s
 */
export function hazardQuantile(theta: number, deviation: number, sd: number): number {
  return hazardQuantileAt(Math.exp(theta), theta, deviation, sd)
}

/** The same where exp(theta) is at hand. */
export function hazardQuantileAt(hazard: number, theta: number, deviation: number, sd: number): number {
  if (sd <= normalEnough) return Math.exp(theta + deviation)
  const root = Math.max(0, 1 - (sd * sd) / 9 + deviation / 3)
  return hazard * root * root * root
}
