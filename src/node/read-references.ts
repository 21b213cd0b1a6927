import { readFileSync } from 'node:fs'
import type { Reference } from '../report/document.ts'
import { parseReferences } from '../report/references.ts'

/** The papers that a report may cite, by key. The path holds from src/node and from dist/node. */
export function readReferences(): ReadonlyMap<string, Reference> {
  return parseReferences(readFileSync(new URL('../../src/REFERENCES.md', import.meta.url), 'utf8'))
}
