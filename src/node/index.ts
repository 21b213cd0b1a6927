/** `remeier/node`: what needs Node. */
export type { Aggregation, Axis, Cell, DataFrame, FlatRecord, Groupby, Operand, Series } from './data-frame.ts'
export { fromDataFrame } from './from-data-frame.ts'
export { renderReport } from './render-report.ts'
export type { RenderedReport, ReportInputs } from './render-report.ts'
export { compareReportFolder, writeReportFolder } from './report-folder.ts'
export type { Staleness } from './report-folder.ts'
export { toSvg } from './svg.ts'
export { toDataFrame } from './to-data-frame.ts'
