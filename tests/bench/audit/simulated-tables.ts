import { type RandomNumbers, randomStream } from '../../../src/numeric/random-stream.ts'
import { agrestiCoull } from '../../../src/statistics/agresti-coull.ts'
import { clopperPearson } from '../../../src/statistics/clopper-pearson.ts'
import { jeffreys } from '../../../src/statistics/jeffreys.ts'
import { oddsRatio } from '../../../src/statistics/odds-ratio.ts'
import { wald } from '../../../src/statistics/wald.ts'
import { wilsonContinuity } from '../../../src/statistics/wilson-continuity.ts'
import { wilson } from '../../../src/statistics/wilson.ts'

const methods = [
  ['Wald', wald],
  ['Wilson', wilson],
  ['Wilson with continuity correction', wilsonContinuity],
  ['Clopper-Pearson', clopperPearson],
  ['Agresti-Coull', agrestiCoull],
  ['Jeffreys', jeffreys],
] as const

const arms = ['new', 'old'] as const

interface Style {
  readonly random: RandomNumbers
  readonly decimals: number
  readonly sign: '' | '%'
  /** Whether a percentage that rounds to 0 is printed as "<1". */
  readonly below: boolean
}

/**
 * A record of tables of counts without a mistake: two arms of 20 to 600 patients, percentages with no or one decimal, rounded to the nearest;
 * flow, response (a partition with its sums, a rate with one of six intervals whose method every other paper names, an odds ratio),
 * adverse events by grade, drugs that overlap, totals of both arms, percentages without counts.
 */
export function simulatedTables(index: number): string {
  const random = randomStream(20261121, 'simulated tables')(index)
  const style: Style = {
    random,
    decimals: random.uniform() < 0.6 ? 0 : 1,
    sign: random.uniform() < 0.5 ? '' : '%',
    below: random.uniform() < 0.5,
  }
  const n = Math.round(20 * Math.exp(Math.log(30) * random.uniform()))
  const sizes = [n, random.uniform() < 0.6 ? n : Math.max(10, Math.round(n / 2))] as const
  const treated = sizes.map((size) => binomial(random, size, 0.9 + 0.1 * random.uniform()))
  return JSON.stringify({
    id: `tables-${index}`,
    trial: `Tables ${index}`,
    'time unit': 'months',
    sources: { paper: { citation: 'A simulated paper', kind: 'primary' } },
    arms: { new: { label: 'New', role: 'experimental' }, old: { label: 'Old', role: 'control' } },
    flow: Object.fromEntries(
      arms.map((arm, at) => [
        arm,
        {
          chains: [
            [
              { randomised: sizes[at] },
              { treated: { count: treated[at], percent: percent(style, treated[at]!, sizes[at]!) } },
            ],
          ],
        },
      ]),
    ),
    endpoints: {},
    tables: {
      response: response(style, sizes),
      safety: safety(style, treated),
      drugs: drugs(style, sizes),
      rates: rates(style, sizes),
    },
  })
}

function binomial(random: RandomNumbers, n: number, p: number): number {
  let count = 0
  for (let k = 0; k < n; k++) count += random.uniform() < p ? 1 : 0
  return count
}

/** Rounded to the nearest, halves up, from whole numbers. */
function percent({ decimals, sign, below }: Style, count: number, of: number): string {
  const scale = decimals === 0 ? 100 : 1000
  const rounded = Math.floor((2 * scale * count + of) / (2 * of))
  if (below && decimals === 0 && count > 0 && rounded === 0) return `<1${sign}`
  return `${(rounded / (scale / 100)).toFixed(decimals)}${sign}`
}

const cell = (style: Style, count: number, of: number): string => `${count} (${percent(style, count, of)})`

const categories = [
  'Stringent complete response',
  'Complete response',
  'Partial response',
  'Stable disease',
  'Progressive disease',
  'Not evaluable',
]

