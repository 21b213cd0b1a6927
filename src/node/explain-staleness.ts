import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { changedInputs } from '../result/changed-inputs.ts'
import { movedNumbers, movedTables } from '../result/moved-numbers.ts'
import type { ReportOutcome } from '../result/report-run.ts'

/** Why a committed report is stale: the inputs that changed, and the numbers that moved. A folder that holds no report yet explains nothing. */
export function explainStaleness(
  folder: string,
  files: ReadonlyMap<string, string>,
): Pick<ReportOutcome, 'inputs' | 'moved'> {
  const committed = (name: string): string => {
    const path = join(folder, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  if (committed('provenance.json') === '') return { inputs: null, moved: [] }
  return {
    inputs: changedInputs(committed('provenance.json'), files.get('provenance.json') ?? ''),
    moved: movedTables.flatMap((table) => {
      const rows = movedNumbers(table, committed(table), files.get(table) ?? '')
      return rows.length === 0 ? [] : [{ table, rows }]
    }),
  }
}
