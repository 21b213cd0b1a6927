import { formatParameter } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'

/** "delta = 1.4". */
export function parameterText(row: Pick<Row, 'parameter' | 'value'>): string {
  if (row.parameter === '') return ''
  return row.value === null ? row.parameter : `${row.parameter} = ${formatParameter(row.parameter, row.value)}`
}
