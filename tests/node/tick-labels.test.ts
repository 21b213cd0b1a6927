import { expect, test } from 'vitest'
import { chartConfig } from '../../src/chart/theme.ts'
import { survivalAxes } from '../../src/chart/time-axis.ts'
import { toSvg } from '../../src/node/svg.ts'
import { karmma3 } from '../chart/fixture.ts'

const labelsOf = (svg: string): readonly string[] =>
  Array.from(svg.matchAll(/<text[^>]*>(\d[\d.]*)<\/text>/gu), (it) => it[1] ?? '')

const [endpoint] = karmma3.endpoints
if (endpoint === undefined) throw new Error('the fixture has an endpoint')

test.each([
  [[0, 6, 12, 24]],
  [[0, 12, 24, 36, 48]],
  [[0, 6, 12, 18, 24]],
  [[0, 2, 4, 9, 15]],
  [[0, 0.5, 1, 1.5]],
  [[0, 18.3, 137, 1200]],
])('ticks at %j say so', async (ticks) => {
  const end = ticks.at(-1) ?? 1
  const svg = await toSvg(
    {
      description: 'Axes.',
      config: chartConfig,
      width: 500,
      height: 200,
      layer: [survivalAxes({ width: 500, height: 200, left: 40, end }, ticks, endpoint)],
    },
    { idPrefix: 'a' },
  )
  expect(labelsOf(svg).filter((it) => !it.endsWith('%'))).toEqual(ticks.map(String))
})
