import type { FindingRow, Results } from '../result/frames.ts'
import { measureLabel } from '../result/measure-format.ts'
import { armStyles, type ArmStyle } from './theme.ts'

export type AgreementData = Pick<Results, 'trials' | 'endpoints' | 'findings' | 'reported' | 'rules'>

/** A printed figure with its limits, which share its row. */
export interface ComparedPrint {
  readonly id: string
  readonly label: string
  readonly arm: ArmStyle | undefined
  readonly printed: string
  /** Figures of one kind stand together. */
  readonly kind: number
}

export interface Comparison {
  readonly finding: FindingRow
  /** Figures of the endpoint that it compares, each once, by id without limits. */
  readonly figures: readonly string[]
}

export interface Agreement {
  /** By kind, then time, then arm. */
  readonly figures: readonly ComparedPrint[]
  /** In the order of the rules; those with nothing to compare are left out. */
  readonly comparisons: readonly Comparison[]
}

/** Kinds of figures in the order in which they are shown; any other measure comes last. */
const kinds: readonly RegExp[] = [
  /^(survival|milestone|cumulative-incidence)$/,
  /^median$/,
  /^(hazard-ratio|p-value|.*-ratio|.*-difference)(#\d+)?$/,
  /^(events|patients|at-risk)$/,
  /^follow-up-/,
  /^(planned|look)-/,
  /./,
]

/** Measures whose id says too little. */
const words: Readonly<Record<string, string>> = {
  'look-reached': 'Information fraction',
  'look-planned': 'Planned information fraction',
  'look-boundary': 'Boundary for the p-value',
}

/** What the audit compared within one endpoint of a trial. Limits of an interval stand for the figure that they belong to. */
export function agreement(results: AgreementData, trial: string, endpoint: string): Agreement {
  const own = (id: string): boolean => id.startsWith(`${endpoint}.`)
  const comparisons = results.findings
    .filter((it) => it.trial === trial && it.state !== 'not-applicable')
    .map((finding) => ({
      finding,
      figures: [...new Set(finding.figures.flatMap(({ id }) => (own(id) ? [withoutLimit(id)] : [])))],
    }))
    .filter((it) => it.figures.length > 0)
  const prints = new Map<string, string>()
  const know = (id: string, printed: string): void => {
    if (withoutLimit(id) === id || !prints.has(withoutLimit(id)))
      prints.set(withoutLimit(id), withoutLimit(id) === id ? printed : '')
  }
  for (const it of comparisons)
    for (const { id, printed } of it.finding.figures) if (own(id)) know(id, shortPrint(printed))
  for (const it of results.reported)
    if (it.trial === trial && it.endpoint === endpoint && !prints.has(withoutLimit(it.figure)))
      know(it.figure, shortPrint(it.printed))
  const arms = armStyles(results.trials.find((it) => it.id === trial)?.arms ?? [])
  const order = results.rules.map(({ id }) => id)
  return {
    figures: inOrder(
      [...prints].map(([id, printed]) => figureOf(id, printed, arms)),
      arms,
    ),
    comparisons: comparisons.sort((a, b) => order.indexOf(a.finding.rule) - order.indexOf(b.finding.rule)),
  }
}

/** Of a number that is inferred. */
export const notPrinted = 'not printed'

const withoutLimit = (id: string): string => id.replace(/-(lower|upper)(?=[@#]|$)/u, '')

/** "NR (37.7 to NE)" for "not reached (37.7 months to not evaluable)"; what is still longer than its column is left to the table. */
function shortPrint(printed: string | null): string {
  if (printed === null) return notPrinted
  const short = printed
    .replaceAll(/ months\b/gu, '')
    .replace(/^not reached/u, 'NR')
    .replace(/not (?:evaluable|estimable|reached)\)$/u, 'NE)')
  return short.length > 26 ? '' : short
}

interface Placed extends ComparedPrint {
  readonly time: number
}

function figureOf(id: string, printed: string, arms: readonly ArmStyle[]): Placed {
  const [, who = '', rest = ''] = id.split('.').length > 2 ? (/^[^.]*\.([^.]*)\.(.*)$/u.exec(id) ?? []) : []
  const [, measure = rest, , at, unit = '', ordinal] = /^(.*?)(@([\d.]+)([a-z]*))?(?:#(\d+))?$/u.exec(rest) ?? []
  const time = at === undefined ? null : Number(at)
  const arm = arms.find((it) => it.id === who)
  const name = words[measure] ?? measureLabel(measure, unit === '' ? time : null)
  const later = unit === '' ? '' : ` at ${at ?? ''} ${unit}`
  const look = ordinal === undefined ? '' : measure.startsWith('look-') ? `, look ${ordinal}` : ` (${ordinal})`
  const whose = arm !== undefined && arms.length > 1 ? `, ${arm.label}` : ''
  const kind = kinds.findIndex((measures) => measures.test(measure))
  const contrast = who.includes('-vs-') && arms.length > 2 ? `, ${contrastLabel(who, arms)}` : ''
  return {
    id,
    label: `${name}${later}${look}${whose}${contrast}`,
    arm,
    printed,
    kind,
    time: time ?? 0,
  }
}

function contrastLabel(who: string, arms: readonly ArmStyle[]): string {
  const label = (id: string): string => arms.find((it) => it.id === id)?.label ?? id
  return who
    .split('-vs-')
    .map((id) => label(id))
    .join(' v. ')
}

function inOrder(figures: readonly Placed[], arms: readonly ArmStyle[]): readonly ComparedPrint[] {
  const place = (it: Placed): number => (it.arm === undefined ? arms.length : arms.indexOf(it.arm))
  return [...figures].sort((a, b) => a.kind - b.kind || a.time - b.time || place(a) - place(b))
}
