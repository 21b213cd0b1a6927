import type { Held } from './spread-holds.ts'
import { openMeasures } from './spread-holds.ts'
import type { KeptFigure } from './figures-kept.ts'
import { figureKinds } from './figures-kept.ts'
import { quantile } from '../reconstruction/summarise.ts'

/** One endpoint of a record, or one comparison of a bed at one level. */
export interface Drawn {
  readonly of: string
  readonly set: DrawnSet
  readonly kept: readonly KeptFigure[]
  readonly held: readonly Held[]
}

const drawnSets = ['records', 'L1', 'L2', 'L3'] as const
type DrawnSet = (typeof drawnSets)[number]

interface AboutDraws {
  readonly bed: string
  readonly comparisons: number
  readonly genuine: number
  readonly learntFrom: number
  readonly draws: number
  readonly seed: number
}

/** docs/accuracy-draws.md: what drawn patients keep of the print, and how often their spread holds the truth. */
export function drawsPage(drawn: readonly Drawn[], about: AboutDraws): string {
  const records = drawn.filter((it) => it.set === 'records')
  return `# What draws keep, and how often their spread holds

Written by \`npm run bench:reconstruction -- --bed DIR --draws ${about.draws} --comparisons ${about.comparisons} --seed ${about.seed}\`. The records of \`data/trials\`, every endpoint that can be
rebuilt, with the prior that ships; and ${about.comparisons} comparisons (${about.genuine} with true patient data) chosen at random from ${about.bed},
with a prior learnt from the ${about.learntFrom} comparisons of other sources. ${about.draws} draws of patients each.

The rebuilt patients are made to give back every printed figure; a draw is not polished. It is one more trial that the figures leave open, and it is
there for the spread of what no figure pins.

## Printed figures in drawn patients

Share of figures and draws in which a printed figure that went in comes back as printed; in brackets, median / 90th percentile of how far off it is where it
does not (in points of S for landmarks, months, patients, events; ratios on the log scale; "none" where it does not exist).

${table(['figure', ...drawnSets], keptRows(drawn))}

By record:

${table(['endpoint', ...recordKinds], recordRows(records))}

## Spread of what is not printed

Share of cases in which the 95% spread over draws holds the number of the true patients, with the number of cases; in brackets, the median width of the
spread. A restricted mean is up to three quarters of tau; the time without a figure is half of tau; a landmark was left out in all arms; the hazard ratio and the p-value were
left out together. A case is an arm, or a comparison where the measure is one of two arms. Where the measure does not exist in some draw (nobody
is followed so long) the spread is open and the case is not counted. With 40 cases a share of 90% is known to about nine points either way.

${table(['measure', ...bedSets], heldRows(drawn))}
`
}

const bedSets = drawnSets.filter((it) => it !== 'records')
const recordKinds = figureKinds.filter((kind) => /^events|^landmark|^median|^hazard|^number/.test(kind))

function keptRows(drawn: readonly Drawn[]): string[][] {
  return figureKinds.map((kind) => [
    kind,
    ...drawnSets.map((set) =>
      keptCell(
        ofKind(
          drawn.filter((it) => it.set === set),
          kind,
        ),
      ),
    ),
  ])
}

function recordRows(records: readonly Drawn[]): string[][] {
  return records.map((it) => [it.of, ...recordKinds.map((kind) => keptCell(ofKind([it], kind)))])
}

const ofKind = (drawn: readonly Drawn[], kind: string) =>
  drawn.flatMap((it) => it.kept).filter((it) => it.kind === kind)

function keptCell(kept: readonly KeptFigure[]): string {
  if (kept.length === 0) return ''
  const scale = kept[0]!.kind.includes('landmark') ? 100 : 1
  const share = kept.reduce((sum, it) => sum + it.kept, 0) / kept.length
  const off = kept.flatMap((it) => it.off)
  const far = (p: number): string => {
    const at = scale * quantileOf(off, p)
    return Number.isFinite(at) ? String(Number(at.toPrecision(2))) : 'none'
  }
  return off.length === 0 ? percent(share) : `${percent(share)} (${far(0.5)} / ${far(0.9)})`
}

/** Infinities among them: the nearest rank. */
const quantileOf = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(p * values.length) - 1)]!

function heldRows(drawn: readonly Drawn[]): string[][] {
  return openMeasures.map((measure) => [
    measure,
    ...bedSets.map((set) => {
      const held = drawn.flatMap((it) => (it.set === set ? it.held.filter((one) => one.measure === measure) : []))
      if (held.length === 0) return ''
      const width = quantile(
        held.map((it) => it.width),
        0.5,
      )
      const share = held.filter((it) => it.held).length / held.length
      return `${percent(share)} of ${held.length} (${Number(width.toPrecision(2))})`
    }),
  ])
}

const percent = (x: number): string => `${(100 * x).toFixed(1)}%`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
