/** What a column of a table asks for, in any unit of length. */
export interface ColumnWish {
  /** The widest piece that must not be broken. */
  readonly least: number
  /** What should stay on one line where there is room for that. */
  readonly whole: number
  /** All on one line. */
  readonly most: number
}

/**
 * Widths of columns that fill `available` at most: everything on one line if that fits, else the widest pieces (whole figures first) and the rest in
 * proportion to what is still wanted. Null where not even the widest pieces fit.
 */
export function columnWidths(wishes: readonly ColumnWish[], available: number): readonly number[] | null {
  const most = wishes.map((it) => it.most)
  if (sum(most) <= available) return most
  const whole = wishes.map((it) => it.whole)
  const base = sum(whole) <= available ? whole : wishes.map((it) => it.least)
  const left = available - sum(base)
  if (left < 0) return null
  // By the root: a column with one very long cell does not take everything from the others.
  const wants = wishes.map((it, at) => Math.sqrt(Math.max(0, it.most - (base[at] ?? 0))))
  const wanted = sum(wants)
  return base.map((it, at) => it + (wanted === 0 ? 0 : (left * (wants[at] ?? 0)) / wanted))
}

const sum = (all: readonly number[]): number => all.reduce((so, it) => so + it, 0)
