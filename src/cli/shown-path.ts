import { isAbsolute, relative, resolve, sep } from 'node:path'

/** A path as it is shown, with forward slashes: from the current folder (or `from`); what lies elsewhere, as it was given. */
export function shownPath(path: string, from: string = process.cwd()): string {
  const way = relative(from, resolve(path))
  const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
  const shown = outside && isAbsolute(path) ? path : way
  return shown === '' ? '.' : shown.split(sep).join('/')
}
