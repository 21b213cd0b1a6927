import { bounds } from '../evidence/bounds.ts'
import type { PrintedNumber } from '../evidence/parse-estimate.ts'
import { agrestiCoull } from '../statistics/agresti-coull.ts'
import { clopperPearson } from '../statistics/clopper-pearson.ts'
import { jeffreys } from '../statistics/jeffreys.ts'
import type { Proportion } from '../statistics/proportion.ts'
import type { Statistic, StatisticValue } from '../statistics/statistic.ts'
import { wald } from '../statistics/wald.ts'
import { wilsonContinuity } from '../statistics/wilson-continuity.ts'
import { wilson } from '../statistics/wilson.ts'
import { attainingCounts } from './attainable.ts'
import type { PrintedPercent } from './printed-percent.ts'
import type { PrintedProportion } from './printed-proportions.ts'

interface Method {
  readonly name: string
  /** What papers call it, in the words of `plainName`. */
  readonly names: readonly string[]
  readonly interval: (proportion: Proportion, level: number) => Statistic
}

/** The usual intervals of one proportion. */
const methods: readonly Method[] = [
  {
    name: 'Wald',
    names: ['wald', 'normal approximation', 'wald normal approximation', 'asymptotic', 'asymptotic wald'],
    interval: wald,
  },
  { name: 'Wilson', names: ['wilson', 'score', 'wilson score'], interval: wilson },
  {
    name: 'Wilson with continuity correction',
    // Papers leave the correction unsaid.
    names: [
      'wilson',
      'score',
      'wilson score',
      ...['wilson', 'score', 'wilson score'].map((it) => `${it} continuity correction`),
    ],
    interval: wilsonContinuity,
  },
  {
    name: 'Clopper-Pearson',
    names: ['clopper pearson', 'exact', 'exact clopper pearson'],
    interval: clopperPearson,
  },
  { name: 'Agresti-Coull', names: ['agresti coull'], interval: agrestiCoull },
  { name: 'Jeffreys', names: ['jeffreys', 'jeffreys prior'], interval: jeffreys },
]

/** Words of a method that change nothing about it. */
const NEUTRAL =
  /^(two|sided|tailed|ci|cis|confidence|intervals?|limits?|methods?|of|the|by|for|with|an?|based|on|using|binomial|proportions?|estimat\w*|\d+)$/

/** "95% CI by the Clopper-Pearson (exact) method" is "clopper exact pearson": the words that matter, sorted. */
function plainName(method: string): string {
  const words = method
    .toLowerCase()
    .replace(/continuity[- ]corrected|corrected for continuity/g, 'continuity correction')
    .split(/[^a-z0-9]+/)
  return [...new Set(words)]
    .filter((it) => it !== '' && !NEUTRAL.test(it))
    .sort()
    .join(' ')
}

function isNamed({ names }: Method, method: string): boolean {
  const plain = plainName(method)
  return names.some((it) => plainName(it) === plain)
}

/** A printed interval of a percentage beside the intervals of its count. */
export interface IntervalMatch {
  readonly method: string
  readonly count: number
  readonly of: number
  readonly lower: number
  readonly upper: number
  /** How the printed limits come from these: rounded to the nearest, rounded twice, or not at all. */
  readonly fit: 'nearest' | 'twice' | 'none'
}

export interface ComparedInterval {
  readonly interval: NonNullable<PrintedPercent['interval']>
  /** By the stated method; of every method where none is stated. The best fit first. */
  readonly own: readonly IntervalMatch[]
  /** By the methods that are not stated. */
  readonly others: readonly IntervalMatch[]
}

const order = ['nearest', 'twice', 'none'] as const

/**
 * The intervals of a proportion beside the printed one, for its count or, where that is not printed, for every count of which the
 * percentage can be one. `null` where there is nothing to compare: no interval, no denominator, or a method whose name is not exactly one of
 * the six: "Wald with continuity correction", "exact (Blaker)" and "mid-p" are other intervals.
 */
export function compareInterval({ count, of, percent, method }: PrintedProportion): ComparedInterval | null {
  const { interval, share } = percent
  if (interval === null || of === null || of <= 0 || (count !== null && count > of)) return null
  const [first, last] = count !== null ? [count, count] : share === null ? [1, 0] : attainingCounts(share, of, 'twice')
  const stated = method === null ? methods : methods.filter((it) => isNamed(it, method))
  if (first > last || stated.length === 0) return null
  const by = (some: readonly Method[]): readonly IntervalMatch[] => {
    const counts = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    const all = some.flatMap((it) => counts.flatMap((k) => match(it, { count: k, total: of }, interval)))
    return order.flatMap((fit) => all.filter((it) => it.fit === fit))
  }
  return { interval, own: by(stated), others: by(methods.filter((it) => !stated.includes(it))) }
}

function match(
  { name, interval }: Method,
  { count, total }: Proportion,
  printed: ComparedInterval['interval'],
): readonly IntervalMatch[] {
  const result = interval({ count, total }, printed.level)
  if (result.kind !== 'value') return []
  const { lower, upper } = result
  return [{ method: name, count, of: total, lower, upper, fit: fitOf(result, printed) }]
}

function fitOf({ lower, upper }: StatisticValue, printed: ComparedInterval['interval']): IntervalMatch['fit'] {
  const fits = (twice: boolean): boolean => rounds(lower, printed.lower, twice) && rounds(upper, printed.upper, twice)
  return fits(false) ? 'nearest' : fits(true) ? 'twice' : 'none'
}

/** Far below any printed digit, far above what the limits are computed to. */
const NOISE = 1e-9

/** Whether a computed limit is printed so; one beyond 0 or 1 is printed as it is or as 0 or 1. */
function rounds(limit: number, { quantity }: PrintedNumber, twice: boolean): boolean {
  const range = bounds(quantity)
  if (range === null) return false
  const more = twice && range.upper < Infinity ? (range.upper - range.lower) / 20 : 0
  return [limit, Math.min(1, Math.max(0, limit))].some(
    (it) => it >= range.lower - more - NOISE && it <= range.upper + more + NOISE,
  )
}
