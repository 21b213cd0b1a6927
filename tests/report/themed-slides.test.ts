import { expect, test } from 'vitest'
import { greyscale } from '../../src/chart/themed.ts'
import { composeSlides } from '../../src/report/compose-slides.ts'
import { themedSlides } from '../../src/report/themed-slides.ts'
import { references, results } from './fixture.ts'

/* Every colour of a greyscale deck has three equal parts: by the definition of a grey. */

test('texts, pictures and charts to edit of a greyscale deck are grey', () => {
  const slides = themedSlides(composeSlides(results, references), greyscale)
  const blocks = slides.slides.flatMap((it) => it.blocks)
  const drawn = blocks.filter((it) => it.kind === 'picture' || it.kind === 'chart')
  expect(drawn.some((it) => it.kind === 'chart')).toBe(true)
  const colours = [...JSON.stringify([drawn, slides.colours]).matchAll(/"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})"/gu)]
  expect(colours.length).toBeGreaterThan(10)
  for (const [colour, red, green, blue] of colours) expect([green, blue], colour).toEqual([red, red])
})
