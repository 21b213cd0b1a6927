import type { ChartTheme } from '../chart/themed.ts'
import type { BesideFormat } from '../report/beside-formats.ts'
import { composeSlides } from '../report/compose-slides.ts'
import { documentFigures } from '../report/document.ts'
import type { Slides } from '../report/slide.ts'
import { themedSlides } from '../report/themed-slides.ts'
import type { LiveData } from '../result/experiment.ts'
import type { Results } from '../result/frames.ts'
import { fixedDate } from './fixed-date.ts'
import { readReferences } from './read-references.ts'
import { renderLive } from './render-live.ts'
import { pageCharts, pageLook, type RenderedReport } from './render-report.ts'
import { toSvg } from './svg.ts'
import { toPdf } from './to-pdf.ts'
import { toPng } from './to-png.ts'
import { toPptx } from './to-pptx.ts'

export interface BesideInputs {
  readonly results: Results
  readonly report: RenderedReport
  readonly live: LiveData
  readonly formats: readonly BesideFormat[]
  readonly theme?: ChartTheme
  /** For SOURCE_DATE_EPOCH, the date that documents carry; the first day of 2000 without. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly onProgress?: (step: string, done: number, total: number) => void
}

/**
 * A live page (`live.html`), PNG of each figure (`png/`), `report.pdf` and `slides.pptx` of a report, by path inside its folder. The page (`html`) is part of the rendered report.
 * The same results and date give the same bytes, whatever the clock, the time zone and the locale.
 */
export async function renderBeside(inputs: BesideInputs): Promise<ReadonlyMap<string, Uint8Array>> {
  const { results, report, live, formats, theme, environment = {}, onProgress } = inputs
  const date = fixedDate(environment)
  const ofFigures = (ending: string): ReadonlyMap<string, string> =>
    new Map(documentFigures(report.document).map(({ id }) => [id, report.files.get(`charts/${id}${ending}`) ?? '']))
  const charts = ofFigures('.svg')
  const files = new Map<string, Uint8Array>()
  if (formats.includes('live')) {
    onProgress?.('setting the live page', 0, 1)
    const page = renderLive({
      results,
      document: report.document,
      charts: await pageCharts(results, charts, theme),
      specifications: ofFigures('.vl.json'),
      look: pageLook(theme),
      live,
      ...(theme === undefined ? {} : { theme }),
    })
    files.set('live.html', Buffer.from(page))
  }
  if (formats.includes('png')) {
    for (const [id, svg] of charts) {
      onProgress?.('drawing PNG', files.size, charts.size)
      files.set(`png/${id}.png`, toPng(svg, { zoom: 2 }))
    }
  }
  if (formats.includes('pdf')) {
    onProgress?.('setting the PDF', 0, 1)
    files.set('report.pdf', await toPdf(report.document, { charts, date }))
  }
  if (formats.includes('pptx')) {
    onProgress?.('setting the slides', 0, 1)
    const composed = composeSlides(results, readReferences())
    const slides = theme === undefined ? composed : themedSlides(composed, theme)
    files.set('slides.pptx', await toPptx(slides, { pictures: await drawn(slides), date }))
  }
  return files
}

/** The pictures of slides by their id. */
async function drawn({ slides }: Slides): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>()
  for (const block of slides.flatMap((it) => it.blocks)) {
    if (block.kind !== 'picture' || pictures.has(block.picture.id)) continue
    const { id, spec } = block.picture
    pictures.set(id, await toSvg(spec, { idPrefix: id }))
  }
  return pictures
}
