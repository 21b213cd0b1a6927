import { randomStream } from '../numeric/random-stream.ts'
import { type EstimateNotEstimable, normalHalfWidth } from './estimate.ts'
import { type Patients, selectRows } from './patients.ts'
import { refuse } from './refuse.ts'
import { requireCall } from './require-call.ts'
import { requireNumber } from './require-number.ts'

export interface BootstrapOptions {
  /** Whole number on [0, 2^32): the same seed gives the same samples. */
  readonly seed: number
  /** Number of samples, >= 2; default 1000. */
  readonly draws?: number
  /** Level of the percentile interval, a proportion; default 0.95. */
  readonly level?: number
  /** Another purpose gives other samples from the same seed; default 'bootstrap'. */
  readonly purpose?: string
}

export interface BootstrapValue {
  readonly kind: 'value'
  /** The statistic of the patients themselves. */
  readonly value: number
  /** Percentile limits. */
  readonly lower: number
  readonly upper: number
  readonly level: number
  /** Standard deviation over the samples. */
  readonly standardError: number
  /** The statistic of each sample that has one, in the order of the draws. */
  readonly replicates: Float64Array
  /** Samples in which the statistic does not exist; they are left out. */
  readonly missing: number
}

/**
 * Nonparametric bootstrap of any statistic of patients: in each sample the patients of an arm are drawn with replacement
 * from that arm, so that its size stays. Rows stay in order of time, so no sample is sorted again. A draw depends on the
 * seed, the purpose and its own index only: more draws begin with the same ones.
 *
 * @param statistic of a sample; null where it does not exist (see the `kind` of what estimators return). What is not a finite number
 * does not exist either: NaN and infinities count as missing.
 * @returns `not-estimable` where the statistic does not exist for the patients themselves, or in all but one sample
 *
 * [EfronTibshirani1993], percentiles of type 7 [HyndmanFan1996] as R `quantile`.
 *
 * @example
 * ```ts
 * import { bootstrap, patients } from 'remeier/survival'
 * const p = patients({ time: [1, 2, 3, 4], event: [1, 1, 1, 1] })
 * bootstrap(p, (sample) => sample.time.length, { seed: 1, draws: 10 }).value // => 4
 * ```
 */
export function bootstrap(
  patients: Patients,
  statistic: (sample: Patients) => number | null,
  options: BootstrapOptions,
): BootstrapValue | EstimateNotEstimable {
  requireDraws(patients, options, 'bootstrap')
  if (typeof statistic !== 'function') refuse('bootstrap', 'a function as statistic', statistic)
  const value = statistic(patients)
  const n = patients.time.length
  const rows = new Uint32Array(n + 2)
  const sample = rows.subarray(0, n)
  return replicate(patients, value, options, (counts) => {
    for (let row = 0, k = 0; row < n; row++) {
      const drawn = counts[row]!
      // Twice without a branch on the number, which no processor can foretell: what is too much is written over.
      rows[k] = row
      rows[k + 1] = row
      for (let more = 2; more < drawn; more++) rows[k + more] = row
      k += drawn
    }
    return statistic(selectRows(patients, sample))
  })
}

/** Throws a RangeError for what is wrong with the call, before the statistic is computed. */
export function requireDraws(patients: Patients, options: BootstrapOptions, caller: string): void {
  requireCall(caller, patients, options, ['seed', 'draws', 'level', 'purpose'])
  const { seed, draws = 1000, level = 0.95 } = options
  requireNumber(caller, seed, seed >= 0 && seed < 4294967296 && seed % 1 === 0, 'a whole number on [0, 2^32) as seed')
  requireNumber(caller, draws, Number.isInteger(draws) && draws >= 2, 'a whole number of draws >= 2')
  normalHalfWidth(level)
}

/** Runs a statistic over samples, each given as how often every row was drawn. */
export function replicate(
  patients: Patients,
  value: number | null,
  options: BootstrapOptions,
  statistic: (counts: Uint16Array) => number | null,
): BootstrapValue | EstimateNotEstimable {
  const { seed, draws = 1000, level = 0.95, purpose = 'bootstrap' } = options
  const stream = randomStream(seed, purpose)
  if (value === null || !Number.isFinite(value))
    return { kind: 'not-estimable', reason: 'the statistic does not exist for the patients' }
  const members = rowsByArm(patients)
  const counts = new Uint16Array(patients.time.length)
  const found: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const random = stream(draw)
    counts.fill(0)
    for (const rows of members) random.tally(rows, counts)
    const result = statistic(counts)
    if (result !== null && Number.isFinite(result)) found.push(result)
  }
  if (found.length < 2) return { kind: 'not-estimable', reason: 'the statistic exists in fewer than two samples' }
  return summary(value, Float64Array.from(found), draws, level)
}

function summary(value: number, replicates: Float64Array, draws: number, level: number): BootstrapValue {
  const sorted = replicates.slice().sort()
  return {
    kind: 'value',
    value,
    lower: quantile(sorted, (1 - level) / 2),
    upper: quantile(sorted, 1 - (1 - level) / 2),
    level,
    standardError: standardDeviation(replicates),
    replicates,
    missing: draws - replicates.length,
  }
}

function rowsByArm({ arms, assigned }: Patients): Uint32Array[] {
  const sizes = new Uint32Array(arms.length)
  for (const arm of assigned) sizes[arm]!++
  const members = arms.map((_, arm) => new Uint32Array(sizes[arm]!))
  sizes.fill(0)
  for (let i = 0; i < assigned.length; i++) members[assigned[i]!]![sizes[assigned[i]!]!++] = i
  return members
}

function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p
  const low = Math.floor(at)
  const high = Math.min(low + 1, sorted.length - 1)
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!)
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (values.length - 1))
}
