import type { Pair } from './pairs-of.ts'
import type { EventSplit } from './split-events.ts'
import { isFixed, moveEvents } from './split-events.ts'

/** A split that was tried, and of each pair the wanted over the reached standard error of the log hazard ratio; 1 where the width is right. */
export interface TriedSplit {
  readonly split: EventSplit
  readonly errorRatios: readonly number[]
}

/** Splits tried in turn while figures are missed, in halves of the sd, at least as many events. */
const turns = [0, 1, -1, 0, 2, -2] as const
/** The printed interval of the ratio is evidence that the model has not seen, but not against all that it has: sd. */
const furthest = 4

/** Widths that share an arm are brought about together, in so many rounds. */
const rounds = 20

/**
 * The model's split of a total, moved to where the widths of the hazard ratios' intervals ask for it: the variance of a log ratio goes
 * with 1 / d1 + 1 / d0. Where the widths are right and something else is missed, a few events more or less, in one pair after the other: in a small arm only
 * one number of events allows the figures. What is reported stays.
 */
export function anotherSplit(
  modelled: EventSplit,
  sizes: readonly number[],
  pairs: readonly Pair[],
  { split: tried, errorRatios }: TriedSplit,
  start: number,
): EventSplit {
  if (modelled.basis === 'reported') return modelled
  if (errorRatios.every((it) => Math.abs(it - 1) < 1e-3)) {
    const { from, to } = moveWithin(pairs[start % pairs.length]!, pairs)
    const by = turns[Math.floor(start / pairs.length) % turns.length]!
    return moveEvents(
      modelled,
      sizes,
      from,
      to,
      by * Math.max(1, Math.round((modelled.spread[to]! || modelled.spread[from]!) / 2)),
    )
  }
  const events = asWide(pairs, tried, errorRatios)
  return pairs.reduce((split, pair) => {
    const { from, to } = moveWithin(pair, pairs)
    const open = isFixed(modelled, to) ? from : to
    const most = furthest * modelled.spread[open]!
    const more = events[open]! - split.events[open]!
    const by = Math.round(Math.max(-most, Math.min(most, more)))
    return moveEvents(split, sizes, from, to, open === to ? by : -by)
  }, modelled)
}

/** Events go from the arm that several pairs share to the other, in a pair alone to the numerator. */
function moveWithin(pair: Pair, pairs: readonly Pair[]): { readonly from: number; readonly to: number } {
  const { numerator, denominator } = pair
  const isShared = (arm: number): boolean =>
    pairs.some((it) => it !== pair && (it.numerator === arm || it.denominator === arm))
  return isShared(numerator) && !isShared(denominator)
    ? { from: numerator, to: denominator }
    : { from: denominator, to: numerator }
}

/** Events of each arm, not whole, that give every pair the width that it should have. */
function asWide(pairs: readonly Pair[], split: EventSplit, errorRatios: readonly number[]): readonly number[] {
  const { events: tried } = split
  const events = [...tried]
  for (let round = 0; round < (pairs.length > 1 ? rounds : 1); round += 1) {
    pairs.forEach(({ numerator, denominator }, k) => {
      const [one, other] = [tried[numerator]!, tried[denominator]!]
      const wanted = errorRatios[k]! * errorRatios[k]! * (1 / one + 1 / other)
      const open = [numerator, denominator].filter((arm) => !isFixed(split, arm))
      if (open.length === 1 && split.basis === 'modelled') {
        const left = wanted - 1 / tried[open[0] === numerator ? denominator : numerator]!
        if (left > 0) events[open[0]!] = 1 / left
        return
      }
      const total = events[numerator]! + events[denominator]!
      // 1 / x + 1 / (total - x) = wanted has two roots; nearer to even than half and half is not possible.
      const even = Math.max(0, (total * total) / 4 - total / wanted)
      const more = total / 2 + Math.sqrt(even)
      events[numerator] = one > other ? more : total - more
      events[denominator] = total - events[numerator]
    })
  }
  return events
}
