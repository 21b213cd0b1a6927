/** `remeier/node`: what needs Node. */
export type { Aggregation, Axis, Cell, DataFrame, FlatRecord, Groupby, Operand, Series } from './data-frame.ts'
export { fromDataFrame } from './from-data-frame.ts'
export { toDataFrame } from './to-data-frame.ts'
