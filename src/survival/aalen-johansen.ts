import { columns } from '../numeric/columns.ts'
import { type CompetingRows, type CompetingTable, tabulate } from './competing-rows.ts'
import { type IntervalScale, pointwiseLimits } from './pointwise-limits.ts'
import { requireNames } from './require-names.ts'
import type { LevelOption } from './rmst.ts'

export interface CumulativeIncidence {
  readonly cause: string
  readonly incidence: Float64Array
  readonly standardError: Float64Array
  /** Limits on the scale asked for; NaN where the standard error is 0 (the incidence is 0, or that of a closed cohort is 1). */
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

export interface AalenJohansenOptions extends LevelOption {
  /** Default 'log-log'. */
  readonly interval?: IntervalScale
}

/**
 * Aalen-Johansen estimator of the cumulative incidence of competing events: F_k(t) = sum over event times u <= t of
 * S(u-) d_k / n, S the Kaplan-Meier curve of all kinds together. Standard errors are the infinitesimal jackknife of R:
 * the root of the sum over patients of their squared influence on F_k(t).
 *
 * @param options.interval limits symmetric for F ('plain'), log F ('log', R's default) or log(-log F) ('log-log', ours, as for
 * `kaplanMeier`), cut to [0, 1]. With one kind of event, log-log limits of F are not 1 minus those of S.
 *
 * Throws a RangeError if a time is negative, infinite or not a number, an event is not one of the kinds, or a weight is not
 * on [1e-50, 1e50]. No patients give empty arrays.
 *
 * [AalenJohansen1978]. Agrees with R `survfit(Surv(time, event, type = 'mstate') ~ 1)` to 1e-12, limits too (but R prints limits
 * without width where the standard error is 0).
 *
 * @example
 * ```ts
 * import { aalenJohansen } from 'remeier/survival'
 * const fit = aalenJohansen({ causes: ['relapse', 'death'], time: [1, 2, 3, 4], event: [1, 2, 0, 1] })
 * fit.causes[0].incidence // => [0.25, 0.25, 0.25, 0.75]
 * fit.causes[1].incidence // => [0, 0.25, 0.25, 0.25]
 * ```
 */
export function aalenJohansen(rows: CompetingRows, options: AalenJohansenOptions = {}): AalenJohansen {
  requireNames('aalenJohansen', options, ['level', 'interval'])
  const { level = 0.95, interval = 'log-log' } = options
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
    return { cause, incidence, standardError, ...limits(incidence, standardError, level, interval) }
  })
  return { time, nRisk, survival: survival!, causes, level }
}

/** Relative to the incidence: a standard error below it is rounding error. */
const ROUNDING = 1e-13

/**
 * The infinitesimal jackknife in one pass. While a patient is at risk all have the same influence on S and F (`stillS`, `stillF`).
 * Whoever has left keeps an influence (s, f) that each later event time takes to (s (1 - h), f + s h_k): one linear map for
 * all of them, so that the triangular factor of the matrix of their influences (weights times s, f; a row a patient) is enough. Rows
 * join it by rotation, and nothing is subtracted: sums of squares would lose half the digits where influences cancel.
 */
function influence(
  { nRisk, events, squares }: CompetingTable,
  survival: Float64Array,
  incidence: Float64Array,
  kind: number,
) {
  const size = nRisk.length
  const [error, later] = columns(2, size)
  for (let i = size - 1; i > 0; i--) later![i - 1] = squares.reduce((sum, column) => sum + column[i]!, later![i]!)
  const left = new InfluenceFactor()
  let stillS = 0
  let stillF = 0
  for (let i = 0; i < size; i++) {
    const n = nRisk[i]!
    const before = i === 0 ? 1 : survival[i - 1]!
    const own = events[kind]![i]! / n
    const any = events.reduce((sum, column) => sum + column[i]!, 0) / n
    left.pass(own, any)
    squares.forEach((column, j) => {
      if (column[i] === 0) return
      const weight = Math.sqrt(column[i]!)
      const f = stillF + stillS * own + (before * ((j === kind + 1 ? 1 : 0) - own)) / n
      const s = stillS * (1 - any) - (before * ((j > 0 ? 1 : 0) - any)) / n
      left.join(weight * s, weight * f)
    })
    stillF += stillS * own - (before * own) / n
    stillS = stillS * (1 - any) + (before * any) / n
    const found = Math.hypot(left.fs, left.ff, Math.sqrt(later![i]!) * stillF)
    error![i] = found > ROUNDING * incidence[i]! ? found : 0
  }
  return error!
}

/** The triangular factor ((ss, fs), (0, ff)) of rows (s, f): sums of squares of s and of f are ss^2 and fs^2 + ff^2. */
class InfluenceFactor {
  private ss = 0
  fs = 0
  ff = 0
  /** All rows go through an event time with these hazards. */
  pass(own: number, any: number): void {
    this.fs += own * this.ss
    this.ss *= 1 - any
  }
  /** A row more, turned until its s is 0. */
  join(s: number, f: number): void {
    const length = Math.sqrt(this.ss * this.ss + s * s)
    const cosine = length > 0 ? this.ss / length : 1
    const sine = length > 0 ? s / length : 0
    const rest = cosine * f - sine * this.fs
    this.ss = length
    this.fs = cosine * this.fs + sine * f
    this.ff = Math.sqrt(this.ff * this.ff + rest * rest)
  }
}

/** Without a standard error there are no limits: NaN as a variance makes them NaN. */
function limits(incidence: Float64Array, error: Float64Array, level: number, interval: IntervalScale) {
  const variance = incidence.map((f, i) => (error[i]! > 0 ? (error[i]! / f) * (error[i]! / f) : NaN))
  const { lower, upper } = pointwiseLimits(incidence, variance, level, interval)
  return { lower, upper }
}
