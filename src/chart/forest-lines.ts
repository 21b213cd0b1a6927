import type { Results } from '../result/frames.ts'
import { formatEstimate, formatInterval, formatParameter } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { wrapText } from './text-width.ts'
import { semibold, sizes } from './theme.ts'

/** One row of the forest; `y` is its middle in pixels from the top. */
export interface ForestLine {
  readonly y: number
  readonly row: Row
  /** Broken into lines; empty where it is the row above's. */
  readonly label: readonly string[]
  readonly parameter: string
  readonly value: string
}

/** The name of a scenario above its rows. */
export interface ForestHeading {
  /** Middle of the first line. */
  readonly y: number
  /** Broken into lines. */
  readonly title: readonly string[]
  readonly role: string
  /** Head of the column with the values of the swept parameter. */
  readonly parameter: string
}

const rowHeight = 25
const headingHeight = 20
export const lineHeight = 15
/** Room for the labels at the left, in pixels. */
export const labelWidth = 250
const gap = 12

const roles = {
  reference: 'as published, rebuilt',
  sensitivity: 'sensitivity analysis',
  supplementary: 'supplementary analysis',
  diagnostic: 'diagnostic',
} as const

/** The published result first, then scenario by scenario in the order of the plan. */
export function forestLines(results: Pick<Results, 'scenarios' | 'rows'>, reference: Row, rows: readonly Row[]) {
  const headings: ForestHeading[] = []
  const lines: ForestLine[] = []
  let y = 0
  for (const own of [[reference], ...shownRows(results, reference, rows)]) {
    const first = own[0]
    if (first === undefined) continue
    const id = first.scenario
    const scenario = results.scenarios.find((it) => it.id === id)
    const role = roles[scenario?.role ?? first.role]
    const title = scenario?.label ?? id
    if (id !== reference.scenario) {
      const parameter = own.find((it) => parameterText(it) !== '')?.parameter ?? ''
      const broken = wrapText(title, labelWidth - 20, sizes.label, semibold)
      headings.push({ y: y + headingHeight / 2, title: broken, role, parameter })
      y += headingHeight + (broken.length - 1) * lineHeight + (parameter === '' ? 0 : 14)
    }
    const names = own.map((it) => (id === reference.scenario ? title : variantName(it)))
    own.forEach((row, at) => {
      // Where the column of parameter values is empty, the name has its room.
      const valued = own.some((it, of) => names[of] === names[at] && parameterText(it) !== '')
      const room = labelWidth - (valued ? 100 : 28)
      const label = names[at] === names[at - 1] ? [] : wrapText(names[at] ?? '', room, sizes.label)
      const value = valueText(row, nothingTips(results, row))
      const parameter = parameterText(row)
      lines.push({ y: y + rowHeight / 2, row, label, parameter, value })
      y += names[at] === names[at + 1] ? rowHeight : Math.max(rowHeight, label.length * lineHeight + 10)
    })
    y += gap
  }
  return { headings, lines, height: y }
}

/** The rows of each scenario but the published result, in the order of the plan; of a sweep its ends. */
export function shownRows(
  results: Pick<Results, 'scenarios'>,
  reference: Row,
  rows: readonly Row[],
): readonly (readonly Row[])[] {
  const order = [...new Set([...results.scenarios.map((it) => it.id), ...rows.map((it) => it.scenario)])]
  return order.flatMap((id) => {
    const own = id === reference.scenario ? [] : ends(rows.filter((it) => it.scenario === id))
    return own.length === 0 ? [] : [own]
  })
}

/** The swept value, unless the name of the row says it: "landmark at 2 months". */
function parameterText(row: Row): string {
  const text = row.value === null ? '' : formatParameter(row.parameter, row.value)
  return row.variant.split(/[\s,;]+/u).includes(text) ? '' : text
}

/** A method as rows name it, for a reader: "Kaplan–Meier to a power". */
const properNames = (method: string): string =>
  method
    .replace(/\bkaplan-meier\b/u, 'Kaplan–Meier')
    .replace(/\bcox\b/u, 'Cox')
    .replace(/\befron\b/u, 'Efron’s ties')
    .replace(/\bbreslow\b/u, 'Breslow’s ties')

function variantName(row: Row): string {
  if (row.origin === 'bound') return row.variant === '' ? 'all that can be attained' : row.variant
  return row.variant === '' ? properNames(row.method) : row.variant
}

/** Of a sweep its two ends and both sides of a change of status. */
function ends(rows: readonly Row[]): readonly Row[] {
  const sweep = (it: Row): string => JSON.stringify([it.variant, it.method, it.parameter, it.origin])
  return rows.filter((row) => {
    if (row.value === null || row.origin === 'tipping') return row.origin !== 'tipping'
    const same = rows.filter((it) => sweep(it) === sweep(row) && it.value !== null)
    const at = same.indexOf(row)
    return same[at - 1]?.status !== row.status || same[at + 1]?.status !== row.status
  })
}

/** Whether the search that a bound belongs to found no tipping point. */
function nothingTips(results: Pick<Results, 'rows'>, bound: Row): boolean {
  return results.rows.some(
    (it) =>
      it.origin === 'tipping' &&
      it.status === 'none-in-range' &&
      it.trial === bound.trial &&
      it.endpoint === bound.endpoint &&
      it.scenario === bound.scenario &&
      it.variant === bound.variant &&
      it.parameter === bound.parameter,
  )
}

function valueText(row: Row, nothingTips: boolean): string {
  // An extreme has an estimate of its own, and its brackets are sampling error.
  if (row.origin === 'bound' && row.estimate === null) {
    const attainable = `attainable ${formatInterval(row.measure, row.lower, row.upper) ?? ''}`
    return nothingTips ? `none in range; ${attainable}` : attainable
  }
  const text = formatEstimate(row)
  return row.status === 'infeasible' && row.estimate !== null ? `${text}, infeasible` : text
}
