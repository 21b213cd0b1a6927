import type { AuditedRecord, AuditProblem, AuditResults, AuditRow, RuleRow } from '../result/audit-results.ts'
import { auditTally } from './audit-tally.ts'
import { isFinding } from './worst-first.ts'

/**
 * Fails and notes as SARIF 2.1.0 for code scanning: every rule with what it compares and its worst level; each result with its line and, as
 * logical locations, its figures; where the record accepts it, a suppression with the reason. What cannot be read is a notification of
 * the run. Comparisons that agree are counted in the properties of the run, not listed.
 */
export function toSarif({ version, rules, records }: AuditResults): string {
  const ranks = new Map(rules.map(({ id }, rank) => [id, rank]))
  const results = records.flatMap(({ file, rows }) =>
    rows.filter(isFinding).map((it) => result(it, file, ranks.get(it.rule))),
  )
  const notifications = records.flatMap(notificationsOf)
  const successful = notifications.every(({ level }) => level !== 'error')
  const run = {
    tool: { driver: { name: 'remeier', version, semanticVersion: version, rules: rules.map(descriptor) } },
    invocations: [{ executionSuccessful: successful, toolExecutionNotifications: notifications }],
    artifacts: [...new Set(records.map(({ file }) => file))].map((file) => ({ location: location(file) })),
    columnKind: 'utf16CodeUnits',
    results,
    properties: { tally: auditTally(records.flatMap(({ rows }) => rows)) },
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 2)}\n`
}

const levels = { fail: 'error', error: 'error', note: 'note' } as const

function descriptor({ id, name, compares, tolerance, worst, references = [] }: RuleRow): object {
  const compared = `Compares ${compares}.`
  const full = tolerance === undefined ? compared : `${compared} Tolerance: ${tolerance}.`
  const words = references.length === 0 ? full : `${full} References: ${references.join(', ')}.`
  return {
    id,
    name,
    shortDescription: { text: compared },
    fullDescription: { text: full },
    help: { text: words },
    defaultConfiguration: { level: levels[worst] },
  }
}

function result(row: AuditRow, file: string, rank: number | undefined): object {
  const { rule, state, accepted, figures } = row
  return {
    ruleId: rule,
    ...(rank !== undefined && { ruleIndex: rank }),
    kind: 'fail',
    level: state === 'fail' ? levels.fail : levels.note,
    message: { text: words(row) },
    locations: [{ ...place(file, row), logicalLocations: [...new Set(figures.map(({ id }) => id))].map(logical) }],
    partialFingerprints: { 'ruleAndFigures/v1': `${rule}:${figures.map(({ id }) => id).join(',')}` },
    // An empty list says that the result is known not to be suppressed.
    suppressions: accepted === undefined ? [] : [{ kind: 'inSource', status: 'accepted', justification: accepted }],
  }
}

function words({ message, expected, found, computation, explanation, resolve }: AuditRow): string {
  const sides = [expected && `Expected ${expected}.`, found && `Found ${found}.`]
  const more = [computation, explanation, resolve && `To settle it: ${resolve}`]
  return [message, ...sides, ...more].filter((it) => it !== undefined).join('\n')
}

function logical(id: string): object {
  return { fullyQualifiedName: id, kind: 'value' }
}

function notificationsOf({ file, problems }: AuditedRecord): readonly (object & { readonly level: string })[] {
  return problems.map((it) => ({
    level: levels[it.severity],
    message: { text: it.message },
    descriptor: { id: it.rule },
    locations: [place(file, it)],
  }))
}

function place(file: string, { line, column }: Pick<AuditProblem, 'line' | 'column'>): object {
  const region = line > 0 ? { region: { startLine: line, startColumn: Math.max(1, column) } } : {}
  return { physicalLocation: { artifactLocation: location(file), ...region } }
}

/** A relative path as the URI reference that it is to be; what lies elsewhere, as a file. */
function location(file: string): object {
  const path = file.split('/').map(encodeURIComponent).join('/')
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: '%SRCROOT%' }
}
