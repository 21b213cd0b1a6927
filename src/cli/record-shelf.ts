import { dirname, resolve } from 'node:path'
import type { TrialFile } from '../evidence/record-problem.ts'
import { listYaml } from '../node/list-yaml.ts'
import { readText } from '../node/read-text.ts'
import { figureSlug } from '../record/figure-slug.ts'
import type { Trial } from '../record/trial.ts'
import { loadRecord } from './load-record.ts'

/** The other records of a trial, in the order of their paths. */
export type RelatedTo = (record: TrialFile) => readonly Trial[]

interface Cover {
  readonly path: string
  /** Record, trial and registration as they stand at the left margin. */
  readonly names: ReadonlySet<string>
}

/**
 * Finds, among the files named and the folder of the record asked about, those of the same trial by its name or registration, and those that the
 * record names (as the report that it updates, that its inferred numbers come from, or that its ranges are pooled from). A file that cannot be read is not at hand.
 */
export function recordShelf(named: readonly string[] = []): RelatedTo {
  const given = named.map(cover)
  const folders = new Map<string, readonly Cover[]>()
  const inFolder = (folder: string): readonly Cover[] => {
    const known = folders.get(folder) ?? listYaml(folder).map(cover)
    folders.set(folder, known)
    return known
  }
  return ({ trial, file }) => {
    const wanted = namesOf(trial)
    const near = [...given, ...inFolder(dirname(file))].filter(({ names }) => [...wanted].some((it) => names.has(it)))
    const own = resolve(file)
    const paths = [...new Set(near.map(({ path }) => resolve(path)))].filter((path) => path !== own).sort()
    const others = paths.flatMap((path) => {
      const loaded = loadRecord(path)
      return loaded.kind === 'record' && loaded.record.trial.id !== trial.id ? [loaded.record.trial] : []
    })
    return [...new Map(others.map((it) => [it.id, it])).values()]
  }
}

function namesOf({ trial, registration, updates, arms, tables }: Trial): ReadonlySet<string> {
  const from = Object.values(arms).flatMap((it) => it.inferred?.from ?? [])
  const pooled = Object.values(tables ?? {}).flatMap((it) => it.pooled ?? [])
  return new Set(
    [trial, registration, updates, ...from, ...pooled].flatMap((it) => (it === undefined ? [] : [figureSlug(it)])),
  )
}

/** Only the lines that may name the trial: most files of a folder are about another one and need not be parsed. */
function cover(path: string): Cover {
  const read = readText(path, path)
  const text = read.kind === 'text' ? read.text : ''
  const named = [...text.matchAll(/^(?:id|trial|registration):[ \t]*(.*)$/gmu)].map(([, value = '']) =>
    figureSlug(value),
  )
  return { path, names: new Set(named) }
}
