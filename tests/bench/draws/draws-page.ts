import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import type { Held } from './spread-holds.ts'
import { openMeasures } from './open-measures.ts'
import type { KeptFigure } from './figures-kept.ts'
import { figureKinds } from './figures-kept.ts'

/** One endpoint of a record, or one comparison of a bed at one level. */
export interface Drawn {
  readonly of: string
  readonly set: DrawnSet
  /** True patient data; a record's are not known. */
  readonly genuine: boolean
  readonly class: EndpointEvidence['class']
  readonly kept: readonly KeptFigure[]
  readonly held: readonly Held[]
}

const drawnSets = ['records', 'L1', 'L2', 'L3'] as const
type DrawnSet = (typeof drawnSets)[number]

interface AboutDraws {
  readonly bed: string
  readonly comparisons: number
  readonly genuine: number
  readonly folds: number
  readonly every: number
  readonly draws: number
}

/** docs/accuracy-draws.md: what drawn patients keep of the print, and how often their spread holds the truth. */
export function drawsPage(drawn: readonly Drawn[], about: AboutDraws): string {
  const records = drawn.filter((it) => it.set === 'records')
  return `# What draws keep, and how often their spread holds

Written by \`npm run bench:reconstruction -- --bed DIR --draws ${about.draws} --folds ${about.folds}${about.every === 1 ? '' : ` --every ${about.every}`}\`. The records of \`data/trials\`, every endpoint that can be
rebuilt, with the prior that ships; and ${about.comparisons} comparisons (${about.genuine} with true patient data) of ${about.bed}, ${priorWords(about.folds)} ${about.draws} draws of patients each.

The rebuilt patients are made to give back every printed figure; a draw is not polished. It is one more trial that the figures leave open, and it is
there for the spread of what no figure pins.

## Printed figures in drawn patients

Share of figures and draws in which a printed figure that went in comes back as printed; in brackets, median / 90th percentile of how far off it is where it
does not (in points of S for landmarks, months, patients, events; ratios on the log scale; "none" where it does not exist).

${table(['figure', ...drawnSets], keptRows(drawn))}

By record:

${table(['endpoint', ...recordKinds], recordRows(records))}

## Spread of what is not printed

Share of cases in which the 95% spread over draws (2.5% and 97.5% points) holds the number of the true patients, with the number of cases: of all, of those with true patient data, of endpoints that
are seen at visits, and of arms of fewer than 50. **width**: median width of the spread, in S, months, patients or on the log scale: a spread holds the truth easily if it is wide. **none**: cases without
a spread, because the measure does not exist in some draw (nobody is followed so long); they are not counted. The goal is 93 to 97%.

A case is an arm, or a comparison where the measure is one of two arms (then the smaller arm counts). tau is the end of follow-up of the shorter arm. Times within 2% of tau of a printed landmark are left out. "Before the first event" is half the time to it,
where the published curve is 1: no spread can lie below the truth, so that it holds more often. "Untold": the figure was left out of the summary, a median with its limits, the hazard ratio with its limits and the p-value, a landmark or a number at risk at the
middle one of its times in both arms. Other figures of the paper stay in, so that a spread is that of what they leave open.

${table(['measure', 'level', 'holds', 'true patient data', 'seen at visits', 'n < 50', 'width', 'none'], heldRows(drawn))}
`
}

const priorWords = (folds: number): string =>
  folds === 0
    ? 'with the prior that ships, which was learnt from them, so that shares flatter.'
    : `each with a prior learnt from the sources of the other folds only (${folds} folds, by source).`

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

interface HeldCase extends Held {
  readonly genuine: boolean
  readonly visited: boolean
}

function heldRows(drawn: readonly Drawn[]): string[][] {
  return openMeasures.flatMap((measure) =>
    bedSets.flatMap((set) => {
      const cases = drawn.flatMap((it): HeldCase[] => {
        if (it.set !== set) return []
        const about = { genuine: it.genuine, visited: it.class === 'progression-like' }
        return it.held.flatMap((one) => (one.measure === measure ? { ...one, ...about } : []))
      })
      if (cases.length === 0) return []
      const given = cases.filter((it) => it.held !== null)
      const width = quantileOf(
        given.map((it) => it.width),
        0.5,
      )
      const shares = [
        given,
        given.filter((it) => it.genuine),
        given.filter((it) => it.visited),
        given.filter((it) => it.n < 50),
      ].map(heldCell)
      return [[measure, set, ...shares, String(Number(width.toPrecision(2))), String(cases.length - given.length)]]
    }),
  )
}

const heldCell = (cases: readonly HeldCase[]): string =>
  cases.length === 0 ? '' : `${percent(cases.filter((it) => it.held).length / cases.length)} of ${cases.length}`

const percent = (x: number): string => `${(100 * x).toFixed(1)}%`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
