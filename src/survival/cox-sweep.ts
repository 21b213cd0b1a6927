import type { CoxTerms, Ties } from './cox-likelihood.ts'
import type { Patients } from './patients.ts'

const SHORT = 4096
const kept = new Float64Array(SHORT)

/**
 * The terms of the partial likelihood of two arms without weights, strata or delayed entry, in one sweep from the last time
 * backwards. The odds lie in memory that the next call writes over: solve at once.
 */
export function coxSweep({ time, event, assigned }: Patients, ties: Ties): Omit<CoxTerms, 'offset'> {
  const odds = time.length <= SHORT ? kept : new Float64Array(time.length)
  const efron = ties === 'efron'
  let count = 0
  let n = 0
  let n1 = 0
  let events0 = 0
  let events1 = 0
  let above = 0
  let below = 0
  for (let i = time.length - 1; i >= 0; i--) {
    const t = time[i]!
    const arm = assigned[i]!
    let d = event[i]!
    let d1 = d & arm
    n++
    n1 += arm
    for (; i > 0 && time[i - 1] === t; i--) {
      const e = event[i - 1]!
      const other = assigned[i - 1]!
      n++
      n1 += other
      d += e
      d1 += e & other
    }
    const n0 = n - n1
    if (n0 === 0 || n1 === 0) continue
    // Without a branch on the event, which no processor can foretell: the term of a censoring is written over, and counts of
    // events are multiplied last, by what is no whole number (a whole product of 0 would be looked at for its sign).
    const inverse = 1 / (n * n1)
    const d0 = d - d1
    odds[count] = n0 * n * inverse
    above += n0 * n1 * inverse * d1
    below += n1 * n1 * inverse * d0
    events0 += d0
    events1 += d1
    if (d < 2) count += d
    else {
      count++
      for (let r = 1; r < d; r++) {
        const part = efron ? r / d : 0
        odds[count++] = (n0 - part * d0) / (n1 - part * d1)
      }
    }
  }
  return { odds: odds.subarray(0, count), weight: null, events0, events1, start: Math.log(above / below) }
}

const keptSets = new Int32Array(4 * SHORT)

/**
 * The same, with Efron's ties, for patients of whom each counts as often as a bootstrap sample has drawn it. Who is drawn no
 * processor can foretell: the first sweep has no branch on it, and writes over the risk sets without an event.
 */
export function coxSweepOfCounts({ time, event, assigned }: Patients, counts: Uint16Array): Omit<CoxTerms, 'offset'> {
  const sets = time.length <= SHORT ? keptSets : new Int32Array(4 * time.length)
  let size = 0
  let n = 0
  let n1 = 0
  for (let i = time.length - 1; i >= 0; i--) {
    const t = time[i]!
    let d = 0
    let d1 = 0
    for (;;) {
      const drawn = counts[i]!
      const e = -event[i]! & drawn
      const arm = -assigned[i]!
      n += drawn
      n1 += arm & drawn
      d += e
      d1 += arm & e
      if (i === 0 || time[i - 1] !== t) break
      i--
    }
    sets[size] = n
    sets[size + 1] = n1
    sets[size + 2] = d
    sets[size + 3] = d1
    size += (-d >>> 31) << 2
  }
  return termsOf(sets, size, time.length)
}

function termsOf(sets: Int32Array, size: number, most: number): Omit<CoxTerms, 'offset'> {
  // One more than there are: see below.
  const odds = most < SHORT ? kept : new Float64Array(most + 1)
  let count = 0
  let events0 = 0
  let events1 = 0
  let above = 0
  let below = 0
  for (let i = 0; i < size; i += 4) {
    const n = sets[i]!
    const n1 = sets[i + 1]!
    const n0 = n - n1
    if (n0 === 0 || n1 === 0) continue
    const d = sets[i + 2]!
    const d1 = sets[i + 3]!
    const d0 = d - d1
    const inverse = 1 / (n * n1)
    odds[count] = n0 * n * inverse
    // The second of two, which are frequent and not to be foretold: written over where there is one only.
    odds[count + 1] = (n0 - 0.5 * d0) / (n1 - 0.5 * d1)
    for (let r = 1; d > 2 && r < d; r++) odds[count + r] = (n0 - (r / d) * d0) / (n1 - (r / d) * d1)
    count += d
    above += n0 * n1 * inverse * d1
    below += n1 * n1 * inverse * d0
    events0 += d0
    events1 += d1
  }
  return { odds: odds.subarray(0, count), weight: null, events0, events1, start: Math.log(above / below) }
}
