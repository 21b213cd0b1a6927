import { minus } from '../result/format.ts'
import type { FidelityRow, ReportedRow } from '../result/frames.ts'
import { measureFormat, measureLabel } from '../result/measure-format.ts'
import { lowerFirst } from '../result/lower-first.ts'
import type { ArmStyle } from './theme.ts'

/** One figure with its limits: reported, rebuilt and predicted from the others, all in the unit in which it is printed. */
export interface ComparedFigure {
  readonly row: FidelityRow
  readonly arm: ArmStyle | undefined
  readonly label: string
  readonly reported: Triple
  readonly rebuilt: Triple
  readonly predicted: Triple
  /** Limits that did not come back, in words. */
  readonly remarks: readonly string[]
}

export interface Triple {
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** Figures whose scale makes a panel of their own worth while; numbers at risk and p-values stay in the table. */
const drawn = new Set(['survival', 'median', 'hazard-ratio', 'events'])

/** The figures that are drawn, with their limits folded in, arm by arm. */
export function compareFigures(
  rows: readonly FidelityRow[],
  printed: readonly ReportedRow[],
  arms: readonly ArmStyle[],
): readonly ComparedFigure[] {
  const place = (it: FidelityRow): number => {
    const at = arms.findIndex((arm) => arm.id === it.arm)
    return at === -1 ? arms.length : at
  }
  return rows
    .filter((it) => drawn.has(it.measure))
    .sort((a, b) => place(a) - place(b) || (a.time ?? 0) - (b.time ?? 0))
    .map((row) => {
      const limit = (which: 'lower' | 'upper'): FidelityRow | undefined =>
        rows.find((it) => it.arm === row.arm && it.time === row.time && it.measure === `${row.measure}-${which}`)
      // Reported rows count months: a time that is printed otherwise is read from its text.
      const months = row.unit === undefined || row.unit === 'months'
      const figure = months ? printed.find((it) => it.figure === row.figure) : undefined
      const arm = arms.find((it) => it.id === row.arm)
      const inUnit = (it: number | null | undefined): number | null =>
        it === null || it === undefined ? null : measureFormat(row.measure).kind === 'percent' ? it * 100 : it
      return {
        row,
        arm,
        label: labelOf(row, arms.length > 1 ? (arm?.label ?? pairOf(row, arms)) : undefined),
        reported: {
          estimate: printedNumber(row.reported) ?? inUnit(figure?.estimate),
          lower: inUnit(figure?.lower) ?? printedNumber(limit('lower')?.reported ?? ''),
          upper: inUnit(figure?.upper) ?? printedNumber(limit('upper')?.reported ?? ''),
        },
        rebuilt: {
          estimate: printedNumber(row.rebuilt),
          lower: printedNumber(limit('lower')?.rebuilt ?? ''),
          upper: printedNumber(limit('upper')?.rebuilt ?? ''),
        },
        predicted: { estimate: row.predicted, lower: row.lower, upper: row.upper },
        remarks: (['lower', 'upper'] as const).flatMap((which) => {
          const it = limit(which)
          return it?.verdict === 'missed' ? [`${which} limit ${it.rebuilt}, not ${it.reported}`] : []
        }),
      }
    })
}

/** "low v. control", where there are arms enough for several pairs. */
function pairOf(row: FidelityRow, arms: readonly ArmStyle[]): string | undefined {
  if (arms.length < 3) return undefined
  const [one, other] = row.arm.split('-vs-').map((id) => arms.find((it) => it.id === id)?.label)
  return one === undefined || other === undefined ? undefined : `${one} v. ${other}`
}

function labelOf(row: FidelityRow, arm: string | undefined): string {
  const measure = measureLabel(row.measure, row.time).replace(/ \(.*\)$/, '')
  return arm === undefined ? measure : `${arm}, ${lowerFirst(measure)}`
}

/** The number that a printed figure begins with: 73 of "73%", 13.3 of "13·3"; null for "NR" and "<0.001". */
export function printedNumber(text: string): number | null {
  const found = /^\s*([-−]?\d*[.·]?\d+)/.exec(text)?.[1]
  return found === undefined ? null : Number(found.replace(minus, '-').replace('·', '.'))
}
