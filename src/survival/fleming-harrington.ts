import { columns } from '../numeric/columns.ts'
import type { KaplanMeier, KaplanMeierOptions } from './kaplan-meier.ts'
import type { Patients } from './patients.ts'
import { pointwiseLimits } from './pointwise-limits.ts'
import { riskSteps } from './product-limit.ts'
import { requireCall } from './require-call.ts'

/**
 * Fleming-Harrington estimator of survival, exp(-H(t)), where tied events are taken one after the other:
 * H(t) = sum over event times u <= t of 1/n + 1/(n - 1) + ... + 1/(n - d + 1), with variance the sum of the squares of
 * the same terms. Limits as for `kaplanMeier`; survival never reaches 0.
 *
 * Delayed entry is allowed. Weights are not (taking events one after the other needs whole ones): a RangeError.
 *
 * [FlemingHarrington1984]. Agrees with R `survfit(stype = 2, ctype = 2)` to 1e-12.
 *
 * @example
 * ```ts
 * import { flemingHarrington, patients } from 'remeier/survival'
 * flemingHarrington(patients({ time: [1, 2], event: [1, 0] })).survival[0] // => 0.6065306597126334
 * ```
 */
export function flemingHarrington(patients: Patients, options: KaplanMeierOptions = {}): KaplanMeier {
  requireCall('flemingHarrington', patients, options, ['level', 'interval'])
  if (patients.weight) throw new RangeError('flemingHarrington: patients without weights are required')
  const { level = 0.95, interval = 'log-log' } = options
  const steps = riskSteps(patients)
  const size = steps.nRisk.length
  const [first, second] = columns(2, size)
  const survival = first!
  const variance = second!
  let hazard = 0
  let sum = 0
  for (let i = 0; i < size; i++) {
    for (let r = 0; r < steps.nEvent[i]!; r++) {
      const n = steps.nRisk[i]! - r
      hazard += 1 / n
      sum += 1 / (n * n)
    }
    survival[i] = Math.exp(-hazard)
    variance[i] = sum
  }
  return { ...steps, survival, ...pointwiseLimits(survival, variance, level, interval), level, interval }
}
