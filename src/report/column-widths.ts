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
 * Widths of columns that fill `available` at most: everything on one line if that fits, else the widest pieces (whole figures first), and of the rest
 * what each column still wants or an equal part. Null where not even the widest pieces fit.
 */
export function columnWidths(wishes: readonly ColumnWish[], available: number): readonly number[] | null {
  const most = wishes.map((it) => it.most)
  if (sum(most) <= available) return most
  const whole = wishes.map((it) => it.whole)
  const base = sum(whole) <= available ? whole : wishes.map((it) => it.least)
  const left = available - sum(base)
  if (left < 0) return null
  const given = shares(
    wishes.map((it, at) => Math.max(0, it.most - (base[at] ?? 0))),
    left,
  )
  return base.map((it, at) => it + (given[at] ?? 0))
}

/** Divides what is left: small wants are met whole, and what they leave goes in equal parts to the others. */
function shares(wants: readonly number[], left: number): readonly number[] {
  const ascending = wants.map((want, at) => ({ want, at })).sort((a, b) => a.want - b.want || a.at - b.at)
  const given = wants.map(() => 0)
  let rest = left
  ascending.forEach(({ want, at }, index) => {
    const share = Math.min(want, rest / (ascending.length - index))
    given[at] = share
    rest -= share
  })
  return given
}

const sum = (all: readonly number[]): number => all.reduce((so, it) => so + it, 0)
