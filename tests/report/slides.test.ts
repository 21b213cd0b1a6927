import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scenarioRanges } from '../../src/chart/scenario-ranges.ts'
import { columnWidths } from '../../src/report/column-widths.ts'
import { composeSlides } from '../../src/report/compose-slides.ts'
import { effectsSection } from '../../src/report/effects-section.ts'
import type { Slides } from '../../src/report/slide.ts'
import { frame, layoutSlides, leastSize, type Placed, type PlacedSlide } from '../../src/report/slide-layout.ts'
import { plainText, slideLines } from '../../src/report/slide-width.ts'
import { hostile, references, results } from './fixture.ts'

/* What stands on slides and where: by hand against the rows of the fixture, and as properties of every layout. */

const slides = composeSlides(results, references)
const laid = (it: Pick<Slides, 'slides'>): readonly PlacedSlide[] =>
  layoutSlides(it, () => ({ width: 900, height: 380 }))

const titleOf = (part: string): string => slides.slides.find((it) => it.part === part)?.title ?? ''

test('the parts follow in the order of a journal club', () => {
  expect([...new Set(slides.slides.map((it) => it.part))]).toEqual([
    'Question and design',
    'Primary figure',
    'Reported beside rebuilt',
    'Absolute effects',
    'Scenarios',
    'What the audit found',
    'Questions to discuss',
    'Methods and limits',
  ])
})

test('a talk of an hour: every part before the appendix, which holds what only a question asks for', () => {
  const pages = laid(slides)
  const behind = pages.findIndex((it) => it.part.startsWith('Appendix: '))
  expect(behind).toBeGreaterThan(7)
  expect(behind).toBeLessThanOrEqual(16)
  expect(pages.slice(behind).every((it) => it.part.startsWith('Appendix: '))).toBe(true)
  const parts = pages.slice(0, behind).map((it) => it.part.replace(/ \(\d+ of \d+\)$/u, ''))
  expect([...new Set(parts)]).toEqual([...new Set(slides.slides.map((it) => it.part))])
  expect(pages.slice(behind).some((it) => it.title === 'What each scenario found, in words')).toBe(true)
})

test('a picture says what its marks are, under a title that is not its own', () => {
  const pictures = slides.slides.flatMap((it) => it.blocks).flatMap((it) => (it.kind === 'picture' ? [it.picture] : []))
  expect(pictures.length).toBeGreaterThan(2)
  for (const it of pictures) {
    expect(it.legend).not.toBe('')
    expect('title' in it.spec).toBe(false)
  }
})

test('all scenarios of the measure stand on one picture, each once', () => {
  const target = results.rows.find((it) => it.role === 'reference' && it.measure === 'survival-difference')!
  const { trial, endpoint, measure, time, arm, versus } = target
  const own = results.rows.filter(
    (it) =>
      it.role !== 'reference' &&
      it.measure === measure &&
      it.time === time &&
      it.versus === versus &&
      it.origin !== 'tipping',
  )
  const spec = scenarioRanges(results, { trial, endpoint, measure, time, arm, versus })
  for (const id of new Set(own.map((it) => it.scenario)))
    expect(spec.description).toContain(results.scenarios.find((it) => it.id === id)?.label)
})

test('titles are findings with the numbers of the rows', () => {
  expect(titleOf('Question and design')).toBe('KarMMa-3: Ide-cel (n = 254) against Standard regimen (n = 132)')
  expect(titleOf('Primary figure')).toContain(
    'hazard ratio 0.49 (95% CI 0.38–0.63) rebuilt, 0.49 (0.38 to 0.65) printed',
  )
  expect(titleOf('Primary figure')).toContain('difference in survival at 12 months 25.0 percentage points')
  expect(titleOf('Absolute effects')).toBe(
    'At 12 months, rebuilt: 54.9% with Ide-cel, 29.9% with Standard regimen; difference 25.0 percentage points (95% CI 14.5–35.5)',
  )
  expect(titleOf('Reported beside rebuilt')).toMatch(
    /come back, by construction; held out in \d+ groups, \d+ of \d+ lie inside/,
  )
})

