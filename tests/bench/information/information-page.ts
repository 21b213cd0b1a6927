import { mean, quantile, sampleRankCorrelation } from 'simple-statistics'
import type { Added } from './add-truth.ts'

interface Level {
  readonly level: string
  /** By comparison; empty where the evidence cannot be rebuilt. */
  readonly of: readonly (readonly Added[])[]
}

interface About {
  readonly bed: string
  readonly chosen: number
  /** Of these, with true patient data. */
  readonly genuine: number
  readonly learntFrom: number
}

/** docs/information.md: what the worth of a missing figure means, and how well it was predicted. */
export function informationPage(levels: readonly Level[], { bed, chosen, genuine, learntFrom }: About): string {
  return `# What a figure tells, and what one more would be worth

\`remeier rebuild RECORD --information\` says which figure pins the curve where, and which figures that the paper does not print would
narrow the band most. In the library: \`information\` and \`missingFigureWorth\`.

## What the words mean

- **takes away** (a printed figure): the share of the mean width of the 95% model band, over follow-up and over the arms, that it removes beside all the
  others; by leaving it out and solving again. An estimate and its limits go together, and so do the numbers at risk of an arm. Shares do not add up: figures that say the
  same thing each take away little. **Patients only**: a p-value that the rebuilt patients are fitted to and the curve does not rest on; **not used**: neither.
- **explained** (in files, not on the screen): 1 - (posterior / prior variance) of log(-log S), the sampling noise of the published curve included in both. It is the same on the
  scale of S or of the cumulative hazard, up to linearisation. The prior is wide where the level of a curve is concerned, so 90% explained is not much: read the width of the band.
- **pinned**: the band is no wider than 5 points of survival (2.5 to each side). **interpolated**: it is wider, between time 0, where S = 1, and the last figure of that arm that
  stands at a time (a survival percentage, a median or a limit of one, a number at risk). **extrapolated**: after that figure, however narrow the band.
- **worth** (a missing figure): the share of the mean width of the band that it is expected to remove, from the covariance after a pseudo-observation at the
  value that the other figures predict, with the precision at which it would be printed. The end of follow-up is held, so where it is
  assumed the worth of a median follow-up is a poor guess (below, L1). Numbers at risk are a whole row of figures; a median or a ratio comes with its interval.
- **asked for** are only figures that can exist. Where the longest follow-up is printed, standard times up to it. Where it is not, the end of the curves is an assumption, and nothing is asked for beyond the latest time at which the
  printed figures prove that somebody was under observation: a median or a limit of one, survival above 0, a number at risk above 0, the end of a restricted mean, the median or shortest follow-up. Dates of enrolment and cut-off are no such proof.
  The longest follow-up is then itself to be asked for, before all others; it has no worth in the list, because the end of the curves is held in all of it. A median is left out where the curve stays above 50% up to that time for all but 2.5% of the law, and so
  are limits of a median that is not reached, where the lower limit of the curve stays above 50%.
- **alone**, **after those above**: figures that say the same thing are worth little together. The list on the screen is to be asked for in turn: the most valuable figure,
  then the one that is worth most once that is known, and so on; the second column adds up. \`missing\` in the JSON output, and \`missingFigureWorth\`, take each alone.

None of these is a test of the model: they follow from it. What is measured is below.

## Measured

Written by \`npm run bench:information\`. Bed: ${bed}, ${chosen} comparisons chosen by a seed, ${genuine} of them with true patient data, the others redrawn from
published figures; prior learnt from the ${learntFrom} comparisons of all other sources. In each
comparison every figure of the catalogue that the summary lacks was added in turn, as its patients would print it, and the whole
estimate was made again: its horizon, doubts and bounds included.

Levels: L1 medians with intervals, hazard ratio, total of events; L2 also landmarks, follow-up and the p-value; L2 less is L2 without medians, hazard ratio and
p-value, to see what those are worth.

### Order

Rank correlation (Spearman) between expected and real narrowing of the band, among the missing figures of one comparison: median over comparisons, with quartiles. **best**: real
narrowing by the figure that was expected to narrow most, as a share of that by the figure that really did; **error**: mean reduction of the absolute
error of S by the figure ranked first, by the one in the middle and by the one ranked last.

${table(['level', 'comparisons', 'figures', 'rank correlation', 'best', 'error: first', 'middle', 'last'], levels.map(orderRow))}

### Size

Expected and real narrowing, as shares of the mean width: means over figures, and the mean absolute difference; **error**: mean reduction of the
absolute error of S by adding the figure. A negative reduction means that the figure made the curve worse on average.

${table(['level', 'figure', 'how many', 'expected', 'real', 'difference', 'error'], levels.flatMap(sizeRows))}

### Measures

Standard deviation of a measure after the figure, as a share of the one before: expected and real means, mean absolute difference.

${table(['level', 'measure', 'expected', 'real', 'difference'], levels.flatMap(spreadRows))}
`
}

