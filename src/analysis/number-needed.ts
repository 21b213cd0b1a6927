import { trimmed } from '../result/format.ts'
import { type Estimate, type EstimateNotEstimable, notEstimable } from '../survival/estimate.ts'
import type { NumberNeededRange, NumberNeededToTreat } from '../survival/number-needed-to-treat.ts'

/** What a row says of a number needed to treat. */
export interface NumberNeeded {
  readonly estimate: Estimate
  /** For one more of what; empty where there is no number. */
  readonly variant: string
  readonly assumption: string
}

/**
 * The number needed to treat at a time, as a row holds it. Its limits count in the direction of the estimate. An upper limit that is absent is
 * infinity; one below 0 is a number in the other direction, and the interval runs to it through infinity [Altman1998].
 */
export function numberNeeded(found: NumberNeededToTreat | EstimateNotEstimable, time: number): NumberNeeded {
  if (found.kind !== 'value') return { estimate: found, variant: '', assumption: '' }
  const { value, direction, interval, level } = found
  const assumption = `Holds at ${trimmed(time)} months alone.`
  if (direction === 'none') {
    const estimate = notEstimable('no difference: no number of patients is enough')
    return { estimate, variant: 'no difference', assumption }
  }
  const same = interval.find((it) => it.direction === direction)
  const other = interval.find((it) => it.direction !== direction)
  const upper = upperLimit(same, other)
  return {
    estimate: { kind: 'value', value, lower: same?.from ?? null, upper, level, standardError: null },
    variant: wordsOf[direction],
    assumption:
      other === undefined
        ? assumption
        : `${assumption} The interval of the difference holds no difference, so that this one runs through infinity to a number ${wordsOf[other.direction]}.`,
  }
}

function upperLimit(same: NumberNeededRange | undefined, other: NumberNeededRange | undefined): number | null {
  if (other !== undefined) return -other.from
  return same === undefined || same.to === Infinity ? null : same.to
}

const wordsOf = { benefit: 'for one more free of the event', harm: 'for one more with the event' } as const
