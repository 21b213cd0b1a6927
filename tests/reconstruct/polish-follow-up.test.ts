import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { believed } from '../../src/reconstruct/believed.ts'
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
    const followUp = followUpTargets(evidence)
    const guides = guidesOf(arm, hazards)
    const off = (of: typeof arm): number => misses(of, guides, new Float64Array(guides.length), 1) / guides.length
    expect(followUpMisses([arm], followUp)).toBe(1)
    const [moved] = polishFollowUp([arm], [[]], followUp, [options], [guides])
    expect(followUpMisses([moved!], followUp)).toBe(0)
    expect(off(moved!)).toBeLessThan(0.0005)
    expect(moved!.event.reduce((sum, it) => sum + it, 0)).toBe(60)
  })

  test('is brought there from the other side as well, and a median that prints already moves nobody', () => {
    const late = evidenceOf({
      arms: { only: { n: 120, median: '6.0' } },
      followUp: { median: '8.0', definition: 'reverse Kaplan-Meier' },
    })
    const followUp = followUpTargets(late)
    const guides = guidesOf(arm, hazards)
    expect(followUpMisses([arm], followUp)).toBe(1)
    const [moved] = polishFollowUp([arm], [[]], followUp, [options], [guides])
    expect(followUpMisses([moved!], followUp)).toBe(0)
    const [again] = polishFollowUp([moved!], [[]], followUp, [options], [guides])
    expect(again).toEqual(moved)
  })

  test('is asked for by arm and of all arms, by its definition only, and not where it is in doubt', () => {
    const both = evidenceOf({
      arms: { a: { n: 60, median: '6.0' }, b: { n: 60, median: '9.0' } },
      followUp: { median: '14.0', definition: 'reverse Kaplan-Meier' },
    })
    const own = { ...both.followUp!, median: { ...both.followUp!.median!, id: 'pfs.b.follow-up-median' } }
    const perArm = { ...both, arms: both.arms.map((it) => (it.id === 'b' ? { ...it, followUp: own } : it)) }
    expect(followUpTargets(perArm).map((it) => it.arms)).toEqual([[1], [0, 1]])
    expect(
      followUpTargets(believed(perArm, [{ figure: 'pfs.all.follow-up-median', z: 4 }])).map((it) => it.arms),
    ).toEqual([[1]])
    const potential = evidenceOf({
      arms: { a: { n: 60, median: '6.0' } },
      followUp: { median: '14.0', definition: 'potential' },
    })
    expect(followUpTargets(potential)).toEqual([])
  })

  test('no censoring crosses a tick of the risk table, nor leaves what is known of the first and the last one', () => {
    const followUp = followUpTargets(evidence)
    const fences = [3999, 7999]
    const held = { ...options, random: randomStream(2, 'test')(0), fences, firstCensoring: 150, lastCensoring: 11_950 }
    const [moved] = polishFollowUp([arm], [[]], followUp, [held], [guidesOf(arm, hazards)])
    const leftBy = (of: typeof arm, tick: number): number => of.tick.filter((it) => it <= tick).length
    for (const fence of fences) expect(leftBy(moved!, fence)).toBe(leftBy(arm, fence))
    const censorings = Array.from(moved!.tick).filter((_, i) => moved!.event[i] === 0)
    expect(Math.min(...censorings)).toBe(150)
    expect(Math.max(...censorings)).toBe(11_950)
  })
})
