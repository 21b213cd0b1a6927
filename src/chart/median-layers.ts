import type { CurveFigureParts } from './curve-figure-parts.ts'
import { fixed } from '../result/format.ts'
import { textAt, values, type Layer } from './layer.ts'
import { survivalOf, timeOf, xOf, type Plot } from './plot.ts'
import { textWidth } from './text-width.ts'
import { muted, sizes } from './theme.ts'

interface Placed {
  readonly from: number
  readonly to: number
  readonly row: number
}

/** Rebuilt medians: dashed rules from the curve to the axis with the value there. None where the median is not reached. */
export function medianLayers({ arms, rebuilt }: CurveFigureParts, plot: Plot): readonly Layer[] {
  const medians = arms
    .flatMap((arm) => {
      const row = rebuilt.find((it) => it.measure === 'median' && it.arm === arm.id && it.versus === '')
      if (row?.status !== 'ok' || row.estimate === null || row.estimate > plot.end) return []
      return [{ arm, time: row.estimate }]
    })
    .sort((a, b) => a.time - b.time)
  const last = medians.at(-1)
  if (last === undefined) return []
  const placed: Placed[] = []
  return [
    {
      data: values([{ time: 0, until: last.time, survival: 0.5 }]),
      mark: { type: 'rule', color: muted, strokeWidth: 1, strokeDash: [4, 3] },
      encoding: { x: timeOf(plot), x2: { field: 'until' }, y: survivalOf() },
    },
    ...medians.flatMap(({ arm, time }, at): Layer[] => {
      const text = fixed(time, 1)
      const next = medians[at + 1]
      const place = freePlace(xOf(plot, time), textWidth(text, sizes.label), next ? xOf(plot, next.time) : null, placed)
      placed.push(place)
      return [
        {
          data: values([{ arm: arm.id, time, survival: 0.5, foot: 0 }]),
          mark: { type: 'rule', color: arm.line, strokeWidth: 1.2, strokeDash: [4, 3] },
          encoding: { x: timeOf(plot), y: survivalOf(), y2: { field: 'foot' } },
        },
        textAt(text, place.from, plot.height - 9 - 15 * place.row, { colour: arm.text }),
      ]
    }),
  ]
}

/** Beside its rule: right of it, else left of it, else a row higher, never over another value or the next rule. */
function freePlace(x: number, width: number, next: number | null, placed: readonly Placed[]): Placed {
  for (let row = 0; ; row++) {
    const right = { from: x + 5, to: x + 5 + width, row }
    const left = { from: x - 5 - width, to: x - 5, row }
    const free = (it: Placed): boolean =>
      placed.every((other) => other.row !== row || it.to + 4 < other.from || it.from - 4 > other.to)
    if (free(right) && (next === null || right.to + 3 < next || row > 0)) return right
    if (left.from > 4 && free(left)) return left
  }
}
