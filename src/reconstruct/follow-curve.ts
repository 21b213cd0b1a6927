import type { RandomNumbers } from '../numeric/random-stream.ts'
import { largestHazard } from './hazards.ts'
import type { LatticeArm } from './lattice.ts'
import { ticksPerMonth } from './lattice.ts'

/** A drawn curve and the cumulative hazard of censoring beside it. */
interface Followed {
  readonly time: Float64Array
  readonly survival: Float64Array
  readonly censoring: Float64Array
}

/** Patients whose product-limit curve follows a drawn one: whole events and censorings by carried fractions, at random within a cell. */
export function followCurve({ time, survival, censoring }: Followed, n: number, random: RandomNumbers): LatticeArm {
  // Twice the tick, and 1 more for a censoring: at one tick an event comes first.
  const keys = new Int32Array(n)
  let placed = 0
  let owedEvents = random.uniform()
  let owedCensorings = random.uniform()
  const share = halves(random)
  let before = 1
  for (let i = 1; i < time.length && placed < n; i += 1) {
    const here = Math.max(smallestSurvival, survival[i]!)
    const rise = riseBetween(before, here)
    before = here
    const gone = censoring[i]! - censoring[i - 1]!
    const atRisk = n - placed
    const leave = atRisk * shareLost(rise + gone)
    const die = rise + gone > 0 ? leave * (rise / (rise + gone)) : 0
    owedEvents += die
    owedCensorings += leave - die
    const died = Math.min(atRisk, owedEvents | 0)
    const left = Math.min(atRisk - died, owedCensorings | 0)
    if (died + left === 0) continue
    owedEvents -= died
    owedCensorings -= left
    const from = time[i - 1]! * ticksPerMonth
    const width = time[i]! * ticksPerMonth - from
    const end = placed + died + left
    for (let k = placed; k < end; k += 1) {
      const tick = Math.max(1, (from + share() * width + 0.5) | 0)
      keys[k] = 2 * tick + (k < placed + died ? 0 : 1)
    }
    // Patients of the cell before may stand at the tick at which this one begins.
    let first = placed
    const begin = 2 * ((from + 0.5) | 0)
    while (first > 0 && keys[first - 1]! >= begin) first -= 1
    sortRun(keys, first, end)
    placed = end
  }
  keys.fill(2 * Math.round(time.at(-1)! * ticksPerMonth) + 1, placed)
  const event = new Uint8Array(n)
  for (let k = 0; k < n; k += 1) {
    event[k] = 1 - (keys[k]! & 1)
    keys[k] = keys[k]! >> 1
  }
  return { tick: keys, event }
}

const smallestSurvival = Math.exp(-largestHazard)
/** Up to here the series below are right to ten digits. Most cells of a grid are narrower. */
const little = 0.02

/** log(before / after) = 2 artanh(z) of two survivals. */
function riseBetween(before: number, after: number): number {
  const z = (before - after) / (before + after)
  return z < little ? z * (2 + z * z * (2 / 3 + (z * z * 2) / 5)) : Math.log(before / after)
}

/** 1 - exp(-x) of a rise of the cumulative hazard. */
function shareLost(x: number): number {
  return x < little ? x * (1 - x * (1 / 2 - x * (1 / 6 - x * (1 / 24 - x / 120)))) : 1 - Math.exp(-x)
}

const halfRange = 67108864

/** Uniform numbers of 26 bits, more than a place among the ticks of a cell needs: two from each of 52. */
function halves(random: RandomNumbers): () => number {
  let rest = -1
  return () => {
    if (rest >= 0) {
      const half = rest
      rest = -1
      return half
    }
    const scaled = random.uniform() * halfRange
    const whole = scaled | 0
    rest = scaled - whole
    return (whole + 0.5) / halfRange
  }
}

/** Beyond so many, sorting one by one takes longer. */
const few = 32

function sortRun(keys: Int32Array, first: number, end: number): void {
  if (end - first > few) {
    keys.subarray(first, end).sort()
    return
  }
  for (let k = first + 1; k < end; k += 1) {
    const key = keys[k]!
    let at = k
    for (; at > first && keys[at - 1]! > key; at -= 1) keys[at] = keys[at - 1]!
    keys[at] = key
  }
}
