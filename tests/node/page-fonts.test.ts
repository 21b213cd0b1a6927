import { readFileSync } from 'node:fs'
import * as fontkit from 'fontkit'
import { describe, expect, test } from 'vitest'
import { fontFiles, pageFontFiles } from '../../src/node/fonts.ts'
import { renderHtml } from '../../src/report/html.ts'

const characters = (file: URL): readonly number[] => {
  const font = fontkit.create(readFileSync(file))
  // 65535 ends a table and is no character.
  return 'characterSet' in font ? font.characterSet.filter((it) => it !== 65_535) : []
}

describe('the fonts of a page', () => {
  test.each([
    [400, 'regular'],
    [600, 'semibold'],
  ] as const)(
    '%d: the two parts are the whole, and the second is asked for by what the first has not',
    (weight, name) => {
      const [usual = [], rare = []] = pageFontFiles
        .filter((it) => it.weight === weight)
        .map((it) => characters(it.file))
      const sorted = (all: readonly number[]): readonly number[] => [...all].sort((a, b) => a - b)
      expect(usual.length).toBeGreaterThan(100)
      expect(sorted([...usual, ...rare])).toEqual(sorted(characters(fontFiles[name])))
      const needs = pageFontFiles.flatMap((it) => (it.weight === weight && 'needs' in it ? [it.needs] : []))
      for (const it of needs) {
        expect(usual.filter((code) => it.test(String.fromCodePoint(code)))).toEqual([])
        expect(rare.every((code) => it.test(String.fromCodePoint(code)))).toBe(true)
      }
      expect(needs).toHaveLength(1)
    },
  )

  test('a page carries the second part only where it is needed', () => {
    const fonts = pageFontFiles.map((it) => ({ ...it, base64: '', format: 'woff2' as const }))
    const faces = (title: string): number =>
      renderHtml({ title, subtitle: '', blocks: [] }, { charts: new Map(), fonts }).split('@font-face').length - 1
    expect(faces('“KarMMa-3” – 12 months ≥ 6')).toBe(2)
    expect(faces('Rodríguez-Otero')).toBe(4)
  })
})
