import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { AboutComparison, Comparison } from './comparison.ts'
import { aboutComparison, comparisonOf, readJson, reasonOf } from './comparison.ts'

/** Something in a bed that cannot be read. */
export interface Unreadable {
  readonly id: string
  readonly reason: string
}

export interface Bed {
  readonly comparisons: readonly Comparison[]
  readonly unreadable: readonly Unreadable[]
}

const manifest = z.array(aboutComparison.extend({ id: z.string().min(1) }))

/**
 * Every comparison of a bed: a folder with truth/ID.json, summary/ID.json and digitised/ID.json, any of which may be missing, and a
 * manifest.json that gives their order, which may be missing too.
 *
 * @throws RangeError where there is nothing of the kind
 */
export function openBed(folder: string): Bed {
  if (!existsSync(folder)) throw new RangeError(`--bed: there is no folder ${folder}`)
  const unreadable: Unreadable[] = []
  const entries = new Map<string, AboutComparison>()
  const path = join(folder, 'manifest.json')
  if (existsSync(path)) {
    try {
      for (const entry of manifest.parse(readJson(path))) entries.set(entry.id, entry)
    } catch (error) {
      unreadable.push({ id: 'manifest.json', reason: reasonOf(error) })
    }
  }
  const files = ['truth', 'summary', 'digitised'].flatMap((part) => jsonFiles(join(folder, part)))
  for (const id of files.sort()) if (!entries.has(id)) entries.set(id, {})
  if (entries.size === 0)
    throw new RangeError(
      `--bed: ${folder} has no comparison: no list in manifest.json, no file in truth, summary or digitised`,
    )
  const comparisons = [...entries].flatMap(([id, entry]) => {
    try {
      return [comparisonOf(folder, id, entry)]
    } catch (error) {
      unreadable.push({ id, reason: reasonOf(error) })
      return []
    }
  })
  return { comparisons, unreadable }
}

/** The same where nothing may be missing. @throws RangeError which comparisons cannot be read */
export function readBed(folder: string): Comparison[] {
  const { comparisons, unreadable } = openBed(folder)
  if (unreadable.length > 0) throw new RangeError(unreadable.map(({ id, reason }) => `${id}: ${reason}`).join('\n'))
  return [...comparisons]
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
}
