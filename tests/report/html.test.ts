import { describe, expect, test } from 'vitest'
import { column } from '../../src/report/blocks.ts'
import { compose } from '../../src/report/compose.ts'
import { type Document, documentFigures, type Table } from '../../src/report/document.ts'
import { type HtmlOptions, renderHtml, renderSupplement } from '../../src/report/html.ts'
import { htmlBlock } from '../../src/report/html-block.ts'
import { inlineSvg } from '../../src/report/inline-svg.ts'
import { pagePalette } from '../../src/report/page-palette.ts'
import { sharedLooks } from '../../src/report/shared-looks.ts'
import { hostile, references, results } from './fixture.ts'

const drawing =
  '<svg class="marks" width="200" height="100" viewBox="0 0 200 100" xmlns="http://www.w3.org/2000/svg">' +
  '<defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>' +
  '<g clip-path="url(#clip0)" role="graphics-symbol" aria-label="x"><path fill="#0072B2" stroke="#123456" d="M0,0"/></g>' +
  '<text fill="#14181d">A &lt; B</text></svg>'

const optionsOf = (document: Document): HtmlOptions => ({
  charts: new Map(documentFigures(document).map((it) => [it.id, drawing])),
  fonts: [{ weight: 400, format: 'truetype', base64: 'AAEC' }],
})

const page = (from = results): string => {
  const document = compose(from, references)
  return renderHtml(document, optionsOf(document))
}

const supplement = (from = results): string => {
  const document = compose(from, references)
  return renderSupplement(document, optionsOf(document)) ?? ''
}

const pages = { report: page, supplement }

const empty = new Set(['meta', 'br', 'hr', 'img', 'link', 'input'])

/** Names of the elements in order; throws where tags do not nest or an attribute is not quoted. */
function elements(html: string): readonly string[] {
  const open: string[] = []
  const found: string[] = []
  const style = /<style>[^<]*<\/style>/.exec(html)?.[0] ?? ''
  for (const [tag] of html
    .replace('<!doctype html>', '')
    .replace(style, '<style></style>')
    .matchAll(/<[^>]*>?/g)) {
    const [, slash, name = '', attributes = '', closed] =
      /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*)\s*(\/?)>$/.exec(tag) ?? []
    if (name === '') throw new Error(`not a tag: ${tag}`)
    if (slash === '/') {
      if (open.pop() !== name || attributes !== '') throw new Error(`does not nest: ${tag}`)
    } else {
      found.push(name)
      if (closed !== '/' && !empty.has(name)) open.push(name)
    }
  }
  if (open.length > 0) throw new Error(`left open: ${open.join()}`)
  return found
}

