import type { AuditFigure, AuditState } from '../result/audit-results.ts'
import type { FindingRow, Results } from '../result/frames.ts'
import { auditTally, ruleInWords, tallyInWords } from './audit-tally.ts'
import { blocks, column, see, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table } from './document.ts'
import { findingWords, quoted } from './finding-words.ts'
import { trialColumn } from './labels.ts'

/**
 * What came out when the paper's figures were compared with each other: how many comparisons agree, what does not with its likely
 * explanation and what would settle it, and each rule with its count on demand. Which figure was compared with which is drawn by `maps`.
 */
export function findingsSection(results: Results, maps: readonly Block[]): readonly Block[] {
  const { rules } = results
  const findings = results.findings.map((it) => findingWords(results, it))
  if (findings.length === 0) return []
  const open = [...inState(findings, 'fail'), ...inState(findings, 'note')]
  const computed = open.filter((it) => it.computation !== undefined)
  const counted = rules.flatMap((rule) => {
    const own = findings.filter((it) => it.rule === rule.id)
    return auditTally(own).checks === 0
      ? []
      : [{ term: named(rule), text: ruleInWords(rule, own).replace(/^\S+ /u, '') }]
  })
  const only = (state: AuditState): string =>
    rules
      .filter(({ id }) => {
        const own = findings.filter((it) => it.rule === id)
        return own.length > 0 && own.every((it) => it.state === state)
      })
      .map(named)
      .join(', ')
  const [powerless, idle] = [only('uninformative'), only('not-applicable')]
  return [
    blocks.section('What the audit found'),
    blocks.paragraph(
      `${tallyInWords(auditTally(findings))}.`,
      ...(maps.length === 0 ? [] : [' Which figure was compared with which: ', see(auditMap), '.']),
    ),
    ...(open.length === 0
      ? [
          blocks.paragraph(
            `No rule found figures of ${results.trials.length > 1 ? 'these papers' : 'this paper'} that contradict each other.`,
          ),
        ]
      : [blocks.table(table(results, open)), blocks.terms(open.map(behind))]),
    ...(computed.length === 0 ? [] : [blocks.details('How these findings were computed', computed.map(computation))]),
    ...(counted.length === 0 ? [] : [blocks.details('The comparisons, rule by rule', counted)]),
    ...(powerless === '' ? [] : [blocks.paragraph(`Could not have failed here: ${powerless}.`)]),
    ...(idle === '' ? [] : [blocks.paragraph(`Not applicable: ${idle}.`)]),
  ]
}

/** Heading of the pictures of the comparisons. */
export const auditMap = 'Which printed figures agree'

const inState = (findings: readonly FindingRow[], state: AuditState): readonly FindingRow[] =>
  findings.filter((it) => it.state === state)

const named = ({ id, name }: { readonly id: string; readonly name: string }): string => `${id} ${name}`

function computation({ rule, name, message, computation: how = '' }: FindingRow) {
  return { term: named({ id: rule, name }), text: `${message}. ${how}` }
}

const table = (results: Results, rows: readonly FindingRow[]): Table =>
  withoutEmptyColumns({
    caption: 'Findings of the audit: figures of the paper against each other',
    columns: [
      column('Rule'),
      column('Trial'),
      column('State'),
      column('Finding'),
      column('Likely explanation'),
      column('To settle it'),
    ],
    rows: rows.map((it) => [
      named({ id: it.rule, name: it.name }),
      trialColumn(results)(it),
      it.accepted === undefined ? it.state : `${it.state}, accepted`,
      it.message,
      it.explanation ?? '',
      it.resolve ?? '',
    ]),
    note: 'A contradiction between printed figures may be a misprint, a rounding, or two definitions under one name; the audit names it and decides nothing. Below, in the same order: the figures that each finding compares.',
  })

/** The figures of a finding and why it is accepted, under the table: names of figures and citations are long, and would leave its columns no room. */
function behind({ rule, name, figures, accepted }: FindingRow) {
  const reason = accepted === undefined ? '' : `. Accepted because: ${accepted}`
  const compared = quoted(figures.map(figureInWords).join(', '))
  return { term: named({ id: rule, name }), text: `Compared: ${compared}${reason}` }
}

/** `pfs.new.median "13.3"`; long words stand in the message. */
export function figureInWords({ id, printed }: AuditFigure): string {
  return printed === null || printed.length > 32 ? id : `${id} "${printed}"`
}
