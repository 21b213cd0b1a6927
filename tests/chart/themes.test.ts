import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseTheme } from '../../src/analysis/parse-theme.ts'
import { themeColours } from '../../src/analysis/theme-schema.ts'
import { greyscale, themed, themePalette, type ChartTheme } from '../../src/chart/themed.ts'
import { chartPalette } from '../../src/chart/theme.ts'
import { figures } from './gallery.ts'

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const it = parseInt(hex.slice(at, at + 2), 16) / 255
    return it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

describe('greyscale', () => {
  test.each(['light', 'dark'] as const)('every colour of every figure is a grey on %s', (ground) => {
    for (const [name, spec] of Object.entries(figures)) {
      for (const hex of JSON.stringify(themed(spec, greyscale, ground)).match(/#[0-9a-f]{6}\b/giu) ?? []) {
        const [red, green, blue] = [hex.slice(1, 3), hex.slice(3, 5), hex.slice(5, 7)]
        expect([name, red, green, blue]).toEqual([name, red, red, red])
      }
    }
  })
  test('text reaches 4.5:1, and each grey of a ground stands for one name', () => {
    const palette = themePalette(greyscale)
    const paper = palette.find((it) => it.name === 'paper')!
    for (const ground of ['light', 'dark'] as const) {
      const texts = palette.filter((it) => /text|ink|muted|caution/u.test(it.name))
      expect(texts).toHaveLength(8)
      for (const it of texts) expect(contrast(it[ground], paper[ground])).toBeGreaterThanOrEqual(4.5)
    }
    expect(new Set(palette.map((it) => it.light)).size).toBe(palette.length)
  })
})

describe('a theme', () => {
  const spec = figures['curves']!
  test('of nothing changes nothing', () => {
    // What Vega marks by symbols in a figure that another test has drawn is no part of it.
    expect(themed(spec, { name: 'none' })).toEqual(structuredClone(spec))
  })
  test('in dark has the dark colours alone', () => {
    const light = new Set(chartPalette.map((it) => it.light))
    const dark = new Set(chartPalette.map((it) => it.dark))
    for (const hex of JSON.stringify(themed(spec, { name: 'none' }, 'dark')).match(/#[0-9a-f]{6}\b/gu) ?? []) {
      expect(dark).toContain(hex)
      if (!dark.has(hex)) expect(light).not.toContain(hex)
    }
  })
  test('exchanges colour, font and sizes, and moves nothing', () => {
    const theme: ChartTheme = {
      name: 'house',
      colours: { experimental: { light: '#123456', dark: '#abcdef' } },
      font: 'Georgia, serif',
      sizes: { title: 19 },
    }
    const text = JSON.stringify(themed(spec, theme))
    expect(text).toContain('#123456')
    expect(text).not.toContain('#0072b2')
    expect(text).toContain('"font":"Georgia, serif"')
    expect(text).toContain('"fontSize":19')
    expect(text.match(/"value":-?[\d.]+/gu)).toEqual(JSON.stringify(spec).match(/"value":-?[\d.]+/gu))
  })
  test('refuses a colour that no figure has', () => {
    expect(() => themed(spec, { name: 'odd', colours: { purple: { light: '#aa00aa', dark: '#aa00aa' } } })).toThrow(
      /A colour of the palette .* got purple/u,
    )
  })
})

describe('a theme file', () => {
  test('names the colours that the charts have', () => {
    expect([...themeColours].sort()).toEqual(chartPalette.map((it) => it.name).sort())
  })
  test('of the docs is read', () => {
    const file = 'docs/figures/theme.json'
    const parsed = parseTheme(readFileSync(file, 'utf8'), file)
    expect(parsed).toMatchObject({ kind: 'parsed', theme: { name: 'house', sizes: { title: 18 } } })
  })
  test('says where it is wrong, all at once', () => {
    const parsed = parseTheme(
      '{\n  "name": "house",\n  "colours": {"experimental": {"light": "blue", "dark": "#56b4e9"}},\n  "sizes": {"label": 40},\n  "colour": {}\n}\n',
      'theme.json',
    )
    if (parsed.kind === 'parsed') throw new Error('it is wrong')
    expect(parsed.diagnostics.map((it) => it.line).sort((a, b) => a - b)).toEqual([3, 4, 5])
    expect(parsed.diagnostics.every((it) => it.file === 'theme.json')).toBe(true)
  })
})
