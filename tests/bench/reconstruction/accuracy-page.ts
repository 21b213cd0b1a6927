import type { Unreadable } from './bed.ts'
import type { Comparison, Level } from './comparison.ts'
import { levels } from './comparison.ts'
import type { ArmDistance, Distances } from './distances.ts'
import { seenByShipped } from './learn-elsewhere.ts'
import type { Scored } from './rebuild.ts'
import { finite, quantile, summarise } from './summarise.ts'

interface About {
  readonly bed: string
  readonly comparisons: readonly Comparison[]
  readonly unreadable: readonly Unreadable[]
  readonly folds: number
  /** Comparisons of other sources that taught the prior; 0: it is the one that ships, or that of the folds. */
  readonly learntElsewhere: number
}

/** docs/accuracy.md: what was measured, on what, and with which warrant. */
export function accuracyPage(
  scored: readonly Scored[],
  { bed, comparisons, unreadable, folds, learntElsewhere }: About,
): string {
  const sources = new Set(comparisons.map((it) => it.source)).size
  const genuine = comparisons.filter((it) => it.genuine).length
  const kinds = [
    ['all', scored],
    ['true patient data', scored.filter((it) => it.comparison.genuine)],
    ['redrawn figures', scored.filter((it) => !it.comparison.genuine)],
  ] as const
  const rows = levels.flatMap((level) =>
    kinds.flatMap(([kind, of]) => {
      const here = of.filter((it) => it.level === level)
      return here.length > 0 && (kind === 'all' || here.length < scored.filter((it) => it.level === level).length)
        ? [rowOf(level, kind, here)]
        : []
    }),
  )
  const learnt = learntWords(comparisons, folds, learntElsewhere)
  return `# Accuracy of the reconstruction

Written by \`npm run bench:reconstruction\`. Bed: ${bed}, ${comparisons.length} two-arm comparisons from ${sources} sources, ${genuine} of them with true patient
data${genuine < comparisons.length ? '; the truth of the others was itself redrawn from published figures' : ''}. ${learnt}

Levels: L1 medians with intervals, hazard ratio, total of events; L2 also landmarks, follow-up and the p-value; L3 also numbers at risk and
events of each arm; digitised the readings of both curves, numbers at risk, events of each arm, hazard ratio and p-value (no prior is used). Errors are per arm, median / 90th percentile over arms, in points of S (0 to 1).

${table(header, rows)}

- **error**: mean absolute error of S over [0, tau], tau the shorter of the two arms' largest times; of the rebuilt patients' Kaplan-Meier
  curve, and of the smooth curve. **RMST**: absolute error of the restricted mean, as a share of tau.
- **band**: share of [0, tau] where the published curve lies inside the 95% model band; in arms of fewer than 50; before the first event.
- **figures**: share of the printed figures that the rebuilt patients reproduce at printed precision. **predicted**: share of them inside
  the 95% interval predicted from the others (an estimate and its limits left out together).
- **log HR**: median absolute error of the rebuilt patients' log hazard ratio, and of the one predicted without being told.
- **refused**: comparisons in which no figure tells of time. **failed**: what could not be read or rebuilt, named below.

How far scenarios on rebuilt patients are from their truth, and how often their intervals hold it, is measured on simulated trials: [accuracy-scenarios.md](accuracy-scenarios.md).

## Rebuilt patients beside the true ones

Median / 90th percentile / largest, over arms where a measure is one of an arm; over [0, tau], a curve that ends early carried forward.

${table(comparedHeader, comparedRows(scored))}

## The worst ten of each level

${levels.flatMap((level) => worst(level, scored)).join('\n')}
${troubles(scored, unreadable)}`
}