function orderRow({ level, of }: Level): string[] {
  const several = of.filter((it) => it.length >= 4)
  const correlations = several.map((it) =>
    sampleRankCorrelation(
      it.map((x) => x.expected),
      it.map((x) => x.real),
    ),
  )
  const ranked = several.map((it) => [...it].sort((a, b) => b.expected - a.expected))
  const best = ranked.map((it) => it[0]!.real / Math.max(...it.map((x) => x.real)))
  const reduction = (pick: (length: number) => number): string =>
    percent(totalReduction(ranked.map((it) => it[pick(it.length)]!)))
  const [low, middle, high] = [0.25, 0.5, 0.75].map((p) => quantile(correlations, p).toFixed(2))
  return [
    level,
    String(several.length),
    String(several.flat().length),
    `${middle} (${low} to ${high})`,
    percent(mean(best)),
    reduction(() => 0),
    reduction((length) => Math.floor(length / 2)),
    reduction((length) => length - 1),
  ]
}

function sizeRows({ level, of }: Level): string[][] {
  const all = of.flat()
  const kinds = [...new Set(all.map((it) => it.kind))].sort()
  const row = (label: string, here: readonly Added[]): string[] => [
    level,
    label,
    String(here.length),
    percent(mean(here.map((it) => it.expected))),
    percent(mean(here.map((it) => it.real))),
    percent(mean(here.map((it) => Math.abs(it.expected - it.real)))),
    percent(totalReduction(here)),
  ]
  return [
    row('all', all),
    ...kinds.map((kind) =>
      row(
        names[kind],
        all.filter((it) => it.kind === kind),
      ),
    ),
  ]
}

function spreadRows({ level, of }: Level): string[][] {
  const spreads = of.flat().flatMap((it) => it.spreads)
  return [...new Set(spreads.map((it) => it.measure))].map((measure) => {
    const here = spreads.filter((it) => it.measure === measure)
    return [
      level,
      measure.replaceAll('-', ' '),
      percent(mean(here.map((it) => it.expected))),
      percent(mean(here.map((it) => it.real))),
      percent(mean(here.map((it) => Math.abs(it.expected - it.real)))),
    ]
  })
}

const names: Readonly<Record<Added['kind'], string>> = {
  survival: 'survival at a time',
  'survival-interval': 'interval of survival',
  median: 'median with interval',
  'median-interval': 'interval of the median',
  'at-risk': 'row of numbers at risk',
  events: 'events of an arm',
  'follow-up': 'median follow-up',
  'hazard-ratio': 'hazard ratio with interval',
  'hazard-ratio-interval': 'interval of the hazard ratio',
  'restricted-mean': 'restricted mean',
}

/** Of summed errors: a ratio of means, which small errors cannot blow up. */
function totalReduction(of: readonly Added[]): number {
  const total = (key: 'errorBefore' | 'errorAfter'): number => of.reduce((sum, it) => sum + it[key], 0)
  return 1 - total('errorAfter') / total('errorBefore')
}

const percent = (x: number): string => `${(100 * x).toFixed(1)}%`

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}