test('a printed figure of another definition is called so', () => {
  const rows = results.rows.map((it) =>
    it.measure === 'hazard-ratio' && it.role === 'reference' ? { ...it, verdict: 'not-comparable' as const } : it,
  )
  const primary = composeSlides({ ...results, rows }, references).slides.find((it) => it.part === 'Primary figure')
  expect(primary?.title).toContain('0.49 (0.38 to 0.65) printed by another definition')
})

test('no title claims more than was computed', () => {
  for (const { title } of slides.slides)
    expect(title).not.toMatch(/effective|significant|superior|proves|because|due to/i)
})

test('every table of the absolute effects of the report stands on a slide', () => {
  const tables = effectsSection(results).flatMap((it) => (it.kind === 'table' ? [it.table.caption] : []))
  const effects = slides.slides.filter((it) => it.part === 'Absolute effects').flatMap((it) => it.blocks)
  expect(tables.length).toBeGreaterThan(0)
  expect(effects.flatMap((it) => (it.kind === 'table' ? [it.table.caption] : []))).toEqual(tables)
})

test('a number needed to treat never stands without its time', () => {
  const said = slides.slides.flatMap((it) => [it.title, ...it.notes])
  for (const text of said.filter((it) => /needed to treat/i.test(it))) expect(text).toMatch(/needed to treat at \d/i)
})

test('notes hold computation and sources', () => {
  const notes = slides.slides.find((it) => it.part === 'Primary figure')?.notes.join('\n') ?? ''
  expect(notes).toContain(
    'Hazard ratio, Ide-cel against Standard regimen: 0.49 (0.38–0.63); printed 0.49 (0.38 to 0.65)',
  )
  expect(notes).toContain('10.1056/NEJMoa2213614')
  for (const it of slides.slides) expect(it.notes.join('').length).toBeGreaterThan(20)
})

test('the chart to edit has both ends of every step, and the reported figures as points', () => {
  const chart = slides.slides.flatMap((it) => it.blocks).find((it) => it.kind === 'chart')?.chart
  expect(chart?.series.map((it) => it.name)).toEqual(['Ide-cel, rebuilt', 'Standard regimen, rebuilt', 'Reported'])
  for (const { points, marks } of chart?.series ?? []) {
    expect(points.length).toBeGreaterThan(1)
    if (marks === 'points') continue
    expect(points[0]).toEqual([0, 1])
    points.forEach(([x, y], at) => {
      const [before, height] = points[at - 1] ?? [0, 1]
      expect(x).toBeGreaterThanOrEqual(before)
      expect(y).toBeLessThanOrEqual(height)
      // A step runs along or down, never aslant.
      expect(x === before || y === height).toBe(true)
    })
  }
  const reported = chart?.series.find((it) => it.name === 'Reported')?.points
  expect(reported).toContainEqual([12, 0.55])
  expect(reported).toContainEqual([13.3, 0.5])
})

/** Height in inches that the text of a placed item needs. */
function needed(it: Placed): number {
  switch (it.kind) {
    case 'text':
      return (slideLines(it.text, it.box.w, it.size) * it.size * 1.2) / 72
    case 'list':
      return it.items.reduce(
        (sum, item) => sum + (slideLines(item, it.box.w - (it.size * 1.5) / 72 - 0.05, it.size) * it.size * 1.2) / 72,
        0,
      )
    case 'table':
      return it.table.headHeight + it.table.heights.reduce((sum, one) => sum + one, 0)
    case 'picture':
    case 'chart':
      return 0
  }
}

function checkLayout(pages: readonly PlacedSlide[]): void {
  for (const { items, title, titleSize } of pages) {
    expect((slideLines(title, frame.title.w, titleSize, 'bold') * titleSize * 1.2) / 72).toBeLessThanOrEqual(
      frame.title.h,
    )
    let below: number = frame.content.y
    for (const it of items) {
      expect(it.box.y).toBeGreaterThanOrEqual(below - 1e-9)
      expect(it.box.x + it.box.w).toBeLessThanOrEqual(frame.content.x + frame.content.w + 1e-6)
      expect(it.box.h).toBeGreaterThanOrEqual(needed(it) - 1e-6)
      below = it.box.y + it.box.h
      if ('size' in it) expect(it.size).toBeGreaterThanOrEqual(leastSize)
      if (it.kind === 'table') expect(it.table.size).toBeGreaterThanOrEqual(leastSize)
    }
    expect(below).toBeLessThanOrEqual(frame.content.y + frame.content.h + 1e-6)
  }
}

