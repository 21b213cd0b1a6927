import type { Unit } from '../evidence/evidence.ts'
import { parseEstimate, type PrintedEstimate, type PrintedNumber } from '../evidence/parse-estimate.ts'
import { namedContrasts } from '../evidence/read-contrast.ts'
import { recordedFigures } from '../record/recorded-figures.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { type Measure, readDifference } from './read-measures.ts'

/** An estimate with its interval that is part of no evidence: a further contrast, an odds ratio, a percentage or a median of a table, a difference. */
export interface PrintedInterval {
  readonly id: string
  readonly path: Path
  /** Times and other plain numbers are read as months: they are only compared with each other. */
  readonly unit: Extract<Unit, 'ratio' | 'proportion' | 'months'>
  readonly estimate: PrintedEstimate['estimate']
  readonly interval: NonNullable<PrintedEstimate['interval']>
}

/** Those that can be read; figures of the arms and the hazard ratios that go in belong to the evidence. */
export function printedIntervals(trial: Trial): readonly PrintedInterval[] {
  return recordedFigures(trial).flatMap(({ id, path, prints }) => {
    const isDifference = path.at(-1) === 'difference'
    const unit = isDifference ? 'proportion' : unitOf(trial, path)
    if (unit === null) return []
    return prints.flatMap(({ printed }): readonly PrintedInterval[] => {
      const read = isDifference ? differenceOf(printed, trial['interval level']) : estimateOf(printed, unit)
      return read === null ? [] : [{ id, path, unit, ...read }]
    })
  })
}

type Read = Pick<PrintedInterval, 'estimate' | 'interval'>

/** "181/254 (71; 66 to 77)" holds its estimate and its interval in brackets. */
const COUNTED = /^\d+\s*\/\s*\d+\s*[([](.*)[)\]]$/u

function estimateOf(printed: string, unit: PrintedInterval['unit']): Read | null {
  const text = COUNTED.exec(printed.trim())?.[1] ?? printed
  const read = parseEstimate(text, { unit, scale: 'percent' })
  if (read.kind === 'problems' || read.value.interval === null) return null
  return { estimate: read.value.estimate, interval: read.value.interval }
}

/** Of percentages; it may be negative, which no other percentage is. */
function differenceOf(printed: string, level: string): Read | null {
  const [estimate, lower, upper] = readDifference(printed)
  if (estimate === undefined || lower === undefined || upper === undefined) return null
  return {
    estimate: asNumber(estimate),
    interval: { level: Number.parseFloat(level) / 100, lower: asNumber(lower), upper: asNumber(upper) },
  }
}

function asNumber({ printed, value, lower, upper }: Measure): PrintedNumber {
  const decimals = /\.(\d+)/u.exec(printed)?.[1]?.length ?? 0
  return { printed, start: 0, end: printed.length, quantity: { kind: 'number', value, lower, upper, decimals } }
}

function unitOf(trial: Trial, path: Path): PrintedInterval['unit'] | null {
  const measure = path.at(-1)
  if (measure === 'odds ratio' || measure === 'rate ratio') return 'ratio'
  if (measure === 'hazard ratio') return path[0] === 'endpoints' && goesIn(trial, path) ? null : 'ratio'
  if (path[0] === 'quantities' && path[2] === 'values')
    return ofStatistic(trial.quantities?.[String(path[1])]?.statistic ?? '')
  if (path[0] !== 'tables' || path[2] !== 'rows' || !['cells', 'percents'].includes(String(path.at(-2)))) return null
  const table = trial.tables?.[String(path[1])]
  const row = table?.rows[String(path[3])]
  // A range of ages has the same form in print; only what is said to be an interval is one.
  return row?.percents !== undefined ? 'proportion' : ofStatistic(row?.form ?? table?.form ?? '')
}

/** Whether a contrast of an endpoint belongs to its evidence. */
function goesIn(trial: Trial, [, endpoint, ...rest]: Path): boolean {
  const place = JSON.stringify(['endpoints', endpoint, ...rest.slice(0, -1)])
  return namedContrasts(trial, String(endpoint)).some(({ path }) => JSON.stringify(path) === place)
}

function ofStatistic(words: string): PrintedInterval['unit'] | null {
  if (!words.includes('interval')) return null
  return words.includes('percent') ? 'proportion' : words.includes('median') ? 'months' : null
}
