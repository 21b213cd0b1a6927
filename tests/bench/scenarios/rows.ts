import type { Row } from '../../../src/result/row.ts'

/** The row with these columns. */
export function rowWith(columns: Partial<Row>): (row: Row) => boolean {
  const wanted = Object.entries(columns)
  return (row) => wanted.every(([column, value]) => Reflect.get(row, column) === value)
}
