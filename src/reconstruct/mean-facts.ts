import { type Area, areasOfMeans } from '../evidence/areas-of-means.ts'
import type { CurveFigures } from '../evidence/curve-limits.ts'
import type { ArmEvidence } from '../evidence/evidence.ts'
import { TICKS_PER_MONTH } from '../evidence/time-unit.ts'
import type { Envelope, Fact } from './envelope.ts'
import { negligible, within } from './envelope.ts'
import { printedNumber } from './printed-number.ts'

/** A stretch of time with the lowest and the highest curve over it. */
interface Cell {
  readonly from: number
  readonly width: number
  readonly low: number
  readonly high: number
}

/** Each area is followed at so many times, at whole months and where the envelope steps. */
const steps = 240

/**
 * What restricted means prove beside all that is known, the envelope low <= S <= high. The smallest S(t) is the s whose largest area is the least that is printed, and the largest S(t) the s
 * whose smallest area is the most,
 *
 *     int_a^t high + int_t^b min(high, s) = least,      int_a^t max(low, s) + int_t^b low = most,
 *
 * over a = 0 and b = tau and, where several means are printed, between two of them, whose difference is an area too. Null where no curve of the envelope has such areas.
 */
export function meanFacts(arm: ArmEvidence, envelope: Envelope): readonly Fact[] | null {
  const found: Fact[] = []
  for (const area of areasOfMeans(meansUpTo(arm, envelope.time.at(-1)!))) {
    const facts = factsOf(area, envelope)
    if (facts === null) return null
    found.push(...facts)
  }
  return found
}

/** Half a place of the lattice of times, months. */
const half = 0.5 / TICKS_PER_MONTH

/**
 * The printed restricted means up to `end`, with their rounding. A tau in days or weeks was read as the nearest place of the lattice, the area up to it as it is printed: it may be off by as much. A tau of whole
 * months is what is printed (whole days come as near to whole months only where they are equal).
 */
export function meansUpTo({ restrictedMeans = [] }: ArmEvidence, end: number): CurveFigures['means'] {
  return restrictedMeans.flatMap(({ tau, estimate }) => {
    const printed = printedNumber(estimate)
    const off = Number.isInteger(tau) ? 0 : half
    return printed === null || tau > end ? [] : [{ tau, lower: printed.lower - off, upper: printed.upper + off }]
  })
}

function factsOf(area: Area, envelope: Envelope): readonly Fact[] | null {
  const cells = cellsOf(area, envelope)
  const high = areaBefore(cells, ({ high }) => high)
  const low = areaBefore(cells, ({ low }) => low)
  const last = cells.length
  const slack = negligible * (1 + area.to)
  if (high[last]! < area.lower - slack || low[last]! > area.upper + slack) return null
  return Array.from({ length: last + 1 }, (_, k) => ({
    time: cells[k]?.from ?? area.to,
    low: k < last ? lowest(cells, k, area.lower - high[k]!, high) : 0,
    high: k > 0 ? highest(cells, k, area.upper - (low[last]! - low[k]!), low) : 1,
  }))
}

/** The area under one side of the envelope before each cell, and under all of it. */
function areaBefore(cells: readonly Cell[], value: (cell: Cell) => number): Float64Array {
  const area = new Float64Array(cells.length + 1)
  cells.forEach((cell, k) => (area[k + 1] = area[k]! + cell.width * value(cell)))
  return area
}

function cellsOf({ from, to }: Area, envelope: Envelope): readonly Cell[] {
  if (from === to) return []
  const inside = (t: number): boolean => t > from && t < to
  const regular = Array.from({ length: steps }, (_, k) => from + (k / steps) * (to - from))
  const months = Array.from({ length: Math.ceil(to) }, (_, month) => month)
  const times = Float64Array.from(new Set([...regular, ...months.filter(inside), ...envelope.time.filter(inside)]))
  return Array.from(times.sort(), (start, k) => {
    const end = times[k + 1] ?? to
    return { from: start, width: end - start, low: within(envelope, end).low, high: within(envelope, start).high }
  })
}

/** The s for which min(high, s) has this area over the cells from k on: high itself over the last of them. */
function lowest(cells: readonly Cell[], k: number, area: number, before: Float64Array): number {
  const level = (i: number): number =>
    (area - (before[cells.length]! - before[i + 1]!)) / (cells[i]!.from + cells[i]!.width - cells[k]!.from)
  const i = lastWhere(k, cells.length - 1, (at) => level(at) <= cells[at]!.high)
  return Math.max(0, Math.min(cells[i]!.high, level(i)))
}

/** The s for which max(low, s) has this area over the cells before k: low itself over the first of them. */
function highest(cells: readonly Cell[], k: number, area: number, before: Float64Array): number {
  const end = cells[k - 1]!.from + cells[k - 1]!.width
  const level = (i: number): number => (area - before[i]!) / (end - cells[i]!.from)
  const i = k - 1 - lastWhere(0, k - 1, (at) => level(k - 1 - at) >= cells[k - 1 - at]!.low)
  return Math.min(1, Math.max(cells[i]!.low, level(i)))
}

/** The last place for which it holds, where it holds up to some place; the first where it holds nowhere. */
function lastWhere(first: number, last: number, holds: (place: number) => boolean): number {
  let [from, to] = [first, last]
  while (from < to) {
    const middle = (from + to + 1) >> 1
    if (holds(middle)) from = middle
    else to = middle - 1
  }
  return from
}
