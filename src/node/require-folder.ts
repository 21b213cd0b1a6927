import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { systemTrouble } from './system-trouble.ts'
import { UserMistake } from './user-mistake.ts'

/**
 * Before the work that fills it: a folder that is there and takes files, or can be made. Tried by making one there and taking it away again,
 * since permissions know nothing of a full disk, of root, or of /proc.
 *
 * @param option what a user named it with
 * @throws UserMistake where it cannot be
 */
export function requireFolder(folder: string, option = '--out'): void {
  let here = resolve(folder)
  while (!existsSync(here)) here = dirname(here)
  if (!statSync(here).isDirectory())
    throw new UserMistake(`${shown(here)} is a file, not a folder: choose another ${option}.`)
  try {
    rmdirSync(mkdtempSync(join(here, '.remeier-')))
  } catch (error) {
    throw refused(here, option, error)
  }
}

/** The same for a file: one that is there and may be written to, or can be made. @throws UserMistake where it cannot be */
export function requireFile(path: string, option: string): void {
  if (path.trim() === '') throw new UserMistake(`${option} names a file, got nothing.`)
  if (!existsSync(path)) {
    requireFolder(dirname(path), option)
    return
  }
  if (statSync(path).isDirectory()) throw new UserMistake(`${shown(path)} is a folder: ${option} names a file.`)
  try {
    closeSync(openSync(path, 'a'))
  } catch (error) {
    throw refused(path, option, error)
  }
}

function refused(place: string, option: string, error: unknown): unknown {
  const trouble = systemTrouble(error)
  if (trouble === null) return error
  // The folder is there: what the system says is not there is what was to be made in it.
  const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'it takes no folders' : trouble
  return new UserMistake(`nothing can be written to ${shown(resolve(place))} (${why}): choose another ${option}.`)
}

/** As a user names it, from the current folder, where it lies there. */
function shown(path: string): string {
  const near = relative(process.cwd(), resolve(path))
  return near === '' ? 'the current folder' : near.startsWith('..') ? path : near
}
