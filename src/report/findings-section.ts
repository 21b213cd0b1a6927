import type { FindingRow, Results } from '../result/frames.ts'
import { blocks, column, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table } from './document.ts'

const order: readonly FindingRow['state'][] = ['fail', 'note', 'uninformative', 'pass', 'not applicable']

/** What came out when the paper's figures were compared with each other; failures first, rules that passed by name only. */
export function findingsSection(results: Results): readonly Block[] {
  if (results.findings.length === 0) return []
  const states = (wanted: readonly FindingRow['state'][]): readonly FindingRow[] =>
    order.filter((it) => wanted.includes(it)).flatMap((state) => results.findings.filter((it) => it.state === state))
  const open = states(['fail', 'note', 'uninformative'])
  const passed = rules(states(['pass']))
  const idle = rules(states(['not applicable']))
  return [
    blocks.section('What the audit found'),
    ...(open.length === 0
      ? [blocks.paragraph('No rule found figures of this paper that contradict each other.')]
      : [blocks.table(table(open))]),
    ...(passed === '' ? [] : [blocks.paragraph(`Passed: ${passed}.`)]),
    ...(idle === '' ? [] : [blocks.paragraph(`Not applicable: ${idle}.`)]),
  ]
}

const rules = (rows: readonly FindingRow[]): string => [...new Set(rows.map((it) => it.rule))].join(', ')

const table = (rows: readonly FindingRow[]): Table =>
  withoutEmptyColumns({
    caption: 'Findings of the audit: figures of the paper against each other',
    columns: [column('Rule'), column('State'), column('Finding'), column('Figures'), column('Accepted because')],
    rows: rows.map((it) => [
      it.rule,
      it.accepted === '' ? it.state : `${it.state}, accepted`,
      it.message,
      it.figures.join(', '),
      it.accepted,
    ]),
    note: 'A contradiction between printed figures may be a misprint, a rounding, or two definitions under one name; the audit names it and decides nothing.',
  })
