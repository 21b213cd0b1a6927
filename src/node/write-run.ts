import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { requireFile } from './require-folder.ts'
import { UserMistake } from './user-mistake.ts'

/** Adds text to a file, which is made where it is not there: the summary of a CI job is what its steps add to one file. */
export function addToFile(path: string, text: string): void {
  makeFolder(dirname(path), '--summary')
  appendFileSync(path, text)
}

/** Before the work: that `writeXml` may take this place. @throws UserMistake where it may not */
export function requireXml(path: string): void {
  requireFile(path, '--junit')
  const begin = existsSync(path) ? readFileSync(path, 'utf8').slice(0, 5) : ''
  if (begin !== '' && begin !== '<?xml')
    throw new UserMistake(`${path} holds something else than XML: it stays as it is. Choose another file.`)
}

/** Writes XML whole; takes the place of nothing but XML. */
export function writeXml(path: string, xml: string): void {
  requireXml(path)
  makeFolder(dirname(path), '--junit')
  const beside = `${path}.${process.pid}.new`
  writeFileSync(beside, xml)
  renameSync(beside, path)
}
