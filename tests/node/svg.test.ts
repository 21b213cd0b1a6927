import { statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { textWidth } from '../../src/chart/text-width.ts'
import { chartPalette } from '../../src/chart/theme.ts'
import { fontFiles, measuredWidth } from '../../src/node/fonts.ts'
import { toSvg } from '../../src/node/svg.ts'
import { figures } from '../chart/gallery.ts'

const spec = figures['curves']!

describe('drawing', () => {
  test.each(Object.entries(figures))(
    '%s: twice the same bytes, within its budget, in the colours of the palette',
    async (name, it) => {
      const first = await toSvg(it, { idPrefix: name })
      expect(await toSvg(it, { idPrefix: name })).toBe(first)
      expect(first.length).toBeLessThan(120_000)
      expect(first).not.toMatch(/NaN|undefined|Infinity/)
      const known = new Set(chartPalette.map((colour) => colour.light))
      for (const colour of first.match(/#[0-9a-f]{6}\b/gi) ?? []) expect(known).toContain(colour)
    },
  )

  test('is one picture with one sentence', async () => {
    const svg = await toSvg(spec, { idPrefix: 'a' })
    expect(svg).toMatch(/^<svg role="img" aria-label="Kaplan–Meier curves of progression-free survival/)
    expect(svg.match(/role="/g)).toHaveLength(1)
  })

  test('every text has its length, single digits too: another font would draw those alone in its own width', async () => {
    const svg = await toSvg(spec, { idPrefix: 'a' })
    const single = svg.match(/<text[^>]*>[^<]<\/text>/g) ?? []
    expect(single.length).toBeGreaterThan(0)
    for (const it of single) expect(it).toContain('textLength=')
  })

  test('ids carry the prefix, and so do the references to them', async () => {
    const clipped = {
      description: 'A line.',
      data: { values: [{ a: 0 }, { a: 1 }] },
      mark: { type: 'line' as const, clip: true },
      encoding: { x: { field: 'a', type: 'quantitative' as const }, y: { field: 'a', type: 'quantitative' as const } },
    }
    const svg = await toSvg(clipped, { idPrefix: 'one' })
    expect(svg).toContain('id="one-')
    const ids = new Set(Array.from(svg.matchAll(/\sid="([^"]*)"/g), (it) => it[1]))
    for (const it of svg.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(it[1])
    expect(await toSvg(clipped, { idPrefix: 'one' })).toBe(svg)
  })

  test('everything drawn lies inside the picture: the text is measured, not guessed', async () => {
    const svg = await toSvg(figures['curves-three-arms']!, { idPrefix: 'a' })
    const width = Number(/ width="(\d+)"/.exec(svg)?.[1])
    const name = measuredWidth('Investigator’s choice of', 13, 600)
    expect(width).toBeGreaterThan(560 + 92 + name)
    expect(width).toBeLessThan(560 + 92 + 10 + 150 + 24 + 8)
  })
})

test('every line of text has the length that it has in our font, whatever font a viewer has', async () => {
  const svg = await toSvg(spec, { idPrefix: 'a' })
  const length = /textLength="([\d.]+)" lengthAdjust="spacingAndGlyphs">reported 0.49 \(0.38 to 0.65\)</.exec(svg)?.[1]
  expect(Number(length)).toBeCloseTo(measuredWidth('reported 0.49 (0.38 to 0.65)', 13), 2)
  expect(svg.match(/font-family=/g)).toHaveLength(1)
  expect(svg).toContain(`font-family="'Remeier Sans', 'Source Sans 3',`)
})

test('an empty line of text, such as a title of no arms, is not read into the next one', async () => {
  const texts = {
    description: 'Two texts.',
    data: { values: [{ text: '' }, { text: 'a name' }] },
    mark: { type: 'text' as const },
    encoding: { text: { field: 'text', type: 'nominal' as const } },
  }
  const svg = await toSvg(texts, { idPrefix: 'a' })
  expect(svg).toMatch(/textLength="[\d.]+"[^>]*>a name<\/text>/)
  expect(svg.match(/<text/g)).toHaveLength(1)
})

describe('refusals', () => {
  test('of a specification that asks for data from elsewhere', async () => {
    const elsewhere = {
      description: 'Data.',
      data: { url: 'https://example.org/data.csv' },
      mark: 'point' as const,
      encoding: {},
    }
    await expect(toSvg(elsewhere, { idPrefix: 'a' })).rejects.toThrow(/does not load|without a warning/)
  })

  test('of a specification without a description, of one that warns, and of a bad prefix', async () => {
    await expect(toSvg({ ...spec, description: '' }, { idPrefix: 'a' })).rejects.toThrow(/description/)
    await expect(toSvg(spec, { idPrefix: '1 a' })).rejects.toThrow(/id prefix/)
    const odd = {
      description: 'A point.',
      data: { values: [{ a: 1 }] },
      mark: 'point' as const,
      encoding: { x: { field: 'a', type: 'quantitative' as const, scale: { type: 'log' as const, zero: true } } },
    }
    await expect(toSvg(odd, { idPrefix: 'a' })).rejects.toThrow(/zero/)
  })
})

describe('font', () => {
  test('by hand: digits have one width, 0.497 em (0.513 semibold)', () => {
    for (const digit of '0123456789') {
      expect(measuredWidth(digit, 1000)).toBe(497)
      expect(measuredWidth(digit, 1000, 600)).toBe(513)
    }
  })

  test('the table that charts lay out with holds the font’s widths', () => {
    for (let code = 32; code < 127; code++) {
      const it = String.fromCharCode(code)
      expect([it, textWidth(it, 1000)]).toEqual([it, measuredWidth(it, 1000)])
      expect([it, textWidth(it, 1000, 600)]).toEqual([it, measuredWidth(it, 1000, 600)])
    }
    for (const it of '–—‘’“”·×±≥≤−…→≈∞°αβδφψ') expect([it, textWidth(it, 1000)]).toEqual([it, measuredWidth(it, 1000)])
    const sentence = 'Kaplan–Meier estimate, 0.49 (0.38–0.65)'
    expect(Math.abs(textWidth(sentence, 12) / measuredWidth(sentence, 12) - 1)).toBeLessThan(0.02)
  })

  test('each face is under 60 kB', () => {
    for (const file of [fontFiles.regular, fontFiles.semibold]) expect(statSync(file).size).toBeLessThan(60_000)
  })
})
