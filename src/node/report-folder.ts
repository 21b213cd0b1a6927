import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pageFiles } from '../report/html-text.ts'
import type { FolderDifferences } from '../result/report-run.ts'
import { makeFolder } from './make-folder.ts'
import { requireFolder } from './require-folder.ts'
import { UserMistake } from './user-mistake.ts'

/** The pages are built beside the committed files and left out of version control. */
export const builtBeside: readonly string[] = [pageFiles.report, pageFiles.supplement]

type Files = ReadonlyMap<string, string | Uint8Array>

/** How a folder differs from the report that belongs there. */
export type Staleness = FolderDifferences

/**
 * Writes a report whole or not at all: into a folder beside, which then takes the place of the old one. Charts of earlier runs
 * vanish with it; files that are none of the report's (notes, slides) are carried over.
 *
 * UserMistake where the folder holds something else than a report: nothing of it is touched.
 */
export function writeReportFolder(folder: string, files: Files): void {
  const target = requireReportFolder(folder)
  makeFolder(dirname(target))
  const beside = (what: string): string => join(dirname(target), `.${basename(target)}.${what}-${process.pid}`)
  const [made, old] = [beside('new'), beside('old')]
  try {
    writeFiles(made, files)
    for (const name of foreign(target, files)) cpSync(join(target, name), join(made, name), { recursive: true })
    const replaces = existsSync(target)
    if (replaces) renameSync(target, old)
    try {
      renameSync(made, target)
    } catch (error) {
      if (replaces) renameSync(old, target)
      throw error
    }
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

/** Before the work: where `writeReportFolder` would write, links followed. @throws UserMistake where it cannot, or something else stands there */
export function requireReportFolder(folder: string): string {
  const target = existsSync(folder) ? realpathSync(folder) : folder
  refuseForeign(target)
  requireFolder(dirname(target))
  return target
}

/** Compares byte by byte; the pages that are built beside may be missing. */
export function compareReportFolder(folder: string, files: Files): Staleness {
  const committed = [...files.keys()].filter((path) => !builtBeside.includes(path))
  const here = (path: string): boolean => existsSync(join(folder, path))
  return {
    stale: committed.filter((path) => here(path) && !sameText(join(folder, path), files.get(path) ?? '')),
    missing: committed.filter((path) => !here(path)),
    extra: namesIn(join(folder, 'charts'))
      .map((name) => `charts/${name}`)
      .filter((path) => !files.has(path)),
  }
}

function sameText(path: string, content: string | Uint8Array): boolean {
  return readFileSync(path).equals(typeof content === 'string' ? Buffer.from(content) : content)
}

function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function refuseForeign(folder: string): void {
  if (namesIn(folder).length === 0) return
  const file = join(folder, 'provenance.json')
  if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "remeier"')) return
  throw new UserMistake(
    `${basename(folder)} holds files and no report of remeier: it stays as it is. Choose another --out, or empty that folder.`,
  )
}

/** What stands in a folder of a report without being part of any report. */
function foreign(folder: string, files: Files): readonly string[] {
  const ours = new Set([...files.keys()].map((path) => path.split('/')[0]))
  return namesIn(folder).filter((name) => name !== 'charts' && !ours.has(name))
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
