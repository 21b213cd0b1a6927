import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Diagnostic } from '../record/diagnostic.ts'
import { nearestName } from '../record/nearest-name.ts'
import { mostCharacters, tooLarge } from '../record/yaml-problem.ts'
import { systemTrouble } from './system-trouble.ts'

export type TextFile =
  | {
      readonly kind: 'text'
      /** Bytes that are no UTF-8 have become U+FFFD, which the parser finds and places. */
      readonly text: string
      /** Of the bytes, hexadecimal. */
      readonly sha256: string
    }
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly Diagnostic[] }

type Words = Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>

/** A character of UTF-8 takes at most four bytes: what is larger is not even read. */
const mostBytes = { yaml: 4 * mostCharacters, csv: 10_000_000 }

/** The text of a file, or why there is none. `shown` is the name for messages, `kind` what is looked for in a folder. */
export function readText(path: string, shown: string, kind: 'yaml' | 'csv' = 'yaml'): TextFile {
  const unreadable = (words: Words): TextFile => ({
    kind: 'unreadable',
    diagnostics: [{ severity: 'error', file: shown, line: 1, column: 1, ...words }],
  })
  try {
    const file = statSync(path)
    if (file.isDirectory()) return unreadable(aFolder(shown, kind))
    if (!file.isFile()) return unreadable({ rule: 'unreadable-file', message: 'this is not a file' })
    if (file.size > mostBytes[kind]) return unreadable(kind === 'csv' ? tooManyPoints(file.size) : tooLarge(file.size))
    const bytes = readFileSync(path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { kind: 'text', text: new TextDecoder(encodingOf(bytes)).decode(bytes), sha256 }
  } catch (error) {
    const trouble = systemTrouble(error)
    if (trouble === null) throw error
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return unreadable(missing ? noFile(path, shown) : { rule: 'unreadable-file', message: trouble })
  }
}

/** Spreadsheets and editors also save "Unicode text": UTF-16, which its mark tells. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function tooManyPoints(bytes: number): Words {
  return {
    rule: 'too-large',
    message: 'this file is too large to be a digitised curve or a risk table',
    expected: `at most ${mostBytes.csv / 1e6} million bytes`,
    found: `${Math.round(bytes / 1e6)} million`,
    mend: 'a picture shows some thousand points: export fewer, every hundredth say, or name the right file',
  }
}

function aFolder(shown: string, kind: string): Words {
  return {
    rule: 'unreadable-file',
    message: 'this is a folder',
    expected: 'a file',
    mend: `name the files in it: ${shown.replace(/\/$/, '')}/*.${kind}`,
  }
}

function noFile(path: string, shown: string): Words {
  const near = nearestName(basename(path), siblings(path))
  const words = { rule: 'missing-file', message: 'there is no such file' }
  if (near === null) return { ...words, mend: 'check the path; it counts from the current folder' }
  return { ...words, mend: `did you mean ${shown.slice(0, shown.length - basename(path).length)}${near}?` }
}

function siblings(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path)).sort()
  } catch {
    return []
  }
}
