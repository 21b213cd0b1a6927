import type { ReportOutcome, ReportRun, RunProblem } from '../result/report-run.ts'
import { counted } from './audit-tally.ts'
import { blocks, code, column, numbered } from './blocks.ts'
import type { Block } from './document.ts'
import { renderMarkdown } from './markdown.ts'
import { cellsInWords, inputsInWords, worstMoved } from './moved-words.ts'

const most = 10

/** A run of `remeier report` for the summary of a CI job, as Markdown: what happened to each report, the ten numbers of each stale one that moved most, and what stands against a record. */
export function runSummary({ reports, problems }: ReportRun): string {
  const stale = reports.filter((it) => it.state === 'stale')
  const standing = problems.filter((it) => it.accepted === undefined && it.severity !== 'note')
  return renderMarkdown({
    title: title(reports, standing),
    subtitle: '',
    blocks: numbered([
      ...(reports.length === 0 ? [] : [overview(reports)]),
      ...stale.flatMap(ofStale),
      ...(standing.length === 0 ? [] : [blocks.section('Problems'), ofProblems(standing)]),
    ]),
  })
}

function title(reports: readonly ReportOutcome[], problems: readonly RunProblem[]): string {
  const of = (state: ReportOutcome['state']): number => reports.filter((it) => it.state === state).length
  const parts = [
    ...(of('stale') > 0 ? [`${of('stale')} of ${counted(reports.length, 'report')} stale`] : []),
    ...(of('not built') > 0 ? [`${of('not built')} not built`] : []),
    ...(problems.length > 0 ? [counted(problems.length, 'problem')] : []),
  ]
  return parts.length > 0 ? `remeier: ${parts.join(', ')}` : `remeier: ${counted(reports.length, 'report')} up to date`
}

function overview(reports: readonly ReportOutcome[]): Block {
  return blocks.list(reports.map((it) => [code(it.folder), ` from `, code(it.plan), `: ${inWords(it)}`]))
}

function inWords(outcome: ReportOutcome): string {
  if (outcome.state !== 'stale') return outcome.state
  const { all } = worstMoved(outcome, 0)
  return all === 0 ? 'stale, no number of its tables moved' : `stale, ${counted(all, 'row')} of its tables moved`
}

function ofStale(outcome: ReportOutcome): readonly Block[] {
  const { folder, plan, inputs, differences } = outcome
  const { rows, all } = worstMoved(outcome, most)
  const files = [...differences.stale, ...differences.missing, ...differences.extra]
  return [
    blocks.section(folder),
    blocks.paragraph(`${inputsInWords(inputs)} Write it again with `, code(`remeier report ${plan}`), '.'),
    ...(rows.length === 0 ? [blocks.paragraph(`Files that differ: ${files.join(', ')}.`)] : []),
    ...(rows.length === 0 ? [] : [moved(rows, all)]),
  ]
}

function moved(rows: ReturnType<typeof worstMoved>['rows'], all: number): Block {
  return blocks.list([
    ...rows.map((row) => `${row.what}: ${cellsInWords(row)}`),
    ...(all > rows.length ? [`and ${counted(all - rows.length, 'more row')}`] : []),
  ])
}

function ofProblems(problems: readonly RunProblem[]): Block {
  return blocks.table({
    caption: 'What stands against a plan or a record',
    columns: [column('Where'), column('Rule'), column('What')],
    rows: problems.slice(0, most * 2).map((it) => [`${it.file}:${it.line}`, it.rule, it.message]),
    ...(problems.length > most * 2 ? { note: `and ${counted(problems.length - most * 2, 'more problem')}` } : {}),
  })
}