describe.each(Object.entries(pages))('the page of the %s', (name, page) => {
  test('is well formed: every tag nests and closes, every attribute is quoted', () => {
    expect(elements(page()).length).toBeGreaterThan(400)
    expect(() => elements('<p><b></p></b>')).toThrow()
  })
  test('holds no script and no handler', () => {
    const html = page()
    expect(elements(html)).not.toContain('script')
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/i)
    expect(html).not.toMatch(/javascript:/i)
  })
  test('loads nothing: addresses occur only as links to follow', () => {
    const html = page()
    for (const name of ['img', 'link', 'iframe', 'object', 'embed', 'source', 'video', 'use', 'image']) {
      expect(elements(html)).not.toContain(name)
    }
    expect(html).not.toMatch(/@import|\ssrc=|srcset=/)
    const loads = [...html.matchAll(/url\(([^)]*)\)/g)].map((it) => it[1] ?? '')
    expect(loads.length).toBeGreaterThan(0)
    for (const it of loads) expect(it).toMatch(/^(?:data:font\/ttf;base64,|#)/)
    const bare = html.replace(/<a href="https:\/\/doi\.org\/[^"]*">/g, '')
    expect(bare).not.toMatch(/https?:\/\//)
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; font-src data:;`)
  })
  test('can be used without sight: landmarks, skip link, headers with scope, pictures with a sentence', () => {
    const html = page()
    for (const name of ['header', 'main', 'nav', 'footer', 'h1']) {
      expect(elements(html).filter((it) => it === name).length).toBe(1)
    }
    expect(html).toContain('<a class="skip" href="#content">')
    expect(html).not.toMatch(/<th(?! scope="(?:col|row)")[\s>]/)
    const { blocks, supplement: behind = [] } = compose(results, references)
    const own = name === 'report' ? blocks : behind
    const figures = own.filter((it) => it.kind === 'figure')
    expect(figures.length).toBeGreaterThan(2)
    expect(html.match(/role="img" aria-label="[^"]{20,}"/g)).toHaveLength(figures.length)
    const onDemand = own.filter((it) => it.kind === 'details')
    expect(onDemand.length).toBeGreaterThan(0)
    expect(html.match(/<details>/g)).toHaveLength(figures.length + onDemand.length)
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((it) => it[1])
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of html.matchAll(/(?:href="#|aria-labelledby=")([^"]*)"/g)) expect(ids).toContain(target)
  })
  test('has light, dark and print in one style', () => {
    const html = page()
    expect(html).toContain('@media screen and (prefers-color-scheme:dark)')
    expect(html).toContain('@media print')
  })
  test('a figure without its chart is an error, not a gap', () => {
    expect(() => renderHtml(compose(results, references), { charts: new Map() })).toThrow(RangeError)
  })
})

test('hostile labels come out as text', () => {
  const html = page(hostile)
  expect(elements(html)).not.toContain('script')
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;')
})

describe('charts in the page', () => {
  test('ids are kept apart and references follow', () => {
    const svg = inlineSvg(drawing, 'figure-2', pagePalette)
    expect(svg).toContain('<clipPath id="figure-2-clip0">')
    expect(svg).toContain('clip-path="url(#figure-2-clip0)"')
  })
  test('colours of the palette become custom properties, others stay', () => {
    const svg = inlineSvg(drawing, 'f', pagePalette)
    expect(svg).toMatch(/fill="var\(--[a-z-]+\)"/i)
    expect(svg).toContain('stroke="#123456"')
  })
  test('one picture: no size of its own, nothing inside speaks', () => {
    const svg = inlineSvg(drawing, 'f', pagePalette)
    expect(svg).toMatch(/^<svg aria-hidden="true" style="max-width:15\.00rem" viewBox="0 0 200 100">/)
    expect(svg).not.toMatch(/role=|aria-label=/)
    expect(svg).toContain('A &lt; B')
  })
  test('what could run or load is refused', () => {
    for (const inside of [
      '<script>1</script>',
      '<foreignObject/>',
      '<image href="x.png"/>',
      '<a href="#x"/>',
      '<g onload="x()"/>',
      '<g a="b"onload="x()"/>',
      '<path fill="url(http://x)"/>',
      '<path style="fill:url(x.svg#a)"/>',
    ]) {
      expect(() => inlineSvg(`<svg viewBox="0 0 1 1">${inside}</svg>`, 'f', pagePalette)).toThrow(RangeError)
    }
    expect(() => inlineSvg('no drawing', 'f', pagePalette)).toThrow(RangeError)
  })
  test('a label that looks like an event handler is a label', () => {
    const svg =
      '<svg viewBox="0 0 1 1"><text aria-label="x">once =daily</text><g aria-label="taken once =daily"/></svg>'
    expect(inlineSvg(svg, 'f', pagePalette)).toContain('once =daily')
  })
})

test('a column of sentences is known by its class, which the style sheet gives room on telephones', () => {
  const words = 'a sentence that would be a tower of words where the column is narrow'
  const table: Table = {
    caption: '',
    columns: [column('a'), column('b'), column('c', 'right')],
    rows: [['x', words, words]],
  }
  const block = { kind: 'table', number: '1', table } as const
  const page = { charts: new Map(), looks: sharedLooks(), unique: (id: string) => id, live: false }
  expect(htmlBlock(block, page)).toContain('class="s1 w2 r3"')
  expect(pages.report()).toMatch(/\.w2 td:nth-child\(2\)[^{}]*\{min-width:13rem\}/u)
})
