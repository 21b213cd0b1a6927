import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { ChartTheme } from '../chart/themed.ts'
import type { ProvenanceInputs } from '../report/provenance.ts'
import type { FidelityRow } from '../result/frames.ts'
import { codeHash } from './code-hash.ts'
import type { RenderedReport } from './render-report.ts'

/** What is kept of a report that was built. */
export interface CachedReport {
  readonly report: RenderedReport
  /** What was built besides the committed files. */
  readonly beside: ReadonlyMap<string, string | Uint8Array>
  readonly fidelity: readonly FidelityRow[]
}

export interface ReportCache {
  /** Null where nothing was built from the same, or what is kept is damaged. */
  readonly read: (asked: Asked) => CachedReport | null
  readonly write: (asked: Asked, built: CachedReport) => void
}

/** All that a report depends on besides the program. */
export interface Asked {
  /** The plan as it is named in messages. */
  readonly file: string
  /** The plan and its records with their SHA-256. */
  readonly inputs: ProvenanceInputs['files']
  readonly formats: readonly string[]
  readonly theme?: ChartTheme
  /** That documents carry. */
  readonly date: string
}

/** So many reports are kept; the oldest go first. */
const most = 60

/**
 * Reports by the hash of everything that they are made from: plan, records, and the program itself. In `node_modules/.cache/remeier` of the
 * project where it has such a folder, else in `.remeier-cache`, which ignores itself in git. Safe to delete at any time: whatever cannot
 * be read, or does not have the hash that it was written with, is not there.
 */
export function reportCache(code: string = codeHash()): (project: string) => ReportCache {
  return (project) => {
    const modules = join(project, 'node_modules')
    const folder = existsSync(modules) ? join(modules, '.cache', 'remeier') : join(project, '.remeier-cache')
    return cacheIn(folder, code)
  }
}

function cacheIn(folder: string, code: string): ReportCache {
  const pathOf = ({ file, inputs, formats, theme, date }: Asked): string =>
    join(folder, sha256(JSON.stringify([code, file, inputs.map((it) => [it.path, it.sha256]), formats, theme, date])))
  return {
    read: (asked) => {
      try {
        const bytes = readFileSync(pathOf(asked))
        const payload = bytes.subarray(64)
        if (sha256(payload) !== bytes.toString('latin1', 0, 64)) return null
        const kept: unknown = deserialize(payload)
        return isCached(kept) ? kept : null
      } catch {
        return null
      }
    },
    write: (asked, built) => {
      try {
        keep(pathOf(asked), serialize(built))
      } catch {
        // A cache that cannot be written is none: the report is there.
      }
    },
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

function keep(path: string, payload: Buffer): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  if (!folder.includes('node_modules')) writeFileSync(join(folder, '.gitignore'), '*\n')
  const beside = `${path}.${process.pid}`
  try {
    writeFileSync(beside, Buffer.concat([Buffer.from(sha256(payload), 'latin1'), payload]))
    renameSync(beside, path)
  } finally {
    rmSync(beside, { force: true })
  }
  const kept = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}$/u.test(name))
    .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  for (const { name } of kept.slice(most)) rmSync(join(folder, name), { force: true })
}

function isCached(kept: unknown): kept is CachedReport {
  if (typeof kept !== 'object' || kept === null || !('report' in kept && 'beside' in kept && 'fidelity' in kept))
    return false
  const { report, beside, fidelity } = kept
  return typeof report === 'object' && report !== null && 'files' in report && report.files instanceof Map && beside instanceof Map && Array.isArray(fidelity) // prettier-ignore
}
