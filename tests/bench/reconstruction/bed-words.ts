import type { Unreadable } from './bed.ts'
import type { Comparison } from './comparison.ts'
import { seenByShipped } from './learn-elsewhere.ts'
import type { Scored } from './rebuild.ts'

/** What a page is about. */
export interface About {
  readonly bed: string
  readonly comparisons: readonly Comparison[]
  readonly unreadable: readonly Unreadable[]
  readonly folds: number
  /** Comparisons of other sources that taught the prior; 0: it is the one that ships, or that of the folds. */
  readonly learntElsewhere: number
}

/** Of what a bed is made, and with which prior it was rebuilt. */
export function bedWords({ bed, comparisons, folds, learntElsewhere }: About): string {
  const sources = new Set(comparisons.map((it) => it.source)).size
  const genuine = comparisons.filter((it) => it.genuine).length
  const redrawn =
    genuine < comparisons.length ? '; the truth of the others was itself redrawn from published figures' : ''
  return `Bed: ${bed}, ${armsWords(comparisons)} from ${sources} sources, ${genuine} of them with true patient
data${redrawn}. ${learntWords(comparisons, folds, learntElsewhere)}`
}

function armsWords(comparisons: readonly Comparison[]): string {
  const counts = new Map<number | null, number>()
  for (const { arms } of comparisons) counts.set(arms, (counts.get(arms) ?? 0) + 1)
  if (counts.size === 1 && counts.has(2)) return `${comparisons.length} two-arm comparisons`
  const each = [...counts]
    .sort(([a], [b]) => (a ?? 0) - (b ?? 0))
    .map(([arms, count]) => `${count} of ${arms === null ? 'unknown arms' : arms === 1 ? 'one arm' : `${arms} arms`}`)
  return `${comparisons.length} records (${each.join(', ')})`
}

/** With which prior, and whether it, or whoever chose its settings, had seen what is measured. */
function learntWords(comparisons: readonly Comparison[], folds: number, elsewhere: number): string {
  const seen = seenByShipped(comparisons)
  const which = seen.length === comparisons.length ? 'all of them' : seen.join(', ')
  const chosen =
    seen.length === 0
      ? ''
      : ` The settings of the method (variances, ridge, shrinkage, rank, and the weights of the search for patients) were chosen on ${seen.length === comparisons.length ? 'the same comparisons' : `comparisons of the sources of ${which}, among others`}, so ${seen.length === comparisons.length ? 'these' : 'their'} figures are slightly optimistic.`
  if (folds > 0)
    return `Each comparison was rebuilt with a prior learnt from the sources of the other folds only (${folds} folds, by source).${chosen}`
  if (elsewhere > 0)
    return `The comparisons were rebuilt with a prior learnt from ${elsewhere} comparisons of other sources.${chosen}`
  const how = 'The comparisons were rebuilt with the prior that ships'
  if (seen.length === 0) return `${how}, which has seen none of their sources.`
  return `${how}. It was learnt from the sources of ${which}, among others: for these the figures are in sample and optimistic. Use --folds, or --learn-from with another bed.`
}

/** What went wrong, by name; nothing where nothing did. */
export function troubles(scored: readonly Scored[], unreadable: readonly Unreadable[]): string {
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n## ${title}\n\n${lines.map((line) => `- ${oneLine(line)}`).join('\n')}\n`
  const place = ({ level, comparison }: Scored): string => `${level}, ${comparison.id}`
  return [
    list(
      'Not readable at all',
      unreadable.map(({ id, reason }) => `${id}: ${reason}`),
    ),
    list(
      'Failed',
      scored.flatMap((it) => (it.kind === 'failed' ? [`${place(it)}: ${it.reason ?? ''}`] : [])),
    ),
    list(
      'Rebuilt, not scored',
      scored.flatMap((it) => (it.kind === 'rebuilt' && it.score === null ? [`${place(it)}: ${it.reason ?? ''}`] : [])),
    ),
    list(
      'Figures left out',
      scored.flatMap((it) => it.left.map((why) => `${place(it)}: ${why}`)),
    ),
  ].join('')
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 300)

/** Whether something that ought to have been measured was not: a file that cannot be read, a rebuilding that failed, a truth that does not fit. */
export function incomplete(scored: readonly Scored[], unreadable: readonly Unreadable[]): boolean {
  const lost = (it: Scored) => it.kind === 'failed' || (it.kind === 'rebuilt' && !it.score && it.comparison.hasTruth)
  return unreadable.length > 0 || scored.some(lost)
}