/** What went wrong, by name; nothing where nothing did. */
function troubles(scored: readonly Scored[], unreadable: readonly Unreadable[]): string {
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

type Measure = readonly [name: string, of: (it: Distances) => readonly number[]]

const ofArms = (key: keyof ArmDistance) => (it: Distances) => it.arms.map((arm) => arm[key])
const compared: readonly Measure[] = [
  ['mean abs. error of S', ofArms('error')],
  ['largest error of S', ofArms('most')],
  ['largest, a step 0.5% of tau off in time forgiven', ofArms('mostWithSlack')],
  ['restricted mean, over tau', ofArms('rmst')],
  ['difference of restricted means, over tau', (it) => [it.rmstDifference]],
  ['log hazard ratio', (it) => [it.logRatio]],
  ['log hazard ratio, over its standard error', (it) => [it.logRatioPerError]],
  ['log-rank z', (it) => [it.logRankZ]],
  ['events of an arm', ofArms('events')],
]

const comparedHeader = ['absolute error of', ...levels]

function comparedRows(scored: readonly Scored[]): string[][] {
  const at = (level: Level) => scored.flatMap((it) => (it.level === level && it.score ? [it.score.distances] : []))
  return compared.map(([name, of]) => [
    name,
    ...levels.map((level) => {
      const values = finite(at(level).flatMap(of))
      return values.length === 0 ? '' : [0.5, 0.9, 1].map((p) => quantile(values, p).toFixed(4)).join(' / ')
    }),
  ])
}

/** With which prior, and whether it had seen what is measured. */
function learntWords(comparisons: readonly Comparison[], folds: number, elsewhere: number): string {
  if (folds > 0)
    return `Each comparison was rebuilt with a prior learnt from the sources of the other folds only (${folds} folds, by source). The settings of the method (variances, ridge, shrinkage, rank, and the weights of the search for patients) were chosen on the same bed, so these figures are slightly optimistic.`
  if (elsewhere > 0)
    return `The comparisons were rebuilt with a prior learnt from ${elsewhere} comparisons of other sources.`
  const seen = seenByShipped(comparisons)
  const how = 'The comparisons were rebuilt with the prior that ships'
  if (seen.length === 0) return `${how}, which has seen none of their sources.`
  const which = seen.length === comparisons.length ? 'all of them' : seen.join(', ')
  return `${how}. It was learnt from the sources of ${which}, among others: for these the figures are in sample and optimistic. Use --folds, or --learn-from with another bed.`
}

const header = [
  'level',
  'truth',
  'rebuilt / refused / failed',
  'error',
  'smooth',
  'worst',
  'RMST',
  'band',
  'n < 50',
  'early',
  'figures',
  'predicted',
  'log HR',
  'untold',
]

function rowOf(level: string, kind: string, here: readonly Scored[]): string[] {
  const it = summarise(here)
  const fixed = (x: number, digits: number): string => (Number.isNaN(x) ? '' : x.toFixed(digits))
  const pair = ([median, upper]: readonly [number, number]): string =>
    Number.isNaN(median) ? '' : `${median.toFixed(4)} / ${upper.toFixed(4)}`
  const percent = (x: number): string => (Number.isNaN(x) ? '' : `${(100 * x).toFixed(1)}%`)
  return [
    level,
    kind,
    `${it.rebuilt} / ${it.refused} / ${it.failed}`,
    pair(it.error),
    pair(it.smoothError),
    fixed(it.worst, 3),
    pair(it.rmst),
    percent(it.covered),
    percent(it.coveredSmall),
    percent(it.coveredEarly),
    percent(it.reproduced),
    percent(it.predictedInside),
    fixed(it.logRatio, 4),
    fixed(it.logRatioUntold, 4),
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function worst(level: string, scored: readonly Scored[]): string[] {
  const here = scored.flatMap(({ level: at, comparison, score }) =>
    at !== level || score === null
      ? []
      : [{ id: comparison.id, error: Math.max(...score.distances.arms.map((arm) => arm.error)) }],
  )
  if (here.length === 0) return []
  const list = here.sort((a, b) => b.error - a.error).slice(0, 10)
  return [`- ${level}: ${list.map(({ id, error }) => `${id} ${error.toFixed(3)}`).join(', ')}`]
}
