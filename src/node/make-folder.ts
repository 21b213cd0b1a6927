import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserMistake } from './user-mistake.ts'

/**
 * Makes a folder and those above it one by one: the recursive `mkdirSync` of Node never returns where the system says that a
 * folder which exists is not there (/proc).
 */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let here = resolve(folder); !existsSync(here); here = dirname(here)) missing.unshift(here)
  for (const here of missing) {
    try {
      mkdirSync(here)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      throw new UserMistake(`${dirname(here)} takes no folders: choose another --out.`)
    }
  }
}
