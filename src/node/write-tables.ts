import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { UserMistake } from './user-mistake.ts'

/**
 * Writes CSV files by their paths, all or none: each beside its place first, then all are renamed. A file of the same name is
 * replaced only if it has the same header: real patient data called ipd.csv are safe.
 */
export function writeTables(tables: ReadonlyMap<string, string>): void {
  for (const [path, text] of tables) {
    if (!existsSync(path) || firstLine(readFileSync(path, 'utf8')) === firstLine(text)) continue
    throw new UserMistake(
      `${path} has other columns than the file that would replace it: it stays as it is. Choose another --out.`,
    )
  }
  const written: string[] = []
  const made = [...tables].map(([path, text]) => ({ path, text, beside: `${path}.${process.pid}.new` }))
  try {
    for (const { path, text, beside } of made) {
      makeFolder(dirname(path))
      written.push(beside)
      writeFileSync(beside, text)
    }
    for (const { path, beside } of made) renameSync(beside, path)
  } finally {
    // Below a file there is nothing to remove, and asking for it would hide what went wrong.
    for (const beside of written) rmSync(beside, { force: true })
  }
}

const firstLine = (text: string): string => /^[^\r\n]*/.exec(text)?.[0] ?? ''
