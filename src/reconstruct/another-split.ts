import type { Pair } from './read-hazard-ratio.ts'
import type { EventSplit } from './split-events.ts'
import { moveEvents } from './split-events.ts'

/** A split that was tried, and the wanted over the reached standard error of the log hazard ratio; 1 where the width is right. */
export interface TriedSplit {
  readonly split: EventSplit
  readonly errorRatio: number
}

/** Splits tried in turn while figures are missed, in halves of the sd, at least as many events. */
const turns = [0, 1, -1, 0, 2, -2] as const
/** The printed interval of the ratio is evidence that the model has not seen, but not against all that it has: sd. */
const furthest = 4

/**
 * The model's split of a total, moved to where the width of the hazard ratio's interval asks for it: the variance of the log ratio goes
 * with 1 / d1 + 1 / d0. Where the width is right and something else is missed, a few events more or less: in a small arm only one number of events
 * allows the figures. A reported split stays.
 */
export function anotherSplit(
  modelled: EventSplit,
  sizes: readonly number[],
  { numerator, denominator }: Pair,
  { split: tried, errorRatio }: TriedSplit,
  start: number,
): EventSplit {
  if (modelled.basis === 'reported') return modelled
  const sd = modelled.spread[numerator]!
  const moved = (by: number): EventSplit => moveEvents(modelled, sizes, denominator, numerator, by)
  if (Math.abs(errorRatio - 1) < 1e-3) return moved(turns[start % turns.length]! * Math.max(1, Math.round(sd / 2)))
  const [a, b] = [tried.events[numerator]!, tried.events[denominator]!]
  const wanted = errorRatio * errorRatio * (1 / a + 1 / b)
  const total = a + b
  // 1 / x + 1 / (total - x) = wanted has two roots; nearer to even than half and half is not possible.
  const even = Math.max(0, (total * total) / 4 - total / wanted)
  const more = total / 2 + Math.sqrt(even)
  const events = a > b ? more : total - more
  return moved(Math.round(Math.max(-furthest * sd, Math.min(furthest * sd, events - modelled.events[numerator]!))))
}
