import { timeUnit, type TimeUnit } from '../evidence/time-unit.ts'
import type { Holds, NamedFile } from '../interop/curve-file.ts'
import { readCurveFile } from '../interop/read-curve-file.ts'
import { readText } from '../node/read-text.ts'
import { UserMistake } from '../node/user-mistake.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { shownPath } from './shown-path.ts'

/** What `remeier rebuild` takes about digitised curves. */
export interface CurveOptions {
  readonly curve?: readonly string[]
  readonly atRisk?: readonly string[]
  readonly events?: readonly string[]
  readonly timeUnit?: string
}

export function namesCurves({ curve, atRisk, events, timeUnit: unit }: CurveOptions): boolean {
  if (curve !== undefined) return true
  const other = atRisk ? '--at-risk' : events ? '--events' : unit === undefined ? null : '--time-unit'
  if (other !== null) throw new UserMistake(`${other} goes with a digitised curve: name it with --curve FILE.`)
  return false
}

/** "control=curve.csv" or "curve.csv". */
function armAndValue(text: string): { readonly arm: string | null; readonly value: string } {
  const found = /^([^=/\\]+)=(.*)$/.exec(text)
  return { arm: found?.[1]?.trim() ?? null, value: found?.[2] ?? text }
}

/** The files that options name, read; or everything that is wrong with them. */
export function loadCurveFiles(
  named: readonly string[] = [],
  holds: Holds,
): { readonly files: readonly NamedFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const files: NamedFile[] = []
  const diagnostics: Diagnostic[] = []
  for (const { arm, value: path } of named.map(armAndValue)) {
    if (path === '') throw new UserMistake(`--${holds} names a file, got nothing.`)
    const file = shownPath(path)
    const read = readText(path, file, 'csv')
    const content = read.kind === 'text' ? readCurveFile(read.text, file, holds) : null
    if (read.kind === 'unreadable') diagnostics.push(...read.diagnostics)
    else if (content?.kind === 'refused') diagnostics.push(...content.diagnostics)
    else if (content?.kind === 'read') files.push({ file, arm, content })
  }
  return { files, diagnostics }
}

/** `--events 93` is the number of all arms together, `--events control=51` that of one. */
export function eventOptions({ events = [] }: CurveOptions): {
  readonly total: number | null
  readonly byArm: ReadonlyMap<string, number>
} {
  let total: number | null = null
  const byArm = new Map<string, number>()
  for (const { arm, value } of events.map(armAndValue)) {
    if (!/^\d{1,6}$/.test(value)) throw new UserMistake(`--events takes a whole number, got "${value}".`)
    if (arm === null ? total !== null : byArm.has(arm))
      throw new UserMistake(
        `--events is given twice ${arm === null ? 'for all arms together' : `for the arm "${arm}"`}: give it once.`,
      )
    if (arm === null) total = Number(value)
    else byArm.set(arm, Number(value))
  }
  return { total, byArm }
}

export function unitOption({ timeUnit: given }: CurveOptions, usual: TimeUnit): TimeUnit {
  if (given === undefined) return usual
  const unit = timeUnit(given.toLowerCase())
  if (unit === undefined) throw new UserMistake(`--time-unit is days, weeks, months or years, got "${given}".`)
  return unit
}
