import type { ChangedInputs } from '../result/changed-inputs.ts'
import { type MovedRow, worstMove } from '../result/moved-numbers.ts'
import type { ReportOutcome } from '../result/report-run.ts'
import { counted } from './audit-tally.ts'

/** The worst rows of all tables of a report, and how many there are in all. */
export function worstMoved(
  outcome: ReportOutcome,
  most: number,
): { readonly rows: readonly MovedRow[]; readonly all: number } {
  const rows = outcome.moved.flatMap((it) => it.rows).sort(worstMove)
  return { rows: rows.slice(0, most), all: rows.length }
}

/** "estimate 0.49 -> 0.51, lower 0.38 -> 0.40". */
export function cellsInWords({ how, cells }: MovedRow): string {
  if (how !== 'moved') {
    const [main] = cells
    const value = how === 'new' ? main?.after : main?.before
    return value === undefined || value === '' ? how : `${how} (${value})`
  }
  return cells
    .map(({ column, before, after }) => {
      const [was, is] = apart(before, after)
      return `${column} ${shown(was)} -> ${shown(is)}`
    })
    .join(', ')
}

/** Two long texts where they differ, with two words on each side. */
function apart(before: string, after: string): readonly [string, string] {
  const [a, b] = [before.split(' '), after.split(' ')]
  const shorter = Math.min(a.length, b.length)
  if (shorter <= 8) return [before, after]
  let head = 0
  while (head < shorter && a[head] === b[head]) head++
  let tail = 0
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const [skipped, left] = [Math.max(0, head - 2), Math.max(0, tail - 2)]
  const part = (words: readonly string[]): string =>
    [...(skipped > 0 ? ['...'] : []), ...words.slice(skipped, words.length - left), ...(left > 0 ? ['...'] : [])].join(
      ' ',
    )
  return [part(a), part(b)]
}

const shown = (text: string): string => (text === '' ? 'nothing' : text)

/** Which inputs differ, in a sentence; where none does, what follows from that. */
export function inputsInWords(inputs: ChangedInputs | null): string {
  if (inputs === null) return 'Nothing there says what it was made of.'
  const { changed, added, removed } = inputs
  const parts = [
    ...(changed.length > 0 ? [`changed: ${changed.join(', ')}`] : []),
    ...(added.length > 0 ? [`new: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`no longer used: ${removed.join(', ')}`] : []),
  ]
  return parts.length > 0
    ? `Inputs ${parts.join('; ')}.`
    : 'No input changed: either the code of the program did, or the folder was edited by hand.'
}

/** "3 files differ; 12 numbers moved". */
export function stalenessInWords(outcome: ReportOutcome): string {
  const { stale, missing, extra } = outcome.differences
  const files = [
    ...(stale.length > 0 ? [`${counted(stale.length, 'file')} ${stale.length === 1 ? 'differs' : 'differ'}`] : []),
    ...(missing.length > 0 ? [`${missing.length} missing`] : []),
    ...(extra.length > 0 ? [`${extra.length} left over`] : []),
  ]
  const { all } = worstMoved(outcome, 0)
  const moved = all === 0 ? 'no number of its tables moved' : `${counted(all, 'row')} of its tables moved`
  return `${files.join(', ')}; ${moved}`
}
