/** Where a curve goes in characters: `plot` marks a point of the unit square, `rows` gives the lines of text, top first. */
export interface CurveCanvas {
  /** Points a character is wide and high. */
  readonly across: number
  readonly down: number
  readonly plot: (x: number, y: number, arm: number) => void
  readonly rows: () => readonly string[]
}

/** Bits of a braille character by column and row of its dots. */
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const

/** Paints a character in the colour of an arm. */
export type Paint = (text: string, arm: number) => string

/** A canvas of braille characters: two by four points each. Curves that share a character share its dots. */
export function brailleCanvas(columns: number, rows: number, paint: Paint): CurveCanvas {
  const bits = new Uint8Array(columns * rows)
  const owner = new Uint8Array(columns * rows)
  return {
    across: columns * 2,
    down: rows * 4,
    plot: (x, y, arm) => {
      const cell = (y >> 2) * columns + (x >> 1)
      bits[cell] = (bits[cell] ?? 0) | (dots[x & 1 ? 1 : 0][y & 3] ?? 0)
      owner[cell] = arm
    },
    rows: () =>
      lines(columns, rows, (cell) => {
        const pattern = bits[cell] ?? 0
        return pattern === 0 ? ' ' : paint(String.fromCodePoint(0x2800 + pattern), owner[cell] ?? 0)
      }),
  }
}

/** A canvas of one marker a point, for terminals without braille. The arm drawn last is seen where curves meet. */
export function asciiCanvas(columns: number, rows: number, markers: readonly string[], paint: Paint): CurveCanvas {
  const owner = new Int16Array(columns * rows).fill(-1)
  return {
    across: columns,
    down: rows,
    plot: (x, y, arm) => {
      owner[y * columns + x] = arm
    },
    rows: () =>
      lines(columns, rows, (cell) => {
        const arm = owner[cell] ?? -1
        return arm < 0 ? ' ' : paint(markers[arm] ?? '?', arm)
      }),
  }
}

function lines(columns: number, rows: number, character: (cell: number) => string): readonly string[] {
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (__, x) => character(y * columns + x)).join(''),
  )
}
