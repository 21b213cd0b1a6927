/** What a column of a table asks for, in any unit of length. */
export interface ColumnWish {
  /** The widest piece that must not be broken. */
  readonly least: number
  /** What should stay on one line where there is room for that. */
  readonly whole: number
  /** Each cell on one line, from the head down; every column has as many. */
  readonly cells: readonly number[]
}

const steps = 60

/**
 * Widths of columns that fill `available` at most: everything on one line if that fits; else the widest pieces (whole figures first), and the rest step by
 * step to the column that makes the table lower by most. Null where not even the widest pieces fit.
 */
export function columnWidths(wishes: readonly ColumnWish[], available: number): readonly number[] | null {
  const most = wishes.map((it) => Math.max(it.least, ...it.cells))
  if (sum(most) <= available) return most
  const whole = wishes.map((it) => it.whole)
  const widths = sum(whole) <= available ? whole : wishes.map((it) => it.least)
  const left = available - sum(widths)
  if (left < 0) return null
  for (let step = 0; step < steps; step++) {
    const costs = widths.map((width, at) => {
      const wider = width + left / steps
      return width >= (most[at] ?? 0) ? Infinity : height(wishes, widths.with(at, wider))
    })
    const best = costs.indexOf(Math.min(...costs))
    if (costs[best] === Infinity) break
    widths[best] = (widths[best] ?? 0) + left / steps
  }
  return widths
}

/** Whether nothing that should stay on one line is broken. */
export const unbroken = (wishes: readonly ColumnWish[], available: number): boolean =>
  sum(wishes.map((it) => it.whole)) <= available

/** Lines of all rows, as if lines could be divided; what is not the highest cell of its row counts a little. */
function height(wishes: readonly ColumnWish[], widths: readonly number[]): number {
  const rows = wishes[0]?.cells.length ?? 0
  let lines = 0
  for (let row = 0; row < rows; row++) {
    let highest = 1
    wishes.forEach(({ cells }, at) => {
      const own = Math.max(1, (cells[row] ?? 0) / (widths[at] ?? 1))
      highest = Math.max(highest, own)
      lines += 0.05 * own
    })
    lines += highest
  }
  return lines
}

const sum = (all: readonly number[]): number => all.reduce((so, it) => so + it, 0)
