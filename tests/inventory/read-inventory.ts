import { csvParse } from 'd3-dsv'
import { readFileSync, readdirSync } from 'node:fs'

/** One number of a document and what became of it. */
export interface Answer {
  readonly line: number
  readonly token: string
  /** At most three words around it. */
  readonly near: string
  /** Record that holds it; empty where a reason says why none does. */
  readonly record: string
  /** Ids in that record. */
  readonly figures: readonly string[]
  readonly reason: string
}

const folder = 'tests/inventory'

/** Keys of the documents: each is the name of its source in every record. */
export const documents = [
  'san-miguel-2023-summary',
  'einsele-2026-summary',
  'rodriguez-otero-2023',
  'munshi-2021-summary',
  'overview-2025',
] as const

export function inventoryFile(document: string): string {
  return `${folder}/${document}.csv`
}

export function inventoriesHere(): readonly string[] {
  return readdirSync(folder).filter((it) => it.endsWith('.csv'))
}

export function readInventory(document: string): readonly Answer[] {
  return csvParse(readFileSync(inventoryFile(document), 'utf8')).map((row) => ({
    line: Number(row['line']),
    token: row['token'] ?? '',
    near: row['near'] ?? '',
    record: row['record'] ?? '',
    figures: (row['figures'] ?? '').split(' ').filter((it) => it !== ''),
    reason: row['reason'] ?? '',
  }))
}
