import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { UserMistake } from './user-mistake.ts'

/**
 * Makes a folder and those above it one by one: the recursive `mkdirSync` of Node never returns where the system says that a
 * folder which exists is not there (/proc).
 */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let here = resolve(folder); ; here = dirname(here)) {
    if (existsSync(here) && !statSync(here).isDirectory())
      throw new UserMistake(`${shown(here)} is a file, not a folder: choose another --out.`)
    if (existsSync(here) || here === dirname(here)) break
  }
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

/** As a user names it, from the current folder, where it lies there. */
function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}
