import { relative, resolve, sep } from 'node:path'

/** A path as it is shown: from the current folder (or `from`), with forward slashes, never a path of this machine where it can be helped. */
export function shownPath(path: string, from: string = process.cwd()): string {
  const way = relative(from, resolve(path))
  return way === '' ? '.' : way.split(sep).join('/')
}
