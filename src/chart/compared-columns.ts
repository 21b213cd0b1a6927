import { fixed, minus } from '../result/format.ts'
import { formatPrediction, measureFormat } from '../result/measure-format.ts'
import type { ComparedFigure } from './compare-figures.ts'
import { isContradicted } from './room-for-figures.ts'
import { textWidth } from './text-width.ts'
import { caution, ink, semibold, sizes } from './theme.ts'

export const heads = ['Reported', 'Rebuilt', 'Predicted from others', 'minus reported', 'Verdict'] as const
/** The least widths of the columns before the verdict: figures of the same kind stand at the same place in most figures. */
const leastWidths = [62, 60, 124, 88] as const
/** Between two columns, and between the arrow at the end of an axis and the first. */
const gap = 16

/** Beside the plot: the right edges of the columns of numbers, where the verdict begins, and where it ends. */
export interface Columns {
  readonly right: readonly [reported: number, rebuilt: number, predicted: number, difference: number]
  readonly verdict: number
  readonly end: number
}

/** As wide as what stands in them. */
export function columnsOf(rows: readonly ComparedFigure[]): Columns {
  const widest = (texts: readonly string[], size: number, weight = 400): number =>
    Math.max(0, ...texts.map((it) => textWidth(it, size, weight)))
  const need = (at: 0 | 1 | 2 | 3): number =>
    gap +
    Math.max(
      widest([heads[at]], sizes.note),
      widest(
        rows.map((it) => cellsOf(it)[at]),
        sizes.label,
      ),
    )
  const reported = Math.max(leastWidths[0], need(0))
  const rebuilt = reported + Math.max(leastWidths[1], need(1))
  const predicted = rebuilt + Math.max(leastWidths[2], need(2))
  const difference = predicted + Math.max(leastWidths[3], need(3))
  const verdict = difference + gap
  const said = rows.flatMap((it) => verdictsOf(it)).map((it) => it.text)
  return {
    right: [reported, rebuilt, predicted, difference],
    verdict,
    end: verdict + Math.max(70, widest(said, sizes.note, semibold)),
  }
}

/** What stands in the four columns of numbers. */
export function cellsOf({
  row,
  reported,
  rebuilt,
  predicted,
}: ComparedFigure): readonly [string, string, string, string] {
  const again = row.unit === undefined ? row.rebuilt : row.rebuilt.replace(` ${row.unit}`, '')
  const decimals = measureFormat(row.measure).kind === 'ratio' ? 2 : 1
  return [
    row.reported,
    rebuilt.estimate === null && again === '' ? '–' : again,
    predicted.estimate === null ? '–' : formatPrediction(row),
    predicted.estimate === null || reported.estimate === null
      ? '–'
      : signed(predicted.estimate - reported.estimate, decimals),
  ]
}

export function verdictsOf(it: ComparedFigure): readonly { readonly text: string; readonly colour: string }[] {
  const { row, remarks } = it
  return [
    { text: row.verdict.replace('-', ' '), colour: row.verdict === 'missed' ? caution : ink },
    ...remarks.map((text) => ({ text, colour: caution })),
    ...(row.predictionVerdict === ''
      ? []
      : [{ text: row.predictionVerdict, colour: isContradicted(it) ? caution : ink }]),
  ]
}

function signed(x: number, decimals: number): string {
  const text = fixed(x, decimals)
  return text.startsWith(minus) || !/[1-9]/.test(text) ? text : `+${text}`
}
