import type { PointRead } from '../evidence/clean-curve.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { CurveFile, ReadSeries } from './curve-file.ts'
import { jsonMistake } from './json-mistake.ts'

/** WebPlotDigitizer's project: `datasetColl[].data[].value`, or in older files `wpd.dataSeries[].data[].value`. */
export function readPlotDigitizerJson(text: string, file: string): CurveFile {
  const bare = text.replace(/^\uFEFF/, '')
  let parsed: unknown
  try {
    parsed = JSON.parse(bare)
  } catch {
    return { kind: 'refused', diagnostics: [syntaxProblem(bare, file)] }
  }
  const sets = field(parsed, 'datasetColl') ?? field(field(parsed, 'wpd'), 'dataSeries')
  if (!Array.isArray(sets))
    return refused(
      file,
      'this JSON holds no data sets of WebPlotDigitizer',
      'datasetColl, or wpd.dataSeries in older files',
    )
  const problems: Diagnostic[] = []
  const series = sets.flatMap((set: unknown, index): ReadSeries[] => {
    const given = field(set, 'name')
    const name = typeof given === 'string' && given !== '' ? given : null
    const data = field(set, 'data')
    const points = (Array.isArray(data) ? data : []).flatMap((point: unknown, k): PointRead[] => {
      const label = `point ${k + 1}${name === null ? '' : ` of "${name}"`}`
      const [time, survival] = pairOf(field(point, 'value'))
      if (typeof time === 'number' && typeof survival === 'number')
        return [{ label, line: 1, column: 1, time, survival }]
      problems.push({
        severity: 'error',
        rule: 'not-a-number',
        file,
        line: 1,
        column: 1,
        message: `${label} of data set ${index + 1} has no value`,
        expected: '"value": [time, survival]',
        mend: 'calibrate the axes before saving, or export the data as CSV',
      })
      return []
    })
    return points.length === 0 ? [] : [{ name, points, percent: false }]
  })
  if (problems.length > 0) return { kind: 'refused', diagnostics: problems }
  if (series.length === 0) return refused(file, 'no data set holds a point', 'digitised points')
  return { kind: 'read', series, atRisk: [], notes: [] }
}

function refused(file: string, message: string, expected: string): CurveFile {
  const mend = 'save the project, or export the data as CSV'
  return {
    kind: 'refused',
    diagnostics: [{ severity: 'error', rule: 'unknown-layout', file, line: 1, column: 1, message, expected, mend }],
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

function pairOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function syntaxProblem(text: string, file: string): Diagnostic {
  return {
    severity: 'error',
    rule: 'json-syntax',
    file,
    ...jsonMistake(text),
    message: 'this is no valid JSON',
    expected: 'a project saved by WebPlotDigitizer',
    mend: 'save the project again, or export the data as CSV',
  }
}
