import { describe, expect, test } from 'vitest'
import { coxGrid } from '../../dist/node/index.js'
import { cox, patients } from '../../src/survival/index.ts'

/** Lattice times, every version of an arm stretched a little more; sorted with events first. */
function versionsOf(draws: number, versions: number, size: number, seed: number) {
  const time = new Float64Array(draws * versions * size)
  const event = new Uint8Array(draws * versions * size)
  for (let block = 0; block < draws * versions; block++) {
    const rows = Array.from({ length: size }, (_, i) => ({
      time: 1 + (((i + seed) * (i + 37) + 11 * block) % 53) + (block % versions),
      event: (i * 7 + block) % 3 === 0 ? 0 : 1,
    })).sort((a, b) => a.time - b.time || b.event - a.event)
    rows.forEach((row, i) => {
      time[block * size + i] = row.time
      event[block * size + i] = row.event
    })
  }
  return { draws, versions, size, time, event }
}

describe('coxGrid', () => {
  const reference = versionsOf(5, 3, 40, 1)
  const other = versionsOf(5, 4, 50, 9)

  test('the same bytes for one worker, two, and more than there are draws', async () => {
    const one = await coxGrid(reference, other)
    expect(one.logHazardRatio.length).toBe(60)
    for (const workers of [2, 7]) {
      const more = await coxGrid(reference, other, { workers })
      expect(Buffer.from(more.logHazardRatio.buffer)).toEqual(Buffer.from(one.logHazardRatio.buffer))
      expect(Buffer.from(more.standardError.buffer)).toEqual(Buffer.from(one.standardError.buffer))
    }
  })

  test('each cell is the Cox regression of its two versions', async () => {
    const { logHazardRatio, standardError } = await coxGrid(reference, other, { workers: 2 })
    for (let draw = 0, cell = 0; draw < 5; draw++)
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 4; j++, cell++) {
          const a = (draw * 3 + i) * 40
          const b = (draw * 4 + j) * 50
          const fit = cox(
            patients({
              arms: ['a', 'b'],
              time: [...reference.time.subarray(a, a + 40), ...other.time.subarray(b, b + 50)],
              event: [...reference.event.subarray(a, a + 40), ...other.event.subarray(b, b + 50)],
              assigned: Array.from({ length: 90 }, (_, row) => (row < 40 ? 0 : 1)),
            }),
          )
          if (fit.kind !== 'value') throw new Error(fit.kind)
          expect(logHazardRatio[cell]).toBeCloseTo(fit.logHazardRatio, 11)
          expect(standardError[cell]).toBeCloseTo(fit.standardError, 11)
        }
  })

  test('monotone and empty likelihoods by hand', async () => {
    const arm = (time: number[], event: number[]) => ({ draws: 1, versions: 1, size: 2, time: Float64Array.from(time), event: Uint8Array.from(event) }) // prettier-ignore
    const late = arm([3, 4], [0, 0])
    expect((await coxGrid(arm([1, 2], [1, 1]), late)).logHazardRatio[0]).toBe(-Infinity)
    expect((await coxGrid(late, arm([1, 2], [1, 1]))).logHazardRatio[0]).toBe(Infinity)
    expect((await coxGrid(late, late)).logHazardRatio[0]).toBeNaN()
  })

  test('what does not fit is refused', async () => {
    await expect(coxGrid(reference, versionsOf(4, 4, 50, 9))).rejects.toThrow(RangeError)
    await expect(coxGrid({ ...reference, size: 41 }, other)).rejects.toThrow(RangeError)
    await expect(coxGrid(reference, other, { workers: 0 })).rejects.toThrow(RangeError)
  })
})
