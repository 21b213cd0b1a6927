/**
 * Lists the numbers of a document for the inventory, and keeps the answers that it has: `npm run inventory -- DOCUMENT.txt KEY`. What
 * can mean only one thing is answered; what is left is listed with the figures that it may belong to. The document itself is
 * not part of the repository.
 */
import { csvFormatRows } from 'd3-dsv'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { numberTokens, sameNumber } from './number-tokens.ts'
import { type Printed, printedBy, proposeFigures, rowsPrintedBy } from './propose-figures.ts'
import { proposeReason } from './propose-reason.ts'
import { type Answer, documents, inventoryFile, readInventory } from './read-inventory.ts'
import { readRecords } from './read-records.ts'

const [path, document] = process.argv.slice(2)
if (path === undefined || document === undefined || !documents.some((it) => it === document)) {
  process.stderr.write(`npm run inventory -- DOCUMENT.txt KEY\nKEY is one of ${documents.join(', ')}\n`)
  process.exit(2)
}

const answers = inventory(readFileSync(path, 'utf8'), document)
const rows = answers.map((it) => [String(it.line), it.token, it.near, it.record, it.figures.join(' '), it.reason])
writeFileSync(inventoryFile(document), `${csvFormatRows([header(), ...rows])}\n`)
listOpen(answers, document)

function header(): string[] {
  return ['line', 'token', 'near', 'record', 'figures', 'reason']
}

function inventory(text: string, key: string): readonly Answer[] {
  const tokens = numberTokens(text)
  const lines = text.split(/\r?\n/u)
  const referencesFrom = 1 + (lines.indexOf('REFERENCES') + 1 || lines.length)
  const kept = earlier(key)
  const records = readRecords()
  const proposed = proposeFigures(lines, tokens, printedBy(records, key), rowsPrintedBy(records, key))
  const seen = new Map<string, number>()
  return tokens.map((it, index): Answer => {
    const { line, token, near } = it
    const place = placeOf(seen, line, token)
    const before = kept.get(place)
    if (before !== undefined && (before.reason !== '' || before.figures.length > 0)) return { ...before, near }
    const open = { line, token, near, record: '', figures: [], reason: '' }
    const reason = proposeReason(lines, it, referencesFrom)
    if (reason !== '') return { ...open, reason }
    const figure = proposed[index]
    return figure ? { ...open, record: figure.record, figures: [figure.id] } : open
  })
}

/** Answers by line, token and how often the token has stood on its line. */
function earlier(key: string): ReadonlyMap<string, Answer> {
  if (!existsSync(inventoryFile(key))) return new Map()
  const seen = new Map<string, number>()
  return new Map(readInventory(key).map((it) => [placeOf(seen, it.line, it.token), it]))
}

function placeOf(seen: Map<string, number>, line: number, token: string): string {
  const place = `${line} ${token}`
  const times = (seen.get(place) ?? 0) + 1
  seen.set(place, times)
  return `${place} ${times}`
}

function listOpen(all: readonly Answer[], key: string): void {
  const open = all.filter(({ reason, figures }) => reason === '' && figures.length === 0)
  const printed = printedBy(readRecords(), key)
  for (const { line, token, near } of open) {
    const may = printed.filter(({ numbers }) => numbers.includes(sameNumber(token)))
    process.stdout.write(`line ${line}: ${token} (${near})${candidates(may)}\n`)
  }
  process.stdout.write(`${inventoryFile(key)}: ${all.length} numbers, ${open.length} without an answer\n`)
}

function candidates(may: readonly Printed[]): string {
  if (may.length === 0) return ''
  const shown = may.slice(0, 4).map(({ record, id }) => `${record} ${id}`)
  return `: ${shown.join(' | ')}${may.length > 4 ? ` | ... ${may.length - 4} more` : ''}`
}
