import { randomStream } from '../numeric/random-stream.ts'
import { type EstimateNotEstimable, normalHalfWidth } from './estimate.ts'
import { type Patients, selectRows } from './patients.ts'

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
 * @param statistic of a sample; null where it does not exist (see the `kind` of what estimators return)
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
  const { seed, draws = 1000, level = 0.95, purpose = 'bootstrap' } = options
  if (!(Number.isInteger(draws) && draws >= 2))
    throw new RangeError(`bootstrap: a whole number of draws >= 2 is required, got ${draws}`)
  normalHalfWidth(level)
  const stream = randomStream(seed, purpose)
  const value = statistic(patients)
  if (value === null) return { kind: 'not-estimable', reason: 'the statistic does not exist for the patients' }
  const members = rowsByArm(patients)
  const found: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const replicate = statistic(selectRows(patients, resample(members, patients.time.length, stream(draw))))
    if (replicate !== null) found.push(replicate)
  }
  if (found.length < 2) return { kind: 'not-estimable', reason: 'the statistic exists in fewer than two samples' }
  const replicates = Float64Array.from(found)
  const sorted = replicates.slice().sort()
  return {
    kind: 'value',
    value,
    lower: quantile(sorted, (1 - level) / 2),
    upper: quantile(sorted, 1 - (1 - level) / 2),
    level,
    standardError: standardDeviation(replicates),
    replicates,
    missing: draws - found.length,
  }
}

function rowsByArm({ arms, assigned }: Patients): Uint32Array[] {
  const rows = Uint32Array.from(assigned, (_, i) => i)
  return arms.map((_, arm) => rows.filter((row) => assigned[row] === arm))
}

/** How often each row is drawn, written out as ascending rows. */
function resample(members: readonly Uint32Array[], n: number, random: { integer: (n: number) => number }): Uint32Array {
  const counts = new Uint32Array(n)
  for (const rows of members)
    rows.forEach(() => {
      counts[rows[random.integer(rows.length)]!]!++
    })
  const sample = new Uint32Array(n)
  for (let row = 0, k = 0; row < n; row++) for (let c = counts[row]!; c > 0; c--) sample[k++] = row
  return sample
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
