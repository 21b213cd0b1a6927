import { groupOf, type Measured } from './measured.ts'
import { quantile } from '../reconstruction/summarise.ts'
import { designs, prints } from './simulated-trial.ts'
import { summaryLevels } from '../reconstruction/comparison.ts'
import { kinds } from './misprints.ts'

/** One trial as a paper might print it, and the same with misprints. */
export interface Case {
  readonly from: string
  readonly print: string
  readonly genuine: boolean
  readonly honest: Measured
  readonly wrong: readonly { readonly kind: string; readonly figure: string; readonly result: Measured }[]
}

interface About {
  readonly bed: string
  readonly comparisons: number
  readonly folds: number
  readonly trials: number
}

/** docs/accuracy-doubts.md */
export function doubtsPage(cases: readonly Case[], { bed, comparisons, folds, trials }: About): string {
  const ofBed = cases.filter((it) => it.from === 'bed')
  const honest = [
    ...summaryLevels.flatMap((print) => {
      const own = ofBed.filter((it) => it.print === print)
      return [
        rowOf(print, 'all', own),
        rowOf(
          print,
          'true patient data',
          own.filter((it) => it.genuine),
        ),
      ]
    }),
    ...designs.flatMap(({ name }) =>
      prints.map((print) =>
        rowOf(
          name,
          print,
          cases.filter((it) => it.from === name && it.print === print),
        ),
      ),
    ),
  ]
  const wrong = kinds.flatMap(({ name }) =>
    summaryLevels.flatMap((print) => {
      const found = powerOf(
        name,
        ofBed.filter((it) => it.print === print),
      )
      return found === null ? [] : [[name, print, ...found]]
    }),
  )
  const learnt =
    folds === 0 ? 'the prior that ships, which was learnt from this bed' : `priors of ${folds} folds by source`
  return `# Figures in doubt

Written by \`npm run bench:doubts\`. Bed: ${bed}, ${comparisons} comparisons, with ${learnt}. Beside it ${trials} simulated trials of each kind
(\`tests/bench/doubts/simulated-trial.ts\`; the schedule of visits is not printed), rebuilt with the prior that ships.

## Honest figures

No figure of these is wrong: every doubt is a false alarm.

${table(['trials', 'printed', 'n', 'with a doubt', 'error, median / p90', 'band covers', 'least in an arm'], honest)}

## One misprint

In each trial of the bed one figure is wrong. **named**: it (or, for limits, its estimate) is in doubt; **alone**: and nothing else; **another**: only other figures are; **none**: nothing is.
Error is that of the curve in the arms of these trials, without and with the misprint.

${table(['misprint', 'level', 'n', 'named', 'alone', 'another', 'none', 'error without', 'error with', 'band covers'], wrong)}

- **error**: mean absolute error of the smooth curve over [0, tau] against the Kaplan-Meier curve of the true patients, median / 90th percentile over arms (one misprint: mean).
- **band covers**: share of [0, tau] where that curve lies inside the 95% band.
`
}

const percent = (x: number): string => `${(100 * x).toFixed(0)}%`
const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length

function rowOf(name: string, print: string, of: readonly Case[]): string[] {
  const errors = of.flatMap((it) => it.honest.error)
  const covered = of.flatMap((it) => it.honest.covered)
  const alarms = of.filter((it) => it.honest.doubted.length > 0).length
  const pair = [0.5, 0.9].map((p) => quantile(errors, p).toFixed(4)).join(' / ')
  return [
    ...[name, print, String(of.length), `${alarms} (${percent(alarms / of.length)})`, pair],
    ...[`${(100 * mean(covered)).toFixed(1)}%`, percent(Math.min(...covered))],
  ]
}

function powerOf(kind: string, of: readonly Case[]): string[] | null {
  const pairs = of.flatMap(({ honest, wrong }) =>
    wrong.filter((it) => it.kind === kind).map((it) => ({ honest, ...it, group: groupOf(it.figure) })),
  )
  if (pairs.length === 0) return null
  const share = (test: (it: (typeof pairs)[number]) => boolean): string =>
    percent(pairs.filter(test).length / pairs.length)
  const hits = ({ result, group }: (typeof pairs)[number]) => result.doubted.includes(group)
  return [
    String(pairs.length),
    share(hits),
    share((it) => hits(it) && new Set(it.result.doubted).size === 1),
    share((it) => !hits(it) && it.result.doubted.length > 0),
    share((it) => it.result.doubted.length === 0),
    mean(pairs.flatMap((it) => it.honest.error)).toFixed(4),
    mean(pairs.flatMap((it) => it.result.error)).toFixed(4),
    `${(100 * mean(pairs.flatMap((it) => it.result.covered))).toFixed(1)}%`,
  ]
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}
