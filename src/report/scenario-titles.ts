import { rangesOf } from '../chart/range-bar.ts'
import type { ScenarioTarget } from '../chart/scenario-parts.ts'
import { heatmapVerdict } from '../chart/tipping-heatmap.ts'
import { range, trimmed } from '../result/format.ts'
import type { Results } from '../result/frames.ts'
import { formatEstimate, formatInterval, formatValue, measureFormat } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { labels, type Labels } from './labels.ts'

interface Found {
  readonly rows: readonly Row[]
  readonly name: Labels
  /** Of the scenario. */
  readonly label: string
  readonly results: Results
  readonly target: ScenarioTarget
}

/** What the rows behind each picture found, as the title of its slide; null where they do not say it. By the name of the picture. */
const titles: Readonly<Record<string, (found: Found) => string | null>> = {
  'over time': overTime,
  periods,
  fan,
  'follow-up': followUp,
  clocks,
  bias,
  tests,
  bounds,
  response,
  visits: ({ rows }) => overVariants(rows, 'as rebuilt', 'as the schedules would have seen it'),
  ways: ({ rows }) => overVariants(rows, 'as assigned', 'analysed in other ways'),
  heatmap: ({ results, target, label }) => `${label}: ${heatmapVerdict(results, target) ?? ''}`,
}

/** The finding of the picture `chart` of a scenario, with the numbers of its rows and, of several trials, the name of its own; null where there is none. */
export function scenarioTitle(results: Results, target: ScenarioTarget, chart: string): string | null {
  const name = labels(results)
  const rows = results.rows.filter(
    (it) => it.trial === target.trial && it.endpoint === target.endpoint && it.scenario === target.scenario,
  )
  const label = results.scenarios.find((it) => it.id === target.scenario)?.label ?? target.scenario
  const found = titles[chart]?.({ rows, name, label, results, target }) ?? null
  if (found === null) return null
  const whole = `${found.charAt(0).toUpperCase()}${found.slice(1)}`
  const named = name.ofTrial(target.trial, whole)
  return named === whole ? whole : name.ofTrial(target.trial, found)
}

/** Inside the evidence from the first time to the last; what lies beyond is called so. */
function overTime({ rows }: Found): string | null {
  const own = rows
    .filter((it) => it.measure === 'survival-difference' && it.origin === 'scenario' && it.estimate !== null)
    .sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
  const inside = own.filter((it) => it.status === 'ok')
  const beyond = own.filter((it) => it.status === 'extrapolated').at(-1)
  const [first, last] = [inside[0], inside.at(-1)]
  if (first === undefined || last === undefined) return null
  const at = (it: Row): string => `${formatEstimate(it)} at ${trimmed(it.time ?? 0)} months`
  return [
    `difference in survival, percentage points: ${at(first)}`,
    ...(last === first ? [] : [`, ${at(last)}`]),
    ...(beyond === undefined ? [] : [`; past the last printed figure ${at(beyond)}, the model’s alone`]),
  ].join('')
}

function periods({ rows }: Found): string | null {
  const own = rows.filter((it) => it.measure === 'hazard-ratio' && it.estimate !== null)
  const each = own.flatMap((it) => {
    const [, from, to] = /^period (\S+) to (\S+) months$/u.exec(it.variant) ?? []
    return from === undefined || to === undefined
      ? []
      : [{ said: `${formatEstimate(it)} from ${from} to ${to} months`, to }]
  })
  const after = own.find((it) => it.variant === `events after ${each.at(-1)?.to ?? ''} months alone`)
  const all = own.find((it) => it.variant === 'all events')
  if (each.length === 0 || all === undefined) return null
  const later = after === undefined ? [] : [`${formatEstimate(after)} later`]
  return `hazard ratio ${[...each.map((it) => it.said), ...later].join(', ')}; over all events ${formatEstimate(all)}`
}

/** Of several lags the first, which is the one that is drawn. */
function fan({ rows, name }: Found): string | null {
  const bound = ['median', 'survival'].flatMap(
    (measure) => rows.find((it) => it.origin === 'bound' && it.measure === measure) ?? [],
  )[0]
  const all = bound === undefined ? null : within(bound)
  if (bound === undefined || all === null) return null
  const beyond = bound.status === 'extrapolated' ? ' (past the last printed figure: the model’s alone)' : ''
  return `of all ${bound.population}, whatever became of those who are not in the printed curve: ${quantity(bound)} with ${name.arm(bound.trial, bound.arm)} ${all}${beyond}, sampling error apart`
}

function followUp({ rows, name }: Found): string | null {
  const shares = rows.filter((it) => it.measure === 'proportion' && it.time !== null && it.estimate !== null)
  const time = Math.max(...shares.map((it) => it.time ?? 0))
  const each = shares
    .filter((it) => it.time === time)
    .map((it) => `${formatValue('proportion', it.estimate ?? 0)} of ${name.arm(it.trial, it.arm)}`)
  if (each.length === 0) return null
  const [reach] = rangesOf(rows)
  const left =
    reach === undefined
      ? ''
      : `; ${reach.said.replace(/,.*: within/u, ', whatever became of them, within').replace(/(?=, [^,]* as rebuilt$)/u, ', sampling error apart')}`
  return `censored by ${trimmed(time)} months, rebuilt: ${each.join(', ')}${left}`
}

