import { isCell, type Cell, type DataFrame } from './data-frame.ts'

/**
 * The rows of a danfojs DataFrame as flat records, fields in the order of the columns. NaN and undefined, danfojs's missing values,
 * become null; nothing else is converted.
 *
 * @throws RangeError where a value is a date, a list or an object
 */
export function fromDataFrame(frame: Pick<DataFrame, 'columns' | 'values'>): Record<string, Cell>[] {
  return frame.values.map((row, i) =>
    Object.fromEntries(
      frame.columns.map((name, column) => {
        const value = row[column]
        if (value === undefined || Number.isNaN(value)) return [name, null]
        if (isCell(value)) return [name, value]
        throw new RangeError(
          `fromDataFrame: "${name}" of row ${i} is ${typeof value}, not a string, number, boolean or null`,
        )
      }),
    ),
  )
}
