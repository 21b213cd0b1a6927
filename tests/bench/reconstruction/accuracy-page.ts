import type { Level } from './comparison.ts'
import { levels } from './comparison.ts'
import type { About } from './bed-words.ts'
import { bedWords, troubles } from './bed-words.ts'
import type { ArmDistance, Distances } from './distances.ts'
import { goalsTable } from './goals.ts'
import { fixed, pageTable, pair, percent } from './page-table.ts'
import type { Scored } from './rebuild.ts'
import { calibratedSection } from './calibrated-section.ts'
import { finite, quantile, summarise } from './summarise.ts'

/** docs/accuracy.md: what was measured, on what, and with which warrant. */
export function accuracyPage(scored: readonly Scored[], about: About & { readonly goals?: boolean }): string {
  const kinds = [
    ['all', scored],
    ['true patient data', scored.filter((it) => it.comparison.genuine)],
    ['redrawn figures', scored.filter((it) => !it.comparison.genuine)],
  ] as const
  const rows = levels.flatMap((level) =>
    kinds.flatMap(([kind, of]) => {
      const here = of.filter((it) => it.level === level)
      return here.length > 0 && (kind === 'all' || here.length < scored.filter((it) => it.level === level).length)
        ? [{ level, kind, here }]
        : []
    }),
  )
  return `# Accuracy of the reconstruction

Written by \`npm run bench:reconstruction\`, of a bed in the format of [beds.md](beds.md). ${bedWords(about)}

Levels: L1 medians with intervals, hazard ratio, total of events; L2 also landmarks, follow-up and the p-value; L3 also numbers at risk and
events of each arm; digitised the readings of both curves, numbers at risk, events of each arm, hazard ratio and p-value (no prior is used). Errors are per arm, median / 90th percentile over arms, in points of S (0 to 1).

${pageTable(
  curveHeader,
  rows.map(({ level, kind, here }) => curveRow(level, kind, here)),
)}

- **error**: mean absolute error of S over [0, tau], tau the shorter of the two arms' largest times; of the rebuilt patients' Kaplan-Meier
  curve, and of the smooth curve. **RMST**: absolute error of the restricted mean, as a share of tau.
- **band**: share of [0, tau] where the published curve lies inside the 95% model band; in arms of fewer than 50; before the first event.
- **refused**: comparisons in which no figure tells of time. **failed**: what could not be read or rebuilt, named below.

${pageTable(
  figureHeader,
  rows.map(({ level, kind, here }) => figureRow(level, kind, here)),
)}

- **figures**: share of the printed figures that the rebuilt patients reproduce at printed precision; **at risk**: share of the printed numbers at risk that they meet within one patient.
- **predicted**: share of the figures inside the 95% interval predicted from the others (an estimate and its limits left out together).
${missedWords(scored)}- **log HR**: median absolute error of the rebuilt patients' log hazard ratio, and of the one predicted without being told.
- **ms**: processor time of one comparison, median / 90th percentile: the curve with its band; all of it, with patients, bounds and predictions. These two columns alone differ from run to run.

${calibratedSection(scored)}Elsewhere: two trials against figures that were published later, [external-check.md](external-check.md); speed beside a Cox fit, \`npm run bench:reconstruction-speed\`, and of
the estimators, [benchmarks.md](benchmarks.md); draws and their spread, [accuracy-draws.md](accuracy-draws.md); records that print less than L1, [accuracy-sparse.md](accuracy-sparse.md); scenarios on rebuilt
patients beside their truth, on simulated trials, [accuracy-scenarios.md](accuracy-scenarios.md).
${about.goals === true ? `\n## Goals\n\nOf the design, for comparisons that nobody had tuned on; a number is compared as it is printed here.\n\n${goalsTable(scored)}\n` : ''}
## Rebuilt patients beside the true ones

Median / 90th percentile / largest, over arms where a measure is one of an arm; over [0, tau], a curve that ends early carried forward.

${pageTable(comparedHeader, comparedRows(scored))}

## The worst ten of each level

${levels.flatMap((level) => worst(level, scored)).join('\n')}
${troubles(scored, about.unreadable)}`
}

/** Where fewer than 99% of the figures of a level come back: how many do not, and in which comparisons. */
function missedWords(scored: readonly Scored[]): string {
  const short = levels.flatMap((level) => {
    const here = scored.flatMap(({ level: own, comparison: { id }, score }) =>
      own === level && score !== null ? [{ id, of: score.figures, missed: score.figures - score.reproduced }] : [],
    )
    const [all, missed] = [here.reduce((sum, it) => sum + it.of, 0), here.reduce((sum, it) => sum + it.missed, 0)]
    if (missed <= 0.01 * all) return []
    const worst = here.filter((it) => it.missed > 0).sort((a, b) => b.missed - a.missed)
    const named = worst.slice(0, 10).map((it) => `${it.id} (${it.missed} of ${it.of})`)
    const more = worst.length > named.length ? [`${worst.length - named.length} more`] : []
    return [`${level} ${missed} of ${all} figures, in ${[...named, ...more].join(', ')}`]
  })
  if (short.length === 0) return ''
  return `  Below 99%, which is the goal: ${short.join('; ')}. The true patients gave these figures, so that patients exist that do: the search does not find them, unless a figure was computed by another convention than ours.\n`
}

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

const curveHeader = ['level', 'truth', 'rebuilt / refused / failed', 'error', 'smooth', 'worst', 'RMST', 'band', 'n < 50', 'early'] // prettier-ignore
const figureHeader = ['level', 'truth', 'figures', 'at risk', 'predicted', 'log HR', 'untold', 'ms, curve', 'ms, all']

function curveRow(level: string, kind: string, here: readonly Scored[]): string[] {
  const it = summarise(here)
  const became = `${it.rebuilt} / ${it.refused} / ${it.failed}`
  const errors = [pair(it.error), pair(it.smoothError), fixed(it.worst, 3), pair(it.rmst)]
  return [level, kind, became, ...errors, ...[it.covered, it.coveredSmall, it.coveredEarly].map(percent)]
}

function figureRow(level: string, kind: string, here: readonly Scored[]): string[] {
  const it = summarise(here)
  const shares = [it.reproduced, it.atRiskNear, it.predictedInside].map(percent)
  return [
    level,
    kind,
    ...shares,
    fixed(it.logRatio, 4),
    fixed(it.logRatioUntold, 4),
    pair(it.curveTime, 1),
    pair(it.time, 1),
  ]
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
