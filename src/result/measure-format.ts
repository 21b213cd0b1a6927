import { fixed, hundredfold, levelText, pValue, percent, range, significant, trimmed } from './format.ts'
import type { FidelityRow } from './frames.ts'
import type { Row } from './row.ts'

/** How the numbers of a measure are printed. `unit` is said once, in the label; the percent sign goes with the number. */
export interface MeasureFormat {
  readonly name: string
  readonly unit: '' | 'months' | 'percentage points' | 'patients'
  readonly kind: 'percent' | 'points' | 'months' | 'ratio' | 'count' | 'p-value' | 'free'
}

const percentOf = (name: string): MeasureFormat => ({ name, unit: '', kind: 'percent' })
const pointsOf = (name: string): MeasureFormat => ({ name, unit: 'percentage points', kind: 'points' })
const monthsOf = (name: string): MeasureFormat => ({ name, unit: 'months', kind: 'months' })
const ratioOf = (name: string): MeasureFormat => ({ name, unit: '', kind: 'ratio' })
const countOf = (name: string): MeasureFormat => ({ name, unit: '', kind: 'count' })

const formats: Readonly<Record<string, MeasureFormat>> = {
  survival: percentOf('survival'),
  milestone: percentOf('survival'),
  proportion: percentOf('proportion'),
  'share-of-simulations': percentOf('share of the simulations'),
  'survival-difference': pointsOf('difference in survival'),
  'milestone-difference': pointsOf('difference in survival'),
  'proportion-difference': pointsOf('difference in proportion'),
  median: monthsOf('median'),
  'median-difference': monthsOf('difference in median'),
  'follow-up-median': monthsOf('median follow-up'),
  'follow-up-minimum': monthsOf('shortest follow-up'),
  'follow-up-maximum': monthsOf('longest follow-up'),
  rmst: monthsOf('restricted mean survival time'),
  'rmst-difference': monthsOf('difference in restricted mean survival time'),
  'rmst-ratio': ratioOf('ratio of restricted mean survival times'),
  'hazard-ratio': ratioOf('hazard ratio'),
  patients: countOf('patients'),
  events: countOf('events'),
  'at-risk': countOf('at risk'),
  'number-needed-to-treat': { name: 'number needed to treat', unit: 'patients', kind: 'count' },
  'e-value': { name: 'E-value', unit: '', kind: 'free' },
  'e-value-of-the-limit': { name: 'E-value of the limit nearer to 1', unit: '', kind: 'free' },
  'fragility-index': { name: 'fragility index', unit: 'patients', kind: 'free' },
  'p-value': { name: 'p-value', unit: '', kind: 'p-value' },
}

/** Format of a measure; limits (`median-lower`) print like their estimate, unknown measures with 3 significant digits. */
export function measureFormat(measure: string): MeasureFormat {
  const limit = /^(.+)-(lower|upper)$/.exec(measure)
  const base = limit?.[1] === undefined ? undefined : formats[limit[1]]
  if (base && limit) return { ...base, name: `${limit[2] ?? ''} limit of the ${base.name}` }
  return formats[measure] ?? { name: measure.replaceAll('-', ' '), unit: '', kind: 'free' }
}

/** One number of a measure, with its percent sign where it has one, without its unit. */
export function formatValue(measure: string, value: number): string {
  switch (measureFormat(measure).kind) {
    case 'percent':
      return percent(value)
    case 'points':
      return hundredfold(value, 1)
    case 'months':
      return fixed(value, 1)
    case 'ratio':
      return fixed(value, 2)
    case 'count':
      return fixed(value, Number.isInteger(value) ? 0 : 1)
    case 'p-value':
      return pValue(value)
    case 'free':
      return significant(value, 3)
  }
}

/** A number in the unit in which papers print the measure: 71.3 for 71.3%. */
export function formatAsPrinted(measure: string, value: number): string {
  const { kind } = measureFormat(measure)
  if (kind === 'percent') return `${fixed(value, 1)}%`
  return kind === 'points' ? fixed(value, 1) : formatValue(measure, value)
}

/** "6.5 (1.8–12.4)", "6.5 (1.8 to NR)": a prediction from the other figures in the unit of the print; an open end is never left out. */
export function formatPrediction(row: Pick<FidelityRow, 'measure' | 'predicted' | 'lower' | 'upper'>): string {
  if (row.predicted === null) return ''
  const bare = (limit: number | null): string =>
    limit === null ? 'NR' : formatAsPrinted(row.measure, limit).replace(/%$/, '')
  return `${formatAsPrinted(row.measure, row.predicted)} (${range(bare(row.lower), bare(row.upper))})`
}

/** An interval without its percent signs; an absent limit is "not reached" (`open`). Null where both are absent. */
export function formatInterval(measure: string, lower: number | null, upper: number | null): string | null {
  if (lower === null && upper === null) return null
  if (measure === 'number-needed-to-treat') return neededInterval(lower, upper)
  const text = (limit: number | null): string =>
    limit === null ? 'not reached' : formatValue(measure, limit).replace(/%$/, '')
  return range(text(lower), text(upper))
}

/** "2.8–6.7", "2.8 to infinity", "2.8 to infinity to 25.0 the other way": an upper limit below 0 counts in the other direction. */
function neededInterval(lower: number | null, upper: number | null): string {
  const text = (limit: number): string => formatValue('number-needed-to-treat', Math.abs(limit))
  const from = lower === null ? 'not given' : text(lower)
  if (upper === null) return `${from} to infinity`
  return upper < 0 ? `${from} to infinity to ${text(upper)} the other way` : range(from, text(upper))
}

/** "13.3 (11.8–16.1), "54.9% (48.6–60.7)", "not reached (34.5 to not reached)", or why there is no number. */
export function formatEstimate(row: Pick<Row, 'measure' | 'estimate' | 'lower' | 'upper' | 'status'>): string {
  const interval = formatInterval(row.measure, row.lower, row.upper)
  const value = row.estimate === null ? missingText(row.status) : formatValue(row.measure, row.estimate)
  return interval === null ? value : `${value} (${interval})`
}

/** An estimate that is absent, in words. */
function missingText(status: Row['status']): string {
  switch (status) {
    case 'not-reached':
      return 'not reached'
    case 'not-estimable':
      return 'not estimable'
    case 'none-in-range':
      return 'none in range'
    case 'infeasible':
      return 'infeasible'
    case 'refused':
      return 'refused'
    case 'ok':
    case 'multiple-roots':
    case 'extrapolated':
      return 'not given'
  }
}

/** Label of a measure at a time, with its unit: "Survival at 12 months", "Restricted mean survival time up to 24 months (months)". */
export function measureLabel(measure: string, time: number | null): string {
  const { name, unit } = measureFormat(measure)
  const at =
    time === null
      ? ''
      : ` ${name.includes('restricted mean') ? 'up to' : 'at'} ${trimmed(time)} month${time === 1 ? '' : 's'}`
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}${at}`
  return unit === '' ? label : `${label} (${unit})`
}

/** "95% CI". */
export function intervalName(level: number | null): string {
  return level === null ? 'interval' : `${levelText(level)} CI`
}

/** A swept parameter's value: shares as percent, everything else with at most 3 significant digits and no idle zeros. */
export function formatParameter(parameter: string, value: number): string {
  if (/share|proportion|^survival/.test(parameter)) return percent(value).replace('.0%', '%')
  // No tipping point of a model is known to more than two digits.
  const text = significant(value, /^(delta|lag|median of those not infused)$/.test(parameter) ? 2 : 3)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
