import { strFromU8, strToU8, unzipSync } from 'fflate'
import type { StepChart } from '../report/slide.ts'
import { chartPart, chartWorkbook } from './chart-part.ts'
import { escapeXml } from './escape-xml.ts'
import { reproducibleZip } from './reproducible-zip.ts'

export interface PptxFacts {
  readonly title: string
  readonly subject: string
  /** In the order of the slides. */
  readonly charts: readonly StepChart[]
  readonly date: Date
}

/**
 * What pptxgenjs writes, with everything in it that depends on the clock, on chance or on what the process wrote before put right: names of charts (it
 * counts them over all decks), properties, ids of shapes (it gives some twice), the zip. The charts take the place of its own.
 */
export function normalisedPptx(raw: Uint8Array, { title, subject, charts, date }: PptxFacts): Uint8Array {
  const old = unzipSync(raw)
  const numbers = Object.keys(old)
    .flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
  if (numbers.length !== charts.length)
    throw new RangeError(`As many charts as there are parts are required, got ${charts.length}.`)
  const renumber = (text: string): string =>
    text.replace(
      /(charts\/(?:_rels\/)?chart|Microsoft_Excel_Worksheet)(\d+)(?=\.(?:xml|xlsx))/g,
      (_, name: string, n: string) => `${name}${numbers.indexOf(Number(n)) + 1}`,
    )
  const parts = new Map<string, Uint8Array>()
  for (const [name, bytes] of Object.entries(old)) {
    if (name.endsWith('/')) continue
    const text = /\.(?:xml|rels)$/.test(name)
    parts.set(renumber(name), text ? strToU8(putRight(renumber(strFromU8(bytes)))) : bytes)
  }
  charts.forEach((chart, at) => {
    parts.set(`ppt/charts/chart${at + 1}.xml`, strToU8(chartPart(chart)))
    parts.set(`ppt/embeddings/Microsoft_Excel_Worksheet${at + 1}.xlsx`, chartWorkbook(chart, date))
  })
  const types = '[Content_Types].xml'
  // It declares a master for every slide, and PowerPoint repairs a file that declares what it does not hold.
  const declared = strFromU8(parts.get(types) ?? new Uint8Array()).replace(
    /<Override PartName="\/([^"]*)"[^>]*\/>/g,
    (tag, path: string) => (parts.has(path) || path.startsWith('docProps/') ? tag : ''),
  )
  parts.set(types, strToU8(declared))
  parts.set('docProps/core.xml', strToU8(core(title, subject, date)))
  const first = [types, '_rels/.rels']
  const order = [...first, ...[...parts.keys()].filter((it) => !first.includes(it)).sort()]
  return reproducibleZip(new Map(order.map((it) => [it, parts.get(it) ?? new Uint8Array()])), date)
}

function putRight(xml: string): string {
  let shapes = 1
  const language = xml
    .replaceAll('lang="en-US"', 'lang="en-GB"')
    .replace('<Company>PptxGenJS</Company>', '<Company></Company>')
  // The first is the slide itself; every other gets a number of its own.
  return language.replace(/<p:cNvPr id="\d+"/g, () => `<p:cNvPr id="${shapes++}"`)
}

function core(title: string, subject: string, date: Date): string {
  const when = date.toISOString().replace(/\.\d{3}Z$/, 'Z')
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(title)}</dc:title><dc:subject>${escapeXml(subject)}</dc:subject><dc:creator>remeier</dc:creator><cp:lastModifiedBy>remeier</cp:lastModifiedBy><cp:revision>1</cp:revision>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${when}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${when}</dcterms:modified><dc:language>en-GB</dc:language></cp:coreProperties>`
  )
}
