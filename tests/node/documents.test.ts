import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DOMParser } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chartPart, chartWorkbook } from '../../src/node/chart-part.ts'
import { fixedDate } from '../../src/node/fixed-date.ts'
import { renderBeside } from '../../src/node/render-beside.ts'
import { renderReport } from '../../src/node/render-report.ts'
import { reproducibleZip } from '../../src/node/reproducible-zip.ts'
import { palettePng } from '../../src/node/palette-png.ts'
import { toPdf } from '../../src/node/to-pdf.ts'
import { toPng } from '../../src/node/to-png.ts'
import type { Document } from '../../src/report/document.ts'
import { results } from '../report/fixture.ts'

/* PNG, PDF and slides of a made-up analysis: read back by other programs, and the same bytes whatever surrounds their making. */

const has = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)))
const poppler = has('pdftotext') && has('pdfinfo')
const office = has('soffice')

const folder = mkdtempSync(join(tmpdir(), 'remeier-documents-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const formats = ['png', 'pdf', 'pptx'] as const
const build = async (environment: Record<string, string> = {}): Promise<ReadonlyMap<string, Uint8Array>> => {
  const report = await renderReport({ results, patients: [], files: [] })
  return renderBeside({ results, report, live: { endpoints: [], experiments: [] }, formats, environment })
}

let files: ReadonlyMap<string, Uint8Array>
beforeAll(async () => {
  files = await build()
}, 120_000)

const bytesOf = (name: string): Uint8Array => files.get(name) ?? new Uint8Array()

function poppled(program: string, bytes: Uint8Array, ...options: readonly string[]): string {
  const path = join(folder, `${program}.pdf`)
  writeFileSync(path, bytes)
  return execFileSync(program, [...options, path, ...(program === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' })
}

describe('the same bytes', () => {
  test('twice in one process', async () => {
    const again = await build()
    expect([...again.keys()]).toEqual([...files.keys()])
    for (const [name, bytes] of files) expect(Buffer.from(again.get(name) ?? []).equals(bytes), name).toBe(true)
  }, 120_000)

  test('in another process, time zone and locale', () => {
    const script = fileURLToPath(new URL('build-documents.ts', import.meta.url))
    const printed = execFileSync(process.execPath, ['--import', 'tsx', script], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { PATH: process.env['PATH'] ?? '', TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      encoding: 'utf8',
    })
    const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
    expect(printed.trimEnd().split('\n')).toEqual([...files].map(([name, bytes]) => `${name} ${hash(bytes)}`))
  }, 180_000)

  test('only the date of SOURCE_DATE_EPOCH changes documents, never pictures', async () => {
    const later = await build({ SOURCE_DATE_EPOCH: '1700000000' })
    const same = [...files].filter(([name, bytes]) => Buffer.from(bytes).equals(later.get(name) ?? new Uint8Array()))
    expect(same.map(([name]) => name).sort()).toEqual([...files.keys()].filter((it) => it.endsWith('.png')).sort())
  }, 120_000)

  test('a zip says noon of its day in every time zone', () => {
    const parts = new Map([['a', new Uint8Array([1])]])
    const zip = Buffer.from(reproducibleZip(parts, new Date(Date.UTC(2001, 1, 3, 4, 5))))
    // DOS time and date of the first local header: 12:00:00 on 3 February 2001, by hand.
    expect(zip.readUInt16LE(10)).toBe(12 << 11)
    expect(zip.readUInt16LE(12)).toBe(((2001 - 1980) << 9) | (2 << 5) | 3)
  })

  test('the date is that of SOURCE_DATE_EPOCH or the first day of 2000', () => {
    expect(fixedDate({}).toISOString()).toBe('2000-01-01T00:00:00.000Z')
    expect(fixedDate({ SOURCE_DATE_EPOCH: '1700000000' }).toISOString()).toBe('2023-11-14T22:13:20.000Z')
    for (const wrong of ['soon', '-1', '1e9', '0', '9999999999']) {
      expect(() => fixedDate({ SOURCE_DATE_EPOCH: wrong }), wrong).toThrow(/1980 to 2106/)
    }
  })
})

describe('PNG', () => {
  test('has two pixels for each of the drawing', async () => {
    const report = await renderReport({ results, patients: [], files: [] })
    const pictures = [...files.keys()].filter((it) => it.startsWith('png/'))
    expect(pictures.length).toBeGreaterThan(2)
    for (const name of pictures) {
      const svg = report.files.get(name.replace(/^png/, 'charts').replace(/png$/, 'svg')) ?? ''
      const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
      const png = Buffer.from(bytesOf(name))
      expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
      expect(Math.abs(png.readUInt32BE(16) - 2 * Number(width))).toBeLessThanOrEqual(1)
      expect(Math.abs(png.readUInt32BE(20) - 2 * Number(height))).toBeLessThanOrEqual(1)
    }
  }, 120_000)

  test('draws text: a word leaves more than its background', () => {
    const svg = (text: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20" font-family="'Remeier Sans'"><rect width="80" height="20" fill="#fff"/><text x="2" y="15" font-size="12px">${text}</text></svg>`
    expect(toPng(svg('Ide-cel'), { zoom: 2 }).length).toBeGreaterThan(toPng(svg(''), { zoom: 2 }).length + 200)
  })

  test('a palette keeps few colours exactly, and refuses what is transparent', () => {
    const rgba = new Uint8Array([255, 0, 0, 255, 0, 0, 255, 255])
    const png = Buffer.from(palettePng({ width: 2, height: 1, rgba }) ?? [])
    // Colours in the order of their number: blue before red.
    const at = png.indexOf('PLTE') + 4
    expect([...png.subarray(at, at + 6)]).toEqual([0, 0, 255, 255, 0, 0])
    expect(palettePng({ width: 1, height: 1, rgba: new Uint8Array([0, 0, 0, 128]) })).toBeNull()
  })
})

describe.skipIf(!poppler)(`PDF${poppler ? '' : ' (skipped: needs poppler-utils)'}`, () => {
  test('is tagged, titled, dated and has the headline numbers as text', () => {
    const pdf = bytesOf('report.pdf')
    const facts = poppled('pdfinfo', pdf)
    expect(facts).toMatch(/Tagged: +yes/)
    expect(facts).toContain(results.analysis.title)
    expect(facts).toMatch(/CreationDate: +Sat Jan +1 /)
    const text = poppled('pdftotext', pdf, '-layout')
    expect(text).toMatch(/0\.49/)
    expect(text).toMatch(/25\.0/)
    const pages = Number(/Pages: +(\d+)/.exec(facts)?.[1])
    expect(text).toContain(`1 / ${pages}`)
    expect(text).toContain(`${pages} / ${pages}`)
    expect(pdf.length).toBeLessThan(600_000)
  })

  test('has a structure with headings, tables with heads, and figures that say what they show', () => {
    const structure = poppled('pdfinfo', bytesOf('report.pdf'), '-struct-text')
    for (const tag of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'Figure', 'L', 'LI', 'Link']) {
      expect(structure, tag).toMatch(new RegExp(`^ *${tag}\\b`, 'm'))
    }
  })

  const document = (rows: number, cell = 'value'): Document => ({
    title: 'A table',
    subtitle: '',
    blocks: [
      { kind: 'heading', level: 2, id: 'a', text: 'Section' },
      {
        kind: 'table',
        number: '1',
        table: {
          caption: 'Long',
          columns: [
            { label: 'Quantity of interest', align: 'left' },
            { label: 'Estimate', align: 'right' },
          ],
          rows: Array.from({ length: rows }, (_, at) => [`row ${at + 1}`, cell]),
        },
      },
    ],
  })
  const pdfOf = (it: Document): Promise<Uint8Array> => toPdf(it, { charts: new Map(), date: fixedDate({}) })
  const pagesOf = (text: string): readonly string[] => text.split('\f').filter((it) => it.trim() !== '')

  test('a table that runs over pages has its head on each', async () => {
    const pages = pagesOf(poppled('pdftotext', await pdfOf(document(150)), '-layout'))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages) expect(page).toContain('Quantity of interest')
    const seen = pages.flatMap((page) => [...page.matchAll(/row (\d+)/g)].map((it) => Number(it[1])))
    expect(seen).toEqual(Array.from({ length: 150 }, (_, at) => at + 1))
  })

  test('a row that is taller than a page runs on, whole', async () => {
    const long = Array.from({ length: 1500 }, (_, at) => `w${at}`).join(' ')
    const text = poppled('pdftotext', await pdfOf(document(1, long)))
    for (const at of [0, 700, 1499]) expect(text).toMatch(new RegExp(`\\bw${at}\\b`))
    expect(pagesOf(text).length).toBeGreaterThan(1)
  })

  test('links lead to papers, citations to their reference', () => {
    const raw = Buffer.from(bytesOf('report.pdf')).toString('latin1')
    expect(raw).toContain('https://doi.org/10.1056/NEJMoa2213614')
    expect(raw).toMatch(/\/S \/GoTo/)
    expect(raw).toContain('reference-1')
    expect(raw).toMatch(/\/Outlines/)
    expect(raw).toMatch(/\/Lang \(en-GB\)/)
  })
})

describe('slides', () => {
  const parts = (): ReadonlyMap<string, string> =>
    new Map(Object.entries(unzipSync(bytesOf('slides.pptx'))).map(([name, bytes]) => [name, strFromU8(bytes)]))
  const xmlParts = (all: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
    [...all].filter(([name]) => /\.(?:xml|rels)$/.test(name))

  test('every part is well formed', () => {
    const parse = (xml: string) =>
      new DOMParser({
        onError: (level, message) => {
          throw new Error(`${level}: ${message}`)
        },
      }).parseFromString(xml, 'text/xml')
    const all = xmlParts(parts())
    expect(all.length).toBeGreaterThan(20)
    for (const [name, xml] of all) expect(() => parse(xml), name).not.toThrow()
    expect(() => parse('<a><b></a>')).toThrow()
  })

  test('every relationship leads to a part, and every part that is declared is there', () => {
    const all = parts()
    for (const [name, xml] of xmlParts(all).filter(([it]) => it.endsWith('.rels'))) {
      const owner = posix.join(posix.dirname(posix.dirname(name)), '')
      for (const [tag] of xml.matchAll(/<Relationship [^>]*>/g)) {
        if (tag.includes('TargetMode="External"')) continue
        const target = /Target="([^"]*)"/.exec(tag)?.[1] ?? ''
        const path = target.startsWith('/') ? target.slice(1) : posix.join(owner, target)
        expect(all.has(path), `${name}: ${target}`).toBe(true)
      }
    }
    for (const [, path] of (all.get('[Content_Types].xml') ?? '').matchAll(/PartName="\/([^"]*)"/g)) {
      expect(all.has(path ?? ''), path).toBe(true)
    }
  })

  test('no shape shares its id, no cell of a chart is empty, nothing carries the clock', () => {
    for (const [name, xml] of xmlParts(parts())) {
      const ids = [...xml.matchAll(/<p:cNvPr id="(\d+)"/g)].map((it) => it[1])
      if (name.startsWith('ppt/slides/slide')) expect(new Set(ids).size, name).toBe(ids.length)
      expect(xml).not.toMatch(/<c:v><\/c:v>|<c:v\/>/)
      expect(xml).not.toMatch(/<c:(?:line|bar)Chart>/)
    }
    expect(parts().get('docProps/core.xml')).toContain('2000-01-01T00:00:00Z')
  })

  test('tables can be edited, pictures say what they show, each slide has a title and notes', () => {
    const all = parts()
    const slides = [...all.keys()].filter((it) => /^ppt\/slides\/slide\d+\.xml$/.test(it))
    expect(slides.length).toBeGreaterThan(8)
    for (const name of slides) {
      const xml = all.get(name) ?? ''
      expect(xml, name).toMatch(/<p:ph\s+idx="\d+"\s+type="title"/)
      for (const [picture] of xml.matchAll(/<p:pic>.*?<\/p:nvPicPr>/gs)) expect(picture).toMatch(/descr="[^"]{30,}"/)
      const notes = all.get(name.replace('slides/slide', 'notesSlides/notesSlide')) ?? ''
      expect([...notes.matchAll(/<a:t>([^<]*)<\/a:t>/g)].join('').length, name).toBeGreaterThan(40)
    }
    const text = slides.map((it) => all.get(it) ?? '').join('')
    expect(text.match(/<a:tbl>/g)?.length ?? 0).toBeGreaterThan(3)
    expect(text).toContain('drawingml/2006/chart')
  })

  test('no text is smaller than 12 points but sources and the number of the slide', () => {
    for (const [name, xml] of xmlParts(parts()).filter(([it]) => /^ppt\/slides\/slide\d+\.xml$/.test(it))) {
      for (const [, size, text] of xml.matchAll(/<a:rPr[^>]* sz="(\d+)"[^>]*>(?:(?!<a:t>).)*<a:t>([^<]*)<\/a:t>/gs)) {
        if (Number(size) < 1200) expect(`${text}`, name).toMatch(/^(?:Rebuilt from figures printed in|\d+$)/)
      }
    }
  })

  test('the series with most points comes first: LibreOffice leaves out a first one with fewer than a later one', () => {
    const series = (name: string, points: readonly (readonly [number, number])[]) =>
      ({ name, colour: '#0072b2', dashed: false, marks: 'line', points }) as const
    const chart = { alt: '', xTitle: 'x', yTitle: 'y', end: 2, step: 1 }
    const two = [
      series('short', [
        [0, 1],
        [1, 1],
      ]),
      series('long', [
        [0, 1],
        [1, 1],
        [2, 0.5],
      ]),
    ]
    const xml = chartPart({ ...chart, series: two })
    expect([...xml.matchAll(/<c:strCache>.*?<c:v>([^<]*)</g)].map((it) => it[1])).toEqual(['long', 'short'])
    const sheet = strFromU8(
      unzipSync(chartWorkbook({ ...chart, series: two }, fixedDate({})))['xl/worksheets/sheet1.xml'] ??
        new Uint8Array(),
    )
    expect(sheet.indexOf('long')).toBeLessThan(sheet.indexOf('short'))
  })

  test('the workbook behind a chart holds the points that the chart shows', () => {
    const all = unzipSync(bytesOf('slides.pptx'))
    const chart = strFromU8(all['ppt/charts/chart1.xml'] ?? new Uint8Array())
    const book = unzipSync(all['ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx'] ?? new Uint8Array())
    const sheet = strFromU8(book['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const cells = new Map([...sheet.matchAll(/<c r="([A-Z]+\d+)"><v>([^<]*)<\/v>/g)].map((it) => [it[1], it[2]]))
    for (const [, column, points] of chart.matchAll(
      /<c:f>Sheet1!\$([A-Z]+)\$2:[^<]*<\/c:f><c:numCache>(.*?)<\/c:numCache>/gs,
    )) {
      const shown = [...(points ?? '').matchAll(/<c:pt idx="(\d+)"><c:v>([^<]*)<\/c:v>/g)]
      expect(shown.length).toBeGreaterThan(1)
      for (const [, at, value] of shown) expect(cells.get(`${column}${Number(at) + 2}`)).toBe(value)
    }
  })

  test('fits the budget', () => {
    expect(bytesOf('slides.pptx').length).toBeLessThan(500_000)
  })

  test.skipIf(!office || !poppler)(
    `opens in LibreOffice, one page a slide${office && poppler ? '' : ' (skipped: needs LibreOffice and poppler-utils)'}`,
    () => {
      writeFileSync(join(folder, 'slides.pptx'), bytesOf('slides.pptx'))
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      execFileSync(
        'soffice',
        [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'slides.pptx')],
        {
          stdio: 'ignore',
          timeout: 150_000,
        },
      )
      const pdf = new Uint8Array(readFileSync(join(folder, 'slides.pdf')))
      const slides = [...parts().keys()].filter((it) => /^ppt\/slides\/slide\d+\.xml$/.test(it)).length
      expect(poppled('pdfinfo', pdf)).toMatch(new RegExp(`Pages: +${slides}\\b`))
      const text = poppled('pdftotext', pdf)
      expect(text).toContain('Questions to discuss')
      // The chart was drawn from its points.
      expect(text).toContain('Ide-cel, rebuilt')
    },
    180_000,
  )
})
