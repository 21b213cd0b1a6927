import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { guidesOf } from '../../src/reconstruct/guides.ts'
import { latticeArm } from '../../src/reconstruct/lattice.ts'
import { misses } from '../../src/reconstruct/misses.ts'
import { followUpMisses, followUpTargets, polishFollowUp } from '../../src/reconstruct/polish-follow-up.ts'
import { evidenceOf } from './build-evidence.ts'

// 120 patients: an event every tenth of a month until 6 months, a censoring every fifth of a month until 12.
const arm = latticeArm(
  Array.from({ length: 60 }, (_, k) => 100 * (k + 1)),
  Array.from({ length: 60 }, (_, k) => 150 + 200 * k),
)
const time = Float64Array.from({ length: 49 }, (_, k) => k / 2)
/** Nelson-Aalen's estimate of the arm at some times. */
function hazardAt(times: Float64Array): Float64Array {
  return times.map((t) =>
    arm.tick.reduce((sum, tick, i) => sum + (tick <= 1000 * t && arm.event[i] === 1 ? 1 / (120 - i) : 0), 0),
  )
}

const hazards = {
  time,
  event: hazardAt(time),
  censoring: new Float64Array(49),
}
const evidence = evidenceOf({
  arms: { only: { n: 120, median: '6.0' } },
  followUp: { median: '6.0', definition: 'reverse Kaplan-Meier' },
})
const options = {
  random: randomStream(1, 'test')(0),
  fences: [],
  firstCensoring: 0,
  lastCensoring: 24_001,
  proposals: 600,
  guideWeight: 30,
  temperature: 0.1,
}

describe('the median follow-up', () => {
  test('is brought to the printed one by censorings that move; no event is lost, and the curve stays at its guides', () => {
    const followUp = followUpTargets(evidence, new Set())
    const guides = guidesOf(arm, hazards)
    const off = (of: typeof arm): number => misses(of, guides, new Float64Array(guides.length), 1) / guides.length
    expect(followUpMisses([arm], followUp)).toBe(1)
    const [moved] = polishFollowUp([arm], [[]], followUp, [options], [guides])
    expect(followUpMisses([moved!], followUp)).toBe(0)
    expect(off(moved!)).toBeLessThan(0.0005)
    expect(moved!.event.reduce((sum, it) => sum + it, 0)).toBe(60)
  })
})
