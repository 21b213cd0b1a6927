import type { CurveFile, Holds } from './curve-file.ts'
import { readCells } from './read-cells.ts'
import { readPlotDigitizerJson } from './read-plot-digitizer-json.ts'
import { isRiskRows, readRiskRows } from './read-risk-rows.ts'
import { readTable } from './read-table.ts'
import { isBlockTable, isXyTable, readBlockTable, readXyTable } from './read-xy-table.ts'

/**
 * Digitised curves and numbers at risk from the files of other tools: WebPlotDigitizer (CSV, JSON of both ages), DigitizeIt, ScanIt, the tables of
 * Guyot's code, survHE, IPDfromKM, reconstructKM, kmdata and Stata's ipdfc. Nothing is cleaned here.
 *
 * @param file name for diagnostics
 * @param holds what a table without a header holds
 * @returns curves and numbers at risk, or everything that keeps the file from being read
 */
export function readCurveFile(text: string, file: string, holds: Holds): CurveFile {
  const strange = notText(text, file, holds)
  if (strange !== null) return strange
  if (/^\uFEFF?\s*[{[]/.test(text)) return readPlotDigitizerJson(text, file)
  const cells = readCells(text)
  if (cells.rows.length === 0) return nothing(file, holds)
  if (isBlockTable(cells)) return readBlockTable(cells, file)
  if (holds === 'at-risk' && isRiskRows(cells)) return readRiskRows(cells, file)
  return isXyTable(cells) ? readXyTable(cells, file) : readTable(cells, file, holds)
}

/**
 * A picture, a spreadsheet, a text in UTF-16: one sentence instead of one a cell. A header in an old 8-bit code (U+FFFD here and there) is
 * still a table.
 */
function notText(text: string, file: string, holds: Holds): CurveFile | null {
  const lost = text.match(/\uFFFD/gu)?.length ?? 0
  if (!/[\u0000-\u0008\u000E-\u001F]/u.test(text) && lost <= 0.05 * text.length) return null
  return {
    kind: 'refused',
    diagnostics: [
      {
        severity: 'error',
        rule: 'not-text',
        file,
        line: 1,
        column: 1,
        message: 'this file is not plain text',
        expected:
          holds === 'curve'
            ? 'a table of times and survival as CSV or JSON in UTF-8'
            : 'a table of times and numbers at risk as CSV in UTF-8',
        mend: 'name the exported table, not a picture or a spreadsheet; or save it as UTF-8',
      },
    ],
  }
}

function nothing(file: string, holds: Holds): CurveFile {
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
        expected: `a table of times and ${holds === 'curve' ? 'survival' : 'numbers at risk'}`,
      },
    ],
  }
}
