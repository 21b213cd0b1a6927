import { join } from 'node:path'
import { listYaml } from '../node/list-yaml.ts'
import { UserMistake } from '../node/user-mistake.ts'

const folders = { records: join('data', 'trials'), plans: 'analyses' } as const

/** The files that were named, else all of the current folder's records or plans (or both). */
export function namedOrDefaultFiles(
  named: readonly string[],
  ...kinds: readonly (keyof typeof folders)[]
): readonly string[] {
  if (named.length > 0) return [...new Set(named)]
  const found = kinds.flatMap((kind) => listYaml(folders[kind]))
  if (found.length > 0) return found
  const places = kinds.map((kind) => (kind === 'records' ? 'data/trials/*.yaml' : 'analyses/*.yaml'))
  const begin = kinds.includes('records') ? 'remeier new trial NAME' : 'remeier new analysis NAME'
  throw new UserMistake(
    `no file was named and the current folder has no ${places.join(' and no ')}. Name a file, change to the folder of your project, or begin with "${begin}".`,
  )
}