function clocks({ rows, name }: Found): string | null {
  const own = rows.filter((it) => it.variant === 'on its own clock' && it.estimate !== null)
  const [shown] = ['median', 'survival'].flatMap((measure) => own.find((it) => it.measure === measure) ?? [])
  if (shown === undefined) return null
  const same = own.filter((it) => it.measure === shown.measure && it.time === shown.time)
  const each = same.map((it) => `${formatEstimate(it)} with ${name.arm(it.trial, it.arm)}`)
  return `${quantity(shown)}${shown.measure === 'median' ? ' in months' : ''}, each on its own clock: ${each.join('; ')}; not a comparison of alike patients`
}

function bias({ rows, results, target }: Found): string | null {
  const own = rows.filter((it) => it.measure.endsWith('-difference') && it.estimate !== null && it.value === null)
  const [alone, both] = ['priors alone', 'priors and random error'].map((it) => own.find((row) => row.variant === it))
  if (alone === undefined || both === undefined) return null
  const published = results.rows.find(
    (it) =>
      it.role === 'reference' &&
      it.origin === 'rebuilt' &&
      it.trial === target.trial &&
      it.endpoint === target.endpoint &&
      it.measure === alone.measure &&
      it.time === alone.time &&
      it.arm === alone.arm &&
      it.versus === alone.versus,
  )
  const before = published?.estimate ?? null
  const whose = published === undefined || published.population === alone.population ? '' : `, ${alone.population},`
  return (
    `over the priors the ${quantity(alone)}${whose} is ${formatEstimate(alone)}${unit(alone)}, with random error ${formatEstimate(both)} (95% simulation intervals)` +
    (before === null
      ? ''
      : `; as published${whose === '' ? '' : `, ${published?.population ?? ''}`}, rebuilt: ${formatValue(alone.measure, before)}`)
  )
}

function tests({ rows }: Found): string | null {
  const z = rows.flatMap((it) => (it.measure === 'z-statistic' && it.value === null ? (it.estimate ?? []) : []))
  const p = rows.flatMap((it) => (it.measure === 'p-value' ? (it.estimate ?? []) : []))
  const combined = rows.find((it) => it.measure === 'p-value' && it.method.startsWith('max-combo'))?.estimate ?? null
  if (z.length === 0 || p.length === 0) return null
  const [least, most] = [Math.min(...z), Math.max(...z)].map((it) => formatValue('z-statistic', it))
  return (
    `over ${z.length} weightings of early and late events z is ${range(least ?? '', most ?? '')}` +
    (combined === null
      ? ''
      : `; MaxCombo, valid only for weights chosen in advance: p ${formatValue('p-value', combined)}`)
  )
}

/** The widest of all, by its name. */
function bounds({ rows }: Found): string | null {
  const widest = [...rangesOf(rows)].sort((a, b) => b.upper - b.lower - (a.upper - a.lower))[0]
  if (widest === undefined) return null
  const row = { measure: widest.measure, time: widest.time }
  const whose = rows.find((it) => it.origin === 'bound' && it.variant === widest.name)?.population
  return `whatever became of those not infused, the ${quantity(row)}${whose === undefined ? '' : ` of the ${whose}`} lies within ${within({ ...row, lower: widest.lower, upper: widest.upper }) ?? ''}, sampling error apart (widest: ${widest.name})`
}

function response({ rows, label }: Found): string | null {
  const reported = rows.find((it) => it.measure === 'proportion' && it.parameter === '' && it.estimate !== null)
  const bound = rows.find((it) => it.measure === 'proportion' && it.origin === 'bound')
  const all = bound === undefined ? null : within(bound)
  if (reported === undefined || bound === undefined || all === null) return null
  return `${label.replace(/ by denominator$/u, '')}: ${formatEstimate(reported)} of ${reported.population} as reported; ${all} of ${bound.population}, whatever the others did, sampling error apart`
}

/** The hazard ratio that nothing was changed for, and the range of the others. */
function overVariants(rows: readonly Row[], unchanged: string, changed: string): string | null {
  const own = rows.filter((it) => it.measure === 'hazard-ratio' && it.origin === 'scenario' && it.estimate !== null)
  const as = own.find((it) => it.variant === unchanged)
  const others = own.flatMap((it) => (it.variant === unchanged ? [] : (it.estimate ?? []))).sort((a, b) => a - b)
  const [least, most] = [others[0], others.at(-1)]
  if (as === undefined || least === undefined || most === undefined) return null
  const ends = [least, most].map((it) => formatValue('hazard-ratio', it))
  const reach = ends[0] === ends[1] ? (ends[0] ?? '') : range(ends[0] ?? '', ends[1] ?? '')
  return `hazard ratio ${formatEstimate(as)} ${unchanged}; ${reach} ${changed}`
}

/** "difference in survival at 12 months". */
function quantity({ measure, time }: Pick<Row, 'measure' | 'time'>): string {
  const { name } = measureFormat(measure)
  return time === null ? name : `${name} ${name.includes('restricted mean') ? 'up to' : 'at'} ${trimmed(time)} months`
}

/** Both ends with their unit; a word has none. */
function within(row: Pick<Row, 'measure' | 'lower' | 'upper'>): string | null {
  const ends = formatInterval(row.measure, row.lower, row.upper)
  if (ends === null || /[a-z]$/u.test(ends)) return ends
  return `${ends}${measureFormat(row.measure).kind === 'percent' ? '%' : unit(row)}`
}

function unit({ measure }: Pick<Row, 'measure'>): string {
  const own = measureFormat(measure).unit
  return own === '' ? '' : ` ${own}`
}