describe('layout', () => {
  test('nothing overflows, overlaps or is set below 12 points', () => {
    checkLayout(laid(slides))
    checkLayout(laid(composeSlides(hostile, references)))
  })

  test('whatever the words, every row, item and term arrives once and in order (property)', () => {
    const words = fc.string({ maxLength: 200 })
    const slide = fc.record({
      rows: fc.array(fc.tuple(words, words, words), { minLength: 1, maxLength: 40 }),
      items: fc.array(words, { minLength: 1, maxLength: 20 }),
    })
    fc.assert(
      fc.property(slide, ({ rows, items }) => {
        const columns = ['a', 'b', 'c'].map((label) => ({ label, align: 'left' as const }))
        const pages = laid({
          slides: [
            {
              part: 'p',
              title: 't',
              source: 's',
              notes: [],
              blocks: [
                { kind: 'list', ordered: true, items },
                { kind: 'table', table: { caption: '', columns, rows } },
              ],
            },
          ],
        })
        const placed = pages.flatMap((it) => it.items)
        expect(placed.flatMap((it) => (it.kind === 'table' ? it.table.rows : []))).toEqual(rows)
        expect(placed.flatMap((it) => (it.kind === 'list' ? it.items : []))).toEqual(items)
        for (const it of placed) if (it.kind === 'list') expect(items[(it.from ?? 0) - 1]).toBe(it.items[0])
        checkLayout(pages)
      }),
      { numRuns: 60, seed: 8 },
    )
  })

  test('slides that run on say so', () => {
    const rows = Array.from({ length: 40 }, (_, at) => [`row ${at}`, 'value'])
    const columns = ['Row', 'Value'].map((label) => ({ label, align: 'left' as const }))
    const pages = laid({
      slides: [
        {
          part: 'Long',
          title: 't',
          source: '',
          notes: [],
          blocks: [{ kind: 'table', table: { caption: '', columns, rows } }],
        },
      ],
    })
    expect(pages.length).toBeGreaterThan(1)
    expect(pages[0]?.part).toBe(`Long (1 of ${pages.length})`)
  })
})

test('widths of columns: by hand', () => {
  const wish = (least: number, whole: number, ...cells: number[]) => ({ least, whole, cells })
  expect(columnWidths([wish(1, 2, 3), wish(1, 1, 4)], 10)).toEqual([3, 4])
  // 6 are there: the second has what makes every row high, so that it takes what the first does not need.
  const [narrow = 0, wide = 0] = columnWidths([wish(1, 2, 2), wish(1, 1, 10)], 6) ?? []
  expect(narrow).toBeCloseTo(2, 9)
  expect(wide).toBeCloseTo(4, 9)
  expect(columnWidths([wish(4, 4, 4), wish(4, 4, 4)], 7)).toBeNull()
})

test('text without its marks', () => {
  expect(plainText(['a ', { kind: 'strong', text: 'b' }, { kind: 'cite', number: 3 }])).toBe('a b[3]')
})

test('a table leaves room for the one after it: both stand on one slide where 12 points allow that', () => {
  const table = (name: string) => ({
    caption: name,
    columns: [
      { label: 'At', align: 'left' as const },
      { label: 'Value', align: 'right' as const },
    ],
    rows: Array.from({ length: 9 }, (_, at) => [`${at + 1} months`, String(at)]),
  })
  const slide = { part: 'Effects', title: 'Two tables', source: '', notes: [] }
  const blocks = ['one', 'two'].map((it) => ({ kind: 'table' as const, table: table(it) }))
  expect(laid({ slides: [{ ...slide, blocks }] })).toHaveLength(1)
})
