import { columns } from '../numeric/columns.ts'
import { normalHalfWidth } from './estimate.ts'
import type { Patients } from './patients.ts'
import { riskSteps, type RiskSteps } from './product-limit.ts'
import { requireCall } from './require-call.ts'
import type { LevelOption } from './rmst.ts'

/** The Nelson-Aalen estimate over the distinct times; before the first time the cumulative hazard is 0. */
export interface NelsonAalen extends RiskSteps {
  readonly cumulativeHazard: Float64Array
  readonly standardError: Float64Array
  /** Limits that are symmetric for the logarithm; NaN while the cumulative hazard is 0. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly level: number
}

/**
 * Nelson-Aalen estimator of the cumulative hazard of all the patients given: H(t) = sum over event times u <= t of d / n,
 * with variance sum d / n^2 and limits H exp(+-z se / H). Weights count patients; with delayed entry a patient is at risk
 * on (start, time]. No patients give empty arrays.
 *
 * @param options.level on (0, 1), otherwise a RangeError
 *
 * [Nelson1972], [Aalen1978]. Agrees with R `survfit(...)$cumhaz` and `$std.chaz` to 1e-12.
 *
 * @example
 * ```ts
 * import { nelsonAalen, patients } from 'remeier/survival'
 * nelsonAalen(patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] })).cumulativeHazard // => [0.25, 0.25, 0.75, 0.75]
 * ```
 */
export function nelsonAalen(patients: Patients, options: LevelOption = {}): NelsonAalen {
  requireCall('nelsonAalen', patients, options, ['level'])
  const { level = 0.95 } = options
  const z = normalHalfWidth(level)
  const steps = riskSteps(patients)
  const { nRisk, nEvent } = steps
  const size = nRisk.length
  const [cumulativeHazard, standardError, lower, upper] = columns(4, size)
  const result = { cumulativeHazard: cumulativeHazard!, standardError: standardError!, lower: lower!, upper: upper! }
  let hazard = 0
  let variance = 0
  for (let i = 0; i < size; i++) {
    const n = nRisk[i]!
    const d = nEvent[i]!
    if (d > 0) {
      hazard += d / n
      variance += d / (n * n)
    }
    const se = Math.sqrt(variance)
    result.cumulativeHazard[i] = hazard
    result.standardError[i] = se
    result.lower[i] = hazard > 0 ? hazard * Math.exp((-z * se) / hazard) : NaN
    result.upper[i] = hazard > 0 ? hazard * Math.exp((z * se) / hazard) : NaN
  }
  return { ...steps, ...result, level }
}
