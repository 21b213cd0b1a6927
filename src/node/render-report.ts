import { readFileSync } from 'node:fs'
import compactJson from 'json-stringify-pretty-compact'
import { compose } from '../report/compose.ts'
import type { Document } from '../report/document.ts'
import { documentFigures } from '../report/document.ts'
import { renderHtml } from '../report/html.ts'
import { renderMarkdown } from '../report/markdown.ts'
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
  readonly onProgress?: (step: string, done: number, total: number) => void
}

export interface RenderedReport {
  readonly document: Document
  /** Text by path inside the folder of the report, with forward slashes. */
  readonly files: ReadonlyMap<string, string>
}

/** The page is built beside the committed files and left out of version control. */
export const builtBeside = 'report.html'

/** All files of a report, in memory. The same results give the same text. */
export async function renderReport({ results, patients, files, onProgress }: ReportInputs): Promise<RenderedReport> {
  const document = compose(results, readReferences())
  const figures = documentFigures(document)
  const charts = new Map<string, string>()
  for (const [at, { id, spec }] of figures.entries()) {
    onProgress?.('drawing charts', at, figures.length)
    charts.set(id, await toSvg(spec, { idPrefix: `figure-${id.replaceAll('.', '-')}` }))
  }
  onProgress?.('drawing charts', figures.length, figures.length)
  return {
    document,
    files: new Map([
      ['report.md', renderMarkdown(document)],
      ['results.csv', resultsCsv(results.rows)],
      ['ipd.csv', ipdCsv(patients)],
      ['curve.csv', curveCsv(results.curves)],
      ['fidelity.csv', fidelityCsv(results.fidelity)],
      ['provenance.json', provenance(results, { version: packageVersion(), files, report: reportEntry(document) })],
      ...figures.map(({ id, spec }) => [`charts/${id}.vl.json`, `${compactJson(spec, { maxLength: 120 })}\n`] as const),
      ...[...charts].map(([id, svg]) => [`charts/${id}.svg`, svg] as const),
      [builtBeside, renderHtml(document, { charts, fonts: pageFonts() })],
    ]),
  }
}

/** The fonts that a page carries. */
export function pageFonts(): readonly PageFont[] {
  const face = (weight: number, file: URL): PageFont => ({
    weight,
    base64: readFileSync(file).toString('base64'),
    format: 'woff2',
  })
  return [face(400, pageFontFiles.regular), face(600, pageFontFiles.semibold)]
}
