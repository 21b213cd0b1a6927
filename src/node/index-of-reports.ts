import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indexMark, reportIndex } from '../report/report-index.ts'
import { readProvenance } from '../result/read-provenance.ts'

/** `kept`: a README that somebody wrote by hand, which is left alone. */
export type IndexState = 'written' | 'current' | 'stale' | 'kept'

const fileName = 'README.md'

/** Writes the index of a folder of reports, whole; with `check`, says whether what stands there is it. `built`: text of `provenance.json` by folder. */
export function settleIndex(
  folder: string,
  built: ReadonlyMap<string, string>,
  check: boolean,
): { readonly path: string; readonly state: IndexState } {
  const path = join(folder, fileName)
  const here = existsSync(path) ? readFileSync(path, 'utf8') : null
  if (here !== null && !here.startsWith(indexMark)) return { path, state: 'kept' }
  const text = indexOfReports(folder, built)
  if (here === text) return { path, state: 'current' }
  if (check) return { path, state: 'stale' }
  const beside = `${path}.${process.pid}.new`
  writeFileSync(beside, text)
  renameSync(beside, path)
  return { path, state: 'written' }
}

/** The reports that stand in a folder, with `built` in the place of what stands there. A folder that says nothing about itself is passed over. */
function indexOfReports(folder: string, built: ReadonlyMap<string, string>): string {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((it) => (it.isDirectory() ? [it.name] : []))
    : []
  const entries = [...new Set([...names, ...built.keys()])].flatMap((name) => {
    const path = join(folder, name, 'provenance.json')
    const text = built.get(name) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '')
    const entry = readProvenance(text)?.report ?? null
    return entry === null ? [] : [[name, entry] as const]
  })
  return reportIndex(new Map(entries))
}
