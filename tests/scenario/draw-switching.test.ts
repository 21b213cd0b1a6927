import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { drawSwitching } from '../../src/scenario/draw-switching.ts'
import { goldenPatients } from './treatment-golden.ts'

const law = { infused: 30, minimum: 1, median: 3, maximum: 8 }
const censoring = { time: Float64Array.of(0, 12, 36), survival: Float64Array.of(1, 1, 0) }

describe('drawn switches', () => {
  const pair = goldenPatients()
  const { patients, short } = drawSwitching(pair, law, censoring, randomStream(3, 'test')(0))

  test('as many as asked for, in arm 0 only, before the end of follow-up; infusions of arm 1 stay', () => {
    const switched = patients.switched ?? new Float64Array()
    const rows = [...switched.keys()].filter((row) => !Number.isNaN(switched[row]!))
    expect([rows.length, short]).toEqual([30, 0])
    for (const row of rows) {
      expect(pair.assigned[row]).toBe(0)
      expect(switched[row]).toBeLessThan(pair.time[row]!)
    }
    expect(patients.infusion).toEqual(pair.infusion)
  })

  test('those censored would have been then, those with an event later', () => {
    pair.time.forEach((t, row) => {
      const end = patients.administrative?.[row] ?? NaN
      if (pair.assigned[row] === 1) expect(end).toBeNaN()
      else if (pair.event[row] === 0) expect(end).toBe(t)
      else expect(end).toBeGreaterThan(t)
    })
  })
})
