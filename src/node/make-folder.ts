import { mkdirSync } from 'node:fs'
import { requireFolder } from './require-folder.ts'

/** Makes a folder and those above it. Asked for first: the recursive `mkdirSync` of Node never returns where the system says that a folder which exists is not there (/proc). */
export function makeFolder(folder: string, option = '--out'): void {
  requireFolder(folder, option)
  mkdirSync(folder, { recursive: true })
}
