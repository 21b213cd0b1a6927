import type { ArmEvidence } from '../evidence/evidence.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import type { DigitisedConflict } from './digitised-conflict.ts'
import { ascending, type OrderedPoints } from './order-points.ts'
import { printedNumber } from './printed-number.ts'

/** Normal quantile of 99.5%: a table has several numbers. */
const z = 2.58

/**
 * Numbers at risk that the readings exclude: Y / S never rises, because only censoring takes from it. Each is compared with all before it, and the number of patients, at the heights that favour it: that of the last
 * reading before it and of the first after the other one, and the noise of both.
 */
export function digitisedAtRisk({ label, patients, atRisk }: ArmEvidence, free: DigitisedArm): DigitisedConflict[] {
  const levels = fallingLevels(free.points)
  const end = free.points.time.at(-1)!
  const known: Known[] = [{ count: printedNumber(patients)!.value, survival: 1, sd: 0, when: 'at the start' }]
  return atRisk.flatMap(({ time, count: figure }): DigitisedConflict[] => {
    const count = printedNumber(figure)?.value
    if (count === undefined || time <= 0 || time > end) return []
    const { before, after } = around(free.points, levels, time)
    const most = known.map((it) => ({ ...it, most: largestBeside(it, before, free.noise) }))
    const least = most.reduce((a, b) => (b.most < a.most ? b : a))
    const when = figure.when ?? `${Number(time.toFixed(1))} months`
    known.push({ count, survival: after, sd: free.noise, when: `at ${when}` })
    if (count <= least.most) return []
    const [from, to] = [100 * least.survival, 100 * before].map((it) => `${it.toFixed(1)}%`)
    const most95 = Math.floor(least.most)
    const message = `${label}: ${count} at risk at ${when} cannot be beside ${least.count} ${least.when}, as the readings fall from ${from} to ${to}: at most ${most95} of them can be left`
    return [{ figure, message, expected: `at most ${most95}` }]
  })
}

/** A number at risk that came before, and the survival then. */
interface Known {
  readonly count: number
  readonly survival: number
  readonly sd: number
  readonly when: string
}

function largestBeside({ count, survival, sd }: Known, level: number, noise: number): number {
  const share = level / Math.max(survival, 1e-9)
  return count * (share + (z * Math.hypot(noise, share * sd)) / Math.max(survival, 1e-9)) + 1e-6
}

/** Readings without their rises: the nearest falling sequence. */
function fallingLevels({ survival }: OrderedPoints): Float64Array {
  return ascending(survival.map((it) => -it)).map((it) => -it)
}

/** Survival at the last reading that is surely before a time, and at the first that is surely after it. */
function around({ time, blur }: OrderedPoints, levels: Float64Array, at: number) {
  const before = levels[time.findLastIndex((it) => it < at - blur)] ?? 1
  const next = time.findIndex((it) => it >= at + blur)
  return { before, after: levels[next < 0 ? levels.length - 1 : next]! }
}
