import { checkFigures } from './check-figures.ts'
import type { Diagnostic } from './diagnostic.ts'
import { type Report, reportUnknown as unknown } from './report-unknown.ts'
import type { Path, Position, Spans } from './spans.ts'
import type { Trial } from './trial.ts'

/**
 * Names that must exist elsewhere in the record: sources, arms, endpoints, rows; the record's own name; a set of arms that
 * makes a trial. A misspelt arm would otherwise drop its figures without a word.
 */
export function checkReferences(trial: Trial, spans: Spans, file: string): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const report: Report = (at, words) =>
    found.push({ severity: 'error', file, line: at.line, column: at.column, ...words })
  checkName(trial, spans, file, report)
  checkSources(trial, spans, report)
  checkRoles(trial, spans, report)
  checkLabels(trial, spans, report)
  checkArms(trial, spans, report)
  checkFlow(trial, spans, report)
  checkEndpoints(trial, spans, report)
  checkTables(trial, spans, report)
  checkLinks(trial, spans, report)
  checkFigures(trial, spans, report)
  return found.sort((a, b) => a.line - b.line || a.column - b.column)
}

function checkName(trial: Trial, spans: Spans, file: string, report: Report): void {
  const own = /([^/\\]+)\.ya?ml$/u.exec(file)?.[1]
  if (own === undefined || own === trial.id) return
  report(spans.value(['id']), {
    rule: 'wrong-name',
    message: 'the id is not the name of the file',
    expected: own,
    found: `"${trial.id}"`,
    mend: 'rename the file or the id: one finds the other by it',
  })
}

function checkSources(trial: Trial, spans: Spans, report: Report): void {
  const names = Object.keys(trial.sources)
  if (names.length === 0) {
    report(spans.key(['sources']), {
      rule: 'missing-field',
      message: 'the record names no source',
      mend: 'add the paper under "sources"',
    })
  }
  eachSource(trial, [], (path, source) => {
    unknown('source', source, names, spans.value(path), report)
  })
}

/** Every `source: name` in the record, wherever it stands. Arms, endpoints and rows may be called "source" too. */
function eachSource(value: unknown, path: Path, visit: (path: Path, source: string) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, below] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    if (key === 'source' && typeof below === 'string') visit(here, below)
    else eachSource(below, here, visit)
  }
}

function checkRoles(trial: Trial, spans: Spans, report: Report): void {
  const arms = Object.entries(trial.arms)
  const count = (role: string): number => arms.filter(([, arm]) => arm.role === role).length
  const single = count('single') === 1 && arms.length === 1
  const compared = count('control') === 1 && count('experimental') >= 1 && count('single') === 0
  // An overview article has claims, quantities and tables about treatments, and no arms of its own.
  const overview = arms.length === 0 && Object.keys({ ...trial.endpoints, ...trial.flow }).length === 0
  if (single || compared || overview) return
  report(spans.key(['arms']), {
    rule: 'wrong-arms',
    message: 'these arms do not make a trial',
    expected: 'one control arm and at least one experimental arm, or one single arm alone',
    found: arms.length === 0 ? 'no arm' : arms.map(([name, arm]) => `${name}: ${arm.role}`).join(', '),
    mend: 'check "role" of each arm',
  })
}

/** On a page arms are told apart by their labels alone. */
function checkLabels(trial: Trial, spans: Spans, report: Report): void {
  const seen = new Map<string, string>()
  for (const [name, { label }] of Object.entries(trial.arms)) {
    const shown = label.trim().replace(/\s+/gu, ' ').toLowerCase()
    const first = seen.get(shown)
    if (first === undefined) seen.set(shown, name)
    else
      report(spans.value(['arms', name, 'label']), {
        rule: 'same-label',
        message: `${first} and ${name} have the same label: no reader could tell them apart`,
        expected: 'a label of its own for each arm',
        found: `"${label}"`,
        mend: 'name what differs, such as the dose or the line of treatment',
      })
  }
}

