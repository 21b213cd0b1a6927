import { type Bounds, bounds, canBeEqual } from '../evidence/bounds.ts'
import type { Unit } from '../evidence/evidence.ts'
import { parseEstimate } from '../evidence/parse-estimate.ts'
import type { TimeUnit } from '../evidence/time-unit.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'

/** What a print says in numbers, whatever it leaves out. */
export interface PrintedValue {
  readonly count: number | null
  readonly of: number | null
  /** Its estimate, or the percentage beside a count, as the numbers that it can stand for; `null` where it states none. */
  readonly range: Bounds | null
  readonly limits: readonly [Bounds, Bounds] | null
  /** "NR" and "NE" state no number but say something all the same. */
  readonly state: 'number' | 'not-reached' | 'not-estimable'
}

const counted = /^(\d[\d,\u2009]*)(?:\s*\/\s*(\d[\d,\u2009]*))?(?:\s*[([]\s*([^;()[\]]+?)\s*(?:;[^()[\]]*)?[)\]])?$/u

/** What the print of the figure at `path` of a record says; `null` where it cannot be read as a number of its kind. */
export function printedValue(trial: Trial, path: Path, printed: string): PrintedValue | null {
  const text = printed.trim().replace(/\s*\bper ?cent\b/u, '%')
  const unit = unitOf(trial, path)
  if (unit === null) return null
  if (unit !== 'count') return valueOf(text, unit, timeUnitOf(trial, path))
  const [, count, of, percent] = counted.exec(text) ?? []
  // A source may print the percentage alone.
  if (count === undefined) return text.includes('%') ? valueOf(text, 'proportion', 'months') : null
  const beside = percent === undefined ? null : valueOf(percent, 'proportion', 'months')
  const range = beside?.range ?? null
  return { count: whole(count), of: of === undefined ? null : whole(of), range, limits: null, state: 'number' }
}

/**
 * Whether two prints can be of one number: their counts are equal, their rounding intervals share a number, also those of the limits; `null`
 * where they have nothing in common to compare.
 */
export function canBeSame(a: PrintedValue, b: PrintedValue): boolean | null {
  if (a.state !== 'number' || b.state !== 'number') return a.state === b.state
  const answers = [
    equal(a.count, b.count),
    a.count === null || b.count === null ? null : equal(a.of, b.of),
    a.range === null || b.range === null ? null : canBeEqual(a.range, b.range),
    share(a, b) ?? share(b, a),
    ...[0, 1].map((side) => {
      const [one, other] = [a.limits?.[side], b.limits?.[side]]
      return one === undefined || other === undefined ? null : canBeEqual(one, other)
    }),
  ].filter((it) => it !== null)
  return answers.length === 0 ? null : answers.every(Boolean)
}

function equal(a: number | null, b: number | null): boolean | null {
  return a === null || b === null ? null : a === b
}

/** A count with its denominator against a percentage alone. */
function share(a: PrintedValue, { count, range }: PrintedValue): boolean | null {
  if (a.count === null || a.of === null || a.of === 0 || count !== null || range === null || a.range !== null)
    return null
  const exact = a.count / a.of
  return exact >= range.lower && exact <= range.upper
}

function valueOf(text: string, unit: Unit, timeUnit: TimeUnit): PrintedValue | null {
  const read = parseEstimate(text, { unit, timeUnit, scale: 'percent' })
  if (read.kind === 'problems') return null
  const { estimate, interval } = read.value
  const { kind } = estimate.quantity
  const state = kind === 'not-reached' || kind === 'not-estimable' ? kind : 'number'
  const [low, high] = [interval?.lower, interval?.upper].map((it) => (it ? bounds(it.quantity) : null))
  const limits = low && high ? ([low, high] as const) : null
  return { count: null, of: null, range: bounds(estimate.quantity), limits, state }
}

const whole = (text: string): number => Number(text.replace(/[,\u2009]/gu, ''))

const byMeasure: Readonly<Record<string, Unit>> = {
  median: 'months',
  survival: 'proportion',
  rmst: 'months',
  n: 'count',
  events: 'count',
  total: 'count',
  'at risk': 'count',
  censored: 'count',
  'hazard ratio': 'ratio',
  'odds ratio': 'ratio',
  'rate ratio': 'ratio',
  p: 'probability',
}

function unitOf(trial: Trial, path: Path): Unit | null {
  const words = path.map(String)
  switch (words[0]) {
    case 'endpoints':
    case 'follow-up':
      return byMeasure[words.at(-1) ?? ''] ?? byMeasure[words.at(-2) ?? ''] ?? null
    case 'flow':
    case 'arms':
      return 'count'
    case 'design':
      return ['sample size', 'sites', 'countries'].includes(words.at(-1) ?? '') ? 'count' : null
    case 'tables':
      return words.includes('contrast') ? (byMeasure[words.at(-1) ?? ''] ?? null) : unitOfCell(trial, words)
    default:
      return null
  }
}

function unitOfCell(trial: Trial, [, name = '', , label = '', field = '']: readonly string[]): Unit | null {
  const table = trial.tables?.[name]
  const form = table?.rows[label]?.form ?? table?.form
  if (field === 'percents') return 'proportion'
  if (field === 'of' || form?.startsWith('count') === true) return 'count'
  if (form === 'percent' || form === 'percent (interval)') return 'proportion'
  // Years, regimens and the like: any positive number, compared as it stands.
  return form === 'median' || form === 'median (range)' || form === 'mean (SD)' ? 'ratio' : null
}

function timeUnitOf(trial: Trial, path: Path): TimeUnit {
  const endpoint = path[0] === 'endpoints' ? trial.endpoints[String(path[1])] : undefined
  return endpoint?.['time unit'] ?? trial['time unit']
}