function response(style: Style, sizes: readonly number[]) {
  const { random } = style
  const counts = sizes.map((size) => {
    const weights = categories.map(() => random.exponential())
    const total = weights.reduce((sum, it) => sum + it, 0)
    const found = categories.map(() => 0)
    for (let k = 0; k < size; k++) {
      let left = random.uniform() * total
      found[
        Math.max(
          0,
          weights.findIndex((it) => (left -= it) < 0),
        )
      ]! += 1
    }
    return found
  })
  const [name, interval] = methods[random.integer(methods.length)]!
  const rate = counts.map((it) => it[0]! + it[1]! + it[2]!)
  const printed = rate.map((count, at) => {
    const it = interval({ count, total: sizes[at]! })
    const limit = (x: number): string => (100 * Math.min(1, Math.max(0, x))).toFixed(style.decimals)
    const bare = percent({ ...style, sign: '', below: false }, count, sizes[at]!)
    return it.kind === 'value' ? `${bare} (${limit(it.lower)}-${limit(it.upper)})` : bare
  })
  const or = oddsRatio({ count: rate[0]!, total: sizes[0]! }, { count: rate[1]!, total: sizes[1]! })
  const contrast =
    or.kind === 'value'
      ? { contrast: { 'odds ratio': `${or.value.toFixed(2)} (${or.lower.toFixed(2)} to ${or.upper.toFixed(2)})` } }
      : {}
  const rows = Object.fromEntries(
    categories.map((category, k) => [category, sizes.map((size, at) => cell(style, counts[at]![k]!, size))]),
  )
  return {
    label: 'Response',
    population: 'randomised',
    columns: arms.map((arm, at) => ({ arm, of: sizes[at] })),
    ...(random.uniform() < 0.5 && { method: name }),
    rows: { 'Overall response': { form: 'count', cells: rate.map(String), percents: printed, ...contrast }, ...rows },
    partitions: [categories],
    sums: { 'Overall response': categories.slice(0, 3) },
  }
}

const events = ['Neutropenia', 'Infection', 'Fatigue', 'Nausea']

/** Any grade, then 3 or 4, then 5, each part of the patients of the first. */
function safety(style: Style, treated: readonly number[]) {
  const { random } = style
  const of = treated.map((it) => Math.max(1, it))
  const any = of.map((n) => binomial(random, n, 0.9))
  const severe = any.map((n) => binomial(random, n, 0.6))
  const row = (within: readonly number[], high: readonly number[], share: number): readonly string[] =>
    within.flatMap((n, at) => {
      const count = binomial(random, n, share)
      const most = Math.min(count, high[at]!)
      const grade = binomial(random, most, 0.3)
      const fatal = binomial(random, count - grade, 0.02)
      return [cell(style, count, of[at]!), cell(style, grade, of[at]!), fatal === 0 ? '0' : cell(style, fatal, of[at]!)]
    })
  const all = any.flatMap((n, at) => [cell(style, n, of[at]!), cell(style, severe[at]!, of[at]!), '0'])
  return {
    label: 'Adverse events',
    population: 'treated',
    columns: arms.flatMap((arm, at) => ['any', '3 or 4', '5'].map((grade) => ({ arm, grade, of: of[at] }))),
    rows: {
      'Any adverse event': all.map((it, at) => (at % 3 === 2 ? 'unreadable' : it)),
      ...Object.fromEntries(events.map((name) => [name, row(any, severe, 0.1 + 0.5 * random.uniform())])),
    },
    within: Object.fromEntries(events.map((name) => [name, 'Any adverse event'])),
  }
}

/** Three drugs that patients may have had together, those who had any, and the totals of both arms. */
function drugs(style: Style, sizes: readonly number[]) {
  const { random } = style
  const names = ['Drug A', 'Drug B', 'Drug C']
  const shares = names.map(() => random.uniform())
  const counts = sizes.map((size) => {
    const had = Array.from({ length: size }, () => shares.map((share) => random.uniform() < share))
    const of = (k: number): number => had.filter((it) => it[k]).length
    return [...names.map((_, k) => of(k)), had.filter((it) => it.includes(true)).length]
  })
  const total = sizes.reduce((sum, it) => sum + it, 0)
  const row = (k: number): readonly string[] => [
    ...sizes.map((size, at) => cell(style, counts[at]![k]!, size)),
    cell(
      style,
      counts.reduce((sum, it) => sum + it[k]!, 0),
      total,
    ),
  ]
  return {
    label: 'Previous drugs',
    population: 'randomised',
    columns: [...arms.map((arm, at) => ({ arm, of: sizes[at] })), { arm: 'all', of: total }],
    rows: Object.fromEntries([...names, 'Any drug'].map((name, k) => [name, row(k)])),
    unions: { 'Any drug': names },
  }
}

/** Percentages without their counts. */
function rates(style: Style, sizes: readonly number[]) {
  return {
    label: 'Rates',
    population: 'randomised',
    columns: arms.map((arm, at) => ({ arm, of: sizes[at] })),
    form: 'percent',
    rows: Object.fromEntries(
      ['MRD negative', 'Alive', 'Second response'].map((name) => [
        name,
        sizes.map((size) =>
          percent({ ...style, below: false }, binomial(style.random, size, style.random.uniform()), size),
        ),
      ]),
    ),
  }
}
