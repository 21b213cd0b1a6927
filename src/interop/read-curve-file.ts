import type { CurveFile, Holds } from './curve-file.ts'
import { readCells } from './read-cells.ts'
import { readPlotDigitizerJson } from './read-plot-digitizer-json.ts'
import { readTable } from './read-table.ts'
import { isXyTable, readXyTable } from './read-xy-table.ts'

/**
 * Digitised curves and numbers at risk from the files of other tools: WebPlotDigitizer (CSV, JSON of both ages), DigitizeIt, ScanIt, the tables of
 * Guyot's code, survHE, IPDfromKM, reconstructKM, kmdata and Stata's ipdfc. Nothing is cleaned here.
 *
 * @param file name for diagnostics
 * @param holds what a table without a header holds
 * @returns curves and numbers at risk, or everything that keeps the file from being read
 */
export function readCurveFile(text: string, file: string, holds: Holds): CurveFile {
  if (/^\uFEFF?\s*[{[]/.test(text)) return readPlotDigitizerJson(text, file)
  const cells = readCells(text)
  if (cells.rows.length === 0) return nothing(file)
  return isXyTable(cells) ? readXyTable(cells, file) : readTable(cells, file, holds)
}

function nothing(file: string): CurveFile {
  return {
    kind: 'refused',
    diagnostics: [
      {
        severity: 'error',
        rule: 'empty-table',
        file,
        line: 1,
        column: 1,
        message: 'the file is empty',
        expected: 'a table of times and survival',
      },
    ],
  }
}
