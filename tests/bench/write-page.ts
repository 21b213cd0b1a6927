import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from '../../src/node/make-folder.ts'

/** Writes what was measured, where an option asks for it; the place was asked for before the work (`requireFile`). */
export function writePage(path: string | undefined, text: string, option: string): void {
  if (path === undefined) return
  makeFolder(dirname(path), option)
  writeFileSync(path, text)
}
