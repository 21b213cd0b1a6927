import type { Results } from '../result/frames.ts'
import { formatEstimate } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { inWords } from './in-words.ts'
import { labels } from './labels.ts'

const most = 30

/** How each number was computed, what it rests on and where its print stands: one line a number, for the speaker. */
export function computationNotes(results: Results, rows: readonly Row[]): readonly string[] {
  const name = labels(results)
  const lines = rows.map((row) => {
    const parts = [
      `${name.quantity(row)}: ${formatEstimate(row)}`,
      row.reported === '' ? 'not printed in the paper' : `printed ${row.reported}`,
      row.method,
      `data ${inWords.data[row.data][1]}`,
      `identified ${inWords.identification[row.identification][1]}`,
      ...(row.status === 'ok' ? [] : [inWords.status[row.status]]),
      ...(row.draws === null ? [] : [`${row.draws} draws`]),
    ]
    const assumption = row.assumption === '' ? '' : ` ${row.assumption}`
    return `${parts.filter((it) => it !== '').join('; ')}.${assumption} Source: ${row.sources}.`
  })
  const left = lines.length - most
  return [
    'How the numbers were computed:',
    ...lines.slice(0, most),
    ...(left > 0 ? [`And ${left} more: results.csv holds every number with its method, assumption and source.`] : []),
  ]
}

/** The papers, each with its DOI. */
export function sourceNotes(results: Results): readonly string[] {
  return [
    'Sources:',
    ...results.trials.flatMap((trial) =>
      trial.sources.map((it) => `${trial.label}, ${it.kind}: ${it.citation}${it.doi === '' ? '' : ` doi:${it.doi}`}`),
    ),
  ]
}

/** One line for the foot of a slide: the primary papers of a trial, or of all; where there is none, what there is. */
export function sourceLine(results: Results, trial?: string): string {
  const sources = results.trials.filter((it) => trial === undefined || it.id === trial).flatMap((it) => it.sources)
  const primary = sources.filter((it) => it.kind === 'primary')
  const citations = (primary.length > 0 ? primary : sources).map((it) => it.citation)
  return `Rebuilt from figures printed in ${[...new Set(citations)].join('; ')}`
}
