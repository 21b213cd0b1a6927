import { readFileSync } from 'node:fs'
import compactJson from 'json-stringify-pretty-compact'
import { type ChartTheme, themed } from '../chart/themed.ts'
import { compose } from '../report/compose.ts'
import type { Block, Document } from '../report/document.ts'
import { documentFigures, type Figure } from '../report/document.ts'
import { type HtmlOptions, renderHtml, renderSupplement } from '../report/html.ts'
import { pageFiles } from '../report/html-text.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { themedPagePalette } from '../report/page-palette.ts'
import type { PageFont } from '../report/page-style.ts'
import { provenance, type ProvenanceInputs } from '../report/provenance.ts'
import { reportEntry } from '../report/report-index.ts'
import { curveCsv, fidelityCsv, ipdCsv, resultsCsv } from '../result/csv.ts'
import type { Results } from '../result/frames.ts'
import type { PatientRow } from '../result/patient-row.ts'
import { pageFontFiles } from './fonts.ts'
import { packageVersion } from './package-version.ts'
import { readReferences } from './read-references.ts'
import { toSvg } from './svg.ts'

export interface ReportInputs {
  readonly results: Results
  readonly patients: readonly PatientRow[]
  /** The plan and its records, for `provenance.json`. */
  readonly files: ProvenanceInputs['files']
  /** Of the figures and of the page; the default one if left out. */
  readonly theme?: ChartTheme
  readonly onProgress?: (step: string, done: number, total: number) => void
}

export interface RenderedReport {
  readonly document: Document
  /** Text by path inside the folder of the report, with forward slashes. */
  readonly files: ReadonlyMap<string, string>
}

/** All files of a report, in memory. The same results give the same text. */
export async function renderReport(inputs: ReportInputs): Promise<RenderedReport> {
  const { results, patients, files, theme, onProgress } = inputs
  const document = inTheme(compose(results, readReferences()), theme)
  const figures = documentFigures(document)
  const charts = await drawn(figures, onProgress)
  return {
    document,
    files: new Map([
      ['report.md', renderMarkdown(document)],
      ['results.csv', resultsCsv(results.rows)],
      ['ipd.csv', ipdCsv(patients)],
      ['curve.csv', curveCsv(results.curves)],
      ['fidelity.csv', fidelityCsv(results.fidelity)],
      [
        'provenance.json',
        provenance(results, {
          version: packageVersion(),
          files,
          report: reportEntry(document, results.analysis.question),
        }),
      ],
      ...figures.map(({ id, spec }) => [`charts/${id}.vl.json`, `${compactJson(spec, { maxLength: 120 })}\n`] as const),
      ...[...charts].map(([id, svg]) => [`charts/${id}.svg`, svg] as const),
      ...pages(document, { charts: await pageCharts(results, charts, theme), ...pageLook(theme) }),
    ]),
  }
}

function pages(document: Document, options: HtmlOptions): readonly (readonly [path: string, html: string])[] {
  const supplement = renderSupplement(document, options)
  return [
    [pageFiles.report, renderHtml(document, options)],
    ...(supplement === null ? [] : [[pageFiles.supplement, supplement] as const]),
  ]
}

/** A document with its figures in a theme. */
function inTheme(document: Document, theme: ChartTheme | undefined): Document {
  if (theme === undefined) return document
  const drawnIn = (blocks: readonly Block[]): readonly Block[] =>
    blocks.map((it) =>
      it.kind === 'figure' ? { ...it, figure: { ...it.figure, spec: themed(it.figure.spec, theme) } } : it,
    )
  return { ...document, blocks: drawnIn(document.blocks), supplement: drawnIn(document.supplement ?? []) }
}

async function drawn(
  figures: readonly Figure[],
  onProgress: ReportInputs['onProgress'],
): Promise<ReadonlyMap<string, string>> {
  const charts = new Map<string, string>()
  for (const [at, { id, spec }] of figures.entries()) {
    onProgress?.('drawing charts', at, figures.length)
    charts.set(id, await toSvg(spec, { idPrefix: `figure-${id.replaceAll('.', '-')}` }))
  }
  onProgress?.('drawing charts', figures.length, figures.length)
  return charts
}

/** The drawings of a page: in the default colours, which the page exchanges for its own in light and in dark, whatever the theme. */
export async function pageCharts(
  results: Results,
  charts: ReadonlyMap<string, string>,
  theme: ChartTheme | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (theme === undefined) return charts
  return drawn(documentFigures(inTheme(compose(results, readReferences()), uncoloured(theme))), undefined)
}

/** What of a theme a page cannot exchange by itself: type. */
export function uncoloured({ name, font, sizes }: ChartTheme): ChartTheme {
  return { name, ...(font === undefined ? {} : { font }), ...(sizes === undefined ? {} : { sizes }) }
}

/** Fonts and colours of a page. */
export function pageLook(theme: ChartTheme | undefined): Pick<HtmlOptions, 'fonts' | 'palette'> {
  return { fonts: pageFonts(), ...(theme === undefined ? {} : { palette: themedPagePalette(theme) }) }
}

function pageFonts(): readonly PageFont[] {
  return pageFontFiles.map(({ file, ...face }) => ({
    ...face,
    base64: readFileSync(file).toString('base64'),
    format: 'woff2' as const,
  }))
}
