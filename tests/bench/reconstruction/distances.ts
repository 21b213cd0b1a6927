import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import type { KaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { logRank } from '../../../src/survival/log-rank.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { selectRows } from '../../../src/survival/patients.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'

/** One arm's rebuilt Kaplan-Meier curve beside the true one; a curve that ends early is carried forward. */
export interface ArmDistance {
  /** Mean absolute difference of S over [0, tau], exactly. */
  readonly error: number
  /** Largest difference of S; and the same where a step may stand 0.5% of tau off in time. */
  readonly most: number
  readonly mostWithSlack: number
  /** Absolute difference of the restricted means, over tau. */
  readonly rmst: number
  readonly events: number
}

/** Rebuilt patients beside the true ones. Of two arms; with more, the ratio is that of the second to the first. */
export interface Distances {
  readonly arms: readonly ArmDistance[]
  /** Error of the difference of restricted means, over tau. */
  readonly rmstDifference: number
  readonly logRatio: number
  readonly logRatioPerError: number
  readonly logRankZ: number
  readonly logRatioTrue: number
}

const slack = 0.005

export function distancesOf(truth: Patients, rebuilt: Patients, tau: number): Distances {
  const found = truth.arms.map((_, index) => armDistance(armAt(truth, index), armAt(rebuilt, index), tau))
  const arms = found.map(({ signed, ...it }) => ({ ...it, rmst: Math.abs(signed) }))
  if (truth.arms.length < 2) {
    const none = { rmstDifference: NaN, logRatio: NaN, logRatioPerError: NaN, logRankZ: NaN, logRatioTrue: NaN }
    return { arms, ...none }
  }
  const [real, own] = [pairOf(truth), pairOf(rebuilt)]
  const [a, b] = [cox(real), cox(own)]
  const logRatioTrue = a.kind === 'value' ? a.logHazardRatio : NaN
  const logRatio = b.kind === 'value' ? Math.abs(b.logHazardRatio - logRatioTrue) : NaN
  return {
    arms,
    rmstDifference: Math.abs(found[1]!.signed - found[0]!.signed),
    logRatio,
    logRatioPerError: a.kind === 'value' ? logRatio / a.standardError : NaN,
    logRankZ: Math.abs(zOf(real) - zOf(own)),
    logRatioTrue,
  }
}

function zOf(pair: Patients): number {
  const test = logRank(pair)
  return test.kind === 'value' ? test.z : NaN
}

/** The first two arms. */
function pairOf(all: Patients): Patients {
  if (all.arms.length === 2) return all
  const rows = Uint32Array.from([...all.assigned.keys()].filter((i) => all.assigned[i]! < 2))
  return { ...selectRows(all, rows), arms: all.arms.slice(0, 2) }
}

function armDistance(own: Patients, rebuilt: Patients, tau: number) {
  const [a, b] = [kaplanMeier(own), kaplanMeier(rebuilt)]
  const times = [...new Set([0, ...a.time, ...b.time, tau])].filter((time) => time <= tau).sort((x, y) => x - y)
  let [area, signed, most] = [0, 0, 0]
  times.forEach((time, k) => {
    const gap = survivalAt(b, time) - survivalAt(a, time)
    const width = (times[k + 1] ?? time) - time
    area += Math.abs(gap) * width
    signed += gap * width
    // What lasts no time at all is rounding, but for the end itself.
    if (width > 1e-9 * tau || k + 1 === times.length) most = Math.max(most, Math.abs(gap))
  })
  const events = Math.abs(eventsIn(rebuilt) - eventsIn(own))
  return { error: area / tau, most, mostWithSlack: mostWithSlack(a, b, tau), signed: signed / tau, events }
}

const eventsIn = ({ event }: Patients): number => event.reduce((sum, it) => sum + it, 0)

/** Largest distance of b from a where a step of a may stand `slack` of tau earlier or later. */
function mostWithSlack(a: KaplanMeier, b: KaplanMeier, tau: number): number {
  const reach = slack * tau
  const steps = ({ time, nEvent }: KaplanMeier) => [...time].filter((_, i) => nEvent[i]! > 0)
  const places = [0, tau, ...steps(b), ...steps(a).flatMap((time) => [time - reach, time + reach])]
  let most = 0
  for (const time of places) {
    if (time < 0 || time > tau) continue
    const upper = before(a, time - reach)
    const lower = survivalAt(a, Math.max(0, time + reach))
    for (const value of [before(b, time), survivalAt(b, time)]) most = Math.max(most, value - upper, lower - value)
  }
  return most
}

/** The curve just before a time. */
function before({ time, survival }: KaplanMeier, at: number): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! < at) low = middle + 1
    else high = middle
  }
  return low === 0 ? 1 : survival[low - 1]!
}
