import { coxDerivatives, type CoxTerms } from './cox-likelihood.ts'

/**
 * Where the partial likelihood of two arms is greatest, and the information there; both arms must have events. Halley's
 * iteration, kept inside the bracket that the signs of the score leave.
 */
export function coxMaximum(terms: Omit<CoxTerms, 'offset'>): { beta: number; information: number } {
  let beta = terms.start
  let low = -Infinity
  let high = Infinity
  for (let iteration = 0; iteration < 100; iteration++) {
    const { score, information, slope, bend } = coxDerivatives(terms, beta)
    if (score > 0) low = beta
    else high = beta
    const halley = (2 * score * information) / (2 * information * information + score * slope)
    const step = Math.max(-2, Math.min(2, halley * score > 0 ? halley : score / information))
    // Halley triples the digits: after a step of 1e-5 nothing is left, and the information follows to second order.
    if (Math.abs(step) < 1e-5)
      return { beta: beta + step, information: information + step * (slope + 0.5 * step * bend) }
    beta += step
    if (beta <= low || beta >= high) beta = (low + high) / 2
  }
  return { beta, information: coxDerivatives(terms, beta).information }
}
