import { columns } from '../numeric/columns.ts'
import { type CompetingRows, type CompetingTable, tabulate } from './competing-rows.ts'
import { normalHalfWidth } from './estimate.ts'
import type { LevelOption } from './rmst.ts'

export interface CumulativeIncidence {
  readonly cause: string
  readonly incidence: Float64Array
  readonly standardError: Float64Array
  /** Limits that are symmetric for log(-log(1 - incidence)); NaN while the incidence is 0. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export interface AalenJohansen {
  /** Distinct times, ascending. */
  readonly time: Float64Array
  readonly nRisk: Float64Array
  /** Free of every kind of event: the Kaplan-Meier curve of all kinds together. */
  readonly survival: Float64Array
  readonly causes: readonly CumulativeIncidence[]
  readonly level: number
}

/**
 * Aalen-Johansen estimator of the cumulative incidence of competing events: F_k(t) = sum over event times u <= t of
 * S(u-) d_k / n, S the Kaplan-Meier curve of all kinds together. Standard errors are the infinitesimal jackknife of R:
 * the root of the sum over patients of their squared influence on F_k(t).
 *
 * Throws a RangeError if a time is negative, infinite or not a number, an event is not one of the kinds, or a weight is not
 * positive. No patients give empty arrays.
 *
 * [AalenJohansen1978]. Agrees with R `survfit(Surv(time, event, type = 'mstate') ~ 1)` to 1e-12.
 *
 * @example
 * ```ts
 * import { aalenJohansen } from 'remeier/survival'
 * const fit = aalenJohansen({ causes: ['relapse', 'death'], time: [1, 2, 3, 4], event: [1, 2, 0, 1] })
 * fit.causes[0].incidence // => [0.25, 0.25, 0.25, 0.75]
 * fit.causes[1].incidence // => [0, 0.25, 0.25, 0.25]
 * ```
 */
export function aalenJohansen(rows: CompetingRows, options: LevelOption = {}): AalenJohansen {
  const { level = 0.95 } = options
  const z = normalHalfWidth(level)
  const table = tabulate(rows)
  const { time, nRisk, events } = table
  const size = time.length
  const [survival] = columns(1, size)
  const kinds = rows.causes.length
  const incidences = columns(kinds, size)
  let s = 1
  for (let i = 0; i < size; i++) {
    let all = 0
    for (let k = 0; k < kinds; k++) {
      const d = events[k]![i]!
      incidences[k]![i] = (i === 0 ? 0 : incidences[k]![i - 1]!) + (s * d) / nRisk[i]!
      all += d
    }
    s *= 1 - all / nRisk[i]!
    survival![i] = s
  }
  const causes = rows.causes.map((cause, k) => {
    const incidence = incidences[k]!
    const standardError = influence(table, survival!, incidence, k)
    return { cause, incidence, standardError, ...limits(incidence, standardError, z) }
  })
  return { time, nRisk, survival: survival!, causes, level }
}

/**
 * The infinitesimal jackknife in one pass. While a patient is at risk all have the same influence on S and F (`still`); who
 * leaves at a has from then on the influence alpha + beta F(t), so that sums of squares of alpha and beta are enough.
 */
function influence(
  { nRisk, events, squares }: CompetingTable,
  survival: Float64Array,
  incidence: Float64Array,
  kind: number,
) {
  const size = nRisk.length
  const [error] = columns(1, size)
  let remaining = squares.reduce((sum, column) => column.reduce((a, b) => a + b, sum), 0)
  let stillS = 0
  let stillF = 0
  let aa = 0
  let ab = 0
  let bb = 0
  for (let i = 0; i < size; i++) {
    const n = nRisk[i]!
    const before = i === 0 ? 1 : survival[i - 1]!
    const after = survival[i]!
    const own = events[kind]![i]! / n
    const any = before > 0 ? 1 - after / before : 0
    squares.forEach((column, j) => {
      const square = column[i]!
      if (square === 0) return
      const f = stillF + stillS * own + (before * ((j === kind + 1 ? 1 : 0) - own)) / n
      const s = stillS * (1 - any) - (before * ((j > 0 ? 1 : 0) - any)) / n
      const beta = after > 0 ? s / after : 0
      const alpha = f - beta * incidence[i]!
      aa += square * alpha * alpha
      ab += square * alpha * beta
      bb += square * beta * beta
      remaining -= square
    })
    stillF += stillS * own - (before * own) / n
    stillS = stillS * (1 - any) + (before * any) / n
    const value = incidence[i]!
    const atRisk = i === size - 1 ? 0 : remaining * stillF * stillF
    error![i] = Math.sqrt(Math.max(0, aa + 2 * ab * value + bb * value * value + atRisk))
  }
  return error!
}

function limits(incidence: Float64Array, error: Float64Array, z: number): { lower: Float64Array; upper: Float64Array } {
  const [lower, upper] = columns(2, incidence.length)
  incidence.forEach((f, i) => {
    const log = Math.log1p(0 - f)
    const spread = Math.exp((z * error[i]!) / ((1 - f) * log))
    const exists = f > 0 && f < 1
    lower![i] = exists ? -Math.expm1(log * spread) : NaN
    upper![i] = exists ? -Math.expm1(log / spread) : NaN
  })
  return { lower: lower!, upper: upper! }
}
