import { describe, expect, test } from 'vitest'
import { anotherSplit } from '../../src/reconstruct/another-split.ts'
import type { EventSplit } from '../../src/reconstruct/split-events.ts'
import { moveEvents } from '../../src/reconstruct/split-events.ts'

const pair = { numerator: 1, denominator: 0 }
const sizes = [150, 150]
// The control arm prints 98 events, the other none: 92, give or take 3.
const printed: EventSplit = { events: [98, 92], spread: [0, 3], basis: 'modelled' }
const total: EventSplit = { events: [98, 92], spread: [3, 3], basis: 'split by the model' }

describe('another number of events where the width of the ratio asks for it', () => {
  test('a printed number stays: the other arm changes alone, to 1 / d = w^2 (1 / 98 + 1 / 92) - 1 / 98', () => {
    // w = 0.99: 1 / d = 0.9801 x 0.0210736 - 0.0102041 = 0.0104502, d = 95.7.
    const { events } = anotherSplit(printed, sizes, [pair], { split: printed, errorRatios: [0.99] }, 0)
    expect(events).toEqual([98, 96])
    for (const start of [0, 1, 2, 4, 5]) {
      const turned = anotherSplit(printed, sizes, [pair], { split: printed, errorRatios: [1] }, start)
      expect(turned.events[0]).toBe(98)
    }
    const swapped = { numerator: 0, denominator: 1 }
    expect(anotherSplit(printed, sizes, [swapped], { split: printed, errorRatios: [0.99] }, 0).events).toEqual([98, 96])
  })

  test('a printed total stays', () => {
    for (const ratio of [0.97, 1, 1.05]) {
      const { events } = anotherSplit(total, sizes, [pair], { split: total, errorRatios: [ratio] }, 1)
      expect(events[0]! + events[1]!).toBe(190)
    }
    expect(moveEvents({ ...total, spread: [0, 3] }, sizes, 0, 1, 2).events).toEqual([98, 92])
  })

  test('nobody has more events than patients', () => {
    expect(moveEvents(printed, sizes, 0, 1, 100).events).toEqual([98, 150])
    expect(moveEvents(printed, sizes, 1, 0, 100).events).toEqual([98, 0])
  })
})