function checkArms(trial: Trial, spans: Spans, report: Report): void {
  const arms = Object.keys(trial.arms)
  const keys = (path: Path, names: readonly string[], also: readonly string[] = []): void => {
    for (const name of names) unknown('arm', name, [...arms, ...also], spans.key([...path, name]), report)
  }
  if (arms.length === 0) return
  keys(['flow'], Object.keys(trial.flow ?? {}))
  for (const [index, it] of (trial.calculations ?? []).entries()) {
    keys(['calculations', index, 'medians'], Object.keys(it.medians ?? {}))
  }
  for (const [name, it] of Object.entries(trial.quantities ?? {})) {
    keys(['quantities', name, 'values'], Object.keys(it.values), ['all'])
  }
  const contrast = (path: Path, it: { readonly arm?: string; readonly versus?: string } | undefined): void => {
    if (it?.arm !== undefined) unknown('arm', it.arm, arms, spans.value([...path, 'arm']), report)
    if (it?.versus !== undefined) unknown('arm', it.versus, arms, spans.value([...path, 'versus']), report)
  }
  for (const [name, it] of Object.entries(trial.endpoints)) {
    keys(['endpoints', name, 'arms'], Object.keys(it.arms))
    contrast(['endpoints', name, 'contrast'], it.contrast)
    for (const [index, further] of (it['further contrasts'] ?? []).entries()) {
      contrast(['endpoints', name, 'further contrasts', index], further)
    }
  }
  for (const [name, it] of Object.entries(trial.tables ?? {})) {
    for (const [index, column] of it.columns.entries()) {
      unknown('arm', column.arm, [...arms, 'all'], spans.value(['tables', name, 'columns', index]), report)
    }
    for (const [label, row] of Object.entries(it.rows))
      contrast(['tables', name, 'rows', label, 'contrast'], row.contrast)
  }
}

function checkFlow(trial: Trial, spans: Spans, report: Report): void {
  for (const [arm, flow] of Object.entries(trial.flow ?? {})) {
    const names = [...flow.chains.flat().map((it) => it.stage), ...Object.keys(flow.besides ?? {})]
    for (const [index, it] of (flow.partitions ?? []).entries()) {
      const path = ['flow', arm, 'partitions', index]
      unknown('number', it.of, names, spans.value([...path, 'of']), report)
      for (const [rank, part] of it.into.entries())
        unknown('number', part, names, spans.value([...path, 'into', rank]), report)
    }
  }
}

function checkEndpoints(trial: Trial, spans: Spans, report: Report): void {
  const endpoints = Object.keys(trial.endpoints)
  const known = [...endpoints, ...Object.keys(trial.tables ?? {})]
  for (const [index, it] of (trial.calculations ?? []).entries()) {
    unknown('endpoint', it.endpoint, endpoints, spans.value(['calculations', index, 'endpoint']), report)
    for (const [rank, name] of (it.hierarchy ?? []).entries()) {
      unknown('endpoint or table', name, known, spans.value(['calculations', index, 'hierarchy', rank]), report)
    }
  }
}

function checkTables(trial: Trial, spans: Spans, report: Report): void {
  for (const [name, table] of Object.entries(trial.tables ?? {})) {
    const path = ['tables', name]
    const rows = Object.keys(table.rows)
    for (const [label, row] of Object.entries(table.rows)) {
      for (const [field, size] of [
        ['cells', row.cells.length],
        ['percents', row.percents?.length],
        ['denominators', row.of?.length],
      ] as const) {
        if (size === undefined || size === table.columns.length) continue
        report(spans.key([...path, 'rows', label]), {
          rule: 'wrong-row',
          message: `row "${label}" does not fit the columns of the table "${name}"`,
          expected: `${table.columns.length} ${field}`,
          found: String(size),
          mend: 'write one for each column; put a cell that holds a comma in quotes',
        })
      }
    }
    const check = (label: string, at: Position): void => {
      unknown('row', label, rows, at, report)
    }
    for (const [index, parts] of (table.partitions ?? []).entries()) {
      for (const [rank, part] of parts.entries()) check(part, spans.value([...path, 'partitions', index, rank]))
    }
    for (const field of ['sums', 'parts', 'unions'] as const) {
      for (const [whole, parts] of Object.entries(table[field] ?? {})) {
        check(whole, spans.key([...path, field, whole]))
        for (const [rank, part] of parts.entries()) check(part, spans.value([...path, field, whole, rank]))
      }
    }
    for (const [part, whole] of Object.entries(table.within ?? {})) {
      check(part, spans.key([...path, 'within', part]))
      check(whole, spans.value([...path, 'within', part]))
    }
  }
}

/** Rows and quantities that name another table, row or quantity. */
function checkLinks(trial: Trial, spans: Spans, report: Report): void {
  const quantities = Object.keys(trial.quantities ?? {})
  const permitted = (path: Path, it: { readonly permitted?: string }): void => {
    if (it.permitted !== undefined)
      unknown('quantity', it.permitted, quantities, spans.value([...path, 'permitted']), report)
  }
  for (const [name, it] of Object.entries(trial.quantities ?? {})) permitted(['quantities', name], it)
  for (const [name, { rows }] of Object.entries(trial.tables ?? {})) {
    for (const [label, row] of Object.entries(rows)) {
      const path = ['tables', name, 'rows', label]
      permitted(path, row)
      const total = row['all arms of']
      if (total === undefined) continue
      const table = trial.tables?.[total.table]
      const at = [...path, 'all arms of']
      unknown('table', total.table, Object.keys(trial.tables ?? {}), spans.value([...at, 'table']), report)
      if (table) unknown('row', total.row, Object.keys(table.rows), spans.value([...at, 'row']), report)
    }
  }
}
