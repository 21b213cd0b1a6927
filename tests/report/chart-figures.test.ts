import { describe, expect, test } from 'vitest'
import { chartFigures } from '../../src/report/chart-figures.ts'
import type { Block, Figure } from '../../src/report/document.ts'
import { results } from './fixture.ts'

const figuresOf = (blocks: readonly Block[]): readonly Figure[] =>
  blocks.flatMap((it) => (it.kind === 'figure' ? [it.figure] : []))

const forestsOf = (of: typeof results): readonly Figure[] => {
  const { leadForests, otherForests } = chartFigures(of)
  return figuresOf([...leadForests, ...otherForests])
}

describe('which figures are worth a picture', () => {
  test('no forest where every scenario gives the published number again', () => {
    const before = forestsOf(results)
    expect(before.length).toBeGreaterThan(0)
    const published = results.rows.filter((it) => it.role === 'reference' && it.origin === 'rebuilt')
    const again = {
      ...results,
      rows: [
        ...published,
        ...published.map((it) => ({
          ...it,
          role: 'supplementary' as const,
          scenario: 'again',
          origin: 'scenario' as const,
        })),
      ],
    }
    expect(forestsOf(again)).toEqual([])
  })

  test('a sweep along which nothing is sought does not promise where the conclusion changes', () => {
    const words = 'where the conclusion changes'
    const captions = (rows: typeof results.rows): readonly string[] =>
      figuresOf(chartFigures({ ...results, rows }).tipping).map((it) => JSON.stringify(it.caption))
    const sought = captions(results.rows)
    expect(sought.length).toBeGreaterThan(0)
    expect(sought.every((it) => it.includes(words))).toBe(true)
    // The same sweep by another method, along which nothing is sought.
    const other = results.rows.flatMap((it) =>
      it.origin === 'scenario' && it.value !== null ? [it, { ...it, method: 'another' }] : [it],
    )
    const both = captions(other)
    expect(both.length).toBe(2 * sought.length)
    expect(both.filter((it) => !it.includes(words)).length).toBeGreaterThan(0)
  })
})
