import { expect, test } from 'vitest'
import { slideBlocks } from '../../src/report/slide-blocks.ts'
import { layoutSlides } from '../../src/report/slide-layout.ts'

/* A table of sixteen rows fills a slide: it is set smaller before the sentence that says whose numbers they are is lost. */
test('a table leaves room for the first sentence of its note', () => {
  const note = 'The paper prints no numbers at risk: these are the model’s. A second sentence follows.'
  const table = {
    caption: 'Rebuilt numbers',
    columns: ['Arm', 'Months', 'At risk'].map((label) => ({ label, align: 'left' as const })),
    rows: Array.from({ length: 16 }, (_, at) => [
      at < 8 ? 'Placebo' : 'Pertuzumab',
      String(24 * at),
      String(2405 - at),
    ]),
    note,
  }
  const slide = { part: 'Primary figure', title: 'Numbers', source: '', notes: [], blocks: slideBlocks.table(table) }
  const laid = layoutSlides({ slides: [slide] }, () => ({ width: 900, height: 380 }))
  expect(laid).toHaveLength(1)
  expect(JSON.stringify(laid)).toContain('these are the model’s.')
})
