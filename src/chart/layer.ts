import type { Field } from 'vega-lite/types_unstable/channeldef.js'
import type { LayerSpec } from 'vega-lite/types_unstable/spec/layer.js'
import type { UnitSpec } from 'vega-lite/types_unstable/spec/unit.js'
import { ink, sizes } from './theme.ts'

/** One layer of a chart. */
export type Layer = LayerSpec<Field> | UnitSpec<Field>

/** A number as it enters a specification: 5 decimals, no negative zero. RangeError where it is not finite. */
export function rounded(x: number): number {
  if (!Number.isFinite(x)) throw new RangeError(`A finite number is required in a figure, got ${x}.`)
  return Math.round(x * 1e5) / 1e5 + 0
}

type Row = Readonly<Record<string, string | number | boolean | null>>

/** Rows as they enter a specification, every number rounded. */
export function values(rows: readonly Row[]): { values: Row[] } {
  return {
    values: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, it]) => [key, typeof it === 'number' ? rounded(it) : it])),
    ),
  }
}

export const nothing = { values: [{}] }

export interface TextStyle {
  readonly colour?: string
  readonly size?: number
  readonly weight?: 400 | 600
  readonly align?: 'left' | 'center' | 'right'
}

/** A line of text at a place in pixels, from the top left corner of the plot. */
export function textAt(text: string, x: number, y: number, style: TextStyle = {}): Layer {
  const { colour = ink, size = sizes.label, weight = 400, align = 'left' } = style
  return {
    data: nothing,
    mark: { type: 'text', text, align, baseline: 'middle', color: colour, fontSize: size, fontWeight: weight },
    encoding: { x: { value: rounded(x) }, y: { value: rounded(y) } },
  }
}

/** A straight line between two places in pixels. */
export function lineAt(
  [x, y]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  style: { readonly colour: string; readonly width?: number; readonly dash?: readonly number[] },
): Layer {
  const { colour, width = 1, dash } = style
  return {
    data: nothing,
    mark: { type: 'rule', color: colour, strokeWidth: width, ...(dash ? { strokeDash: [...dash] } : {}) },
    encoding: {
      x: { value: rounded(x) },
      x2: { value: rounded(x2) },
      y: { value: rounded(y) },
      y2: { value: rounded(y2) },
    },
  }
}
