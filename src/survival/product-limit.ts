import { columns } from '../numeric/columns.ts'
import { refuse } from './refuse.ts'
import { requirePatients } from './require-patients.ts'
import { sortOrder } from '../numeric/sort-order.ts'
import type { Patients } from './patients.ts'

/** What the Kaplan-Meier, Nelson-Aalen and Fleming-Harrington estimators are made from, over the distinct times. */
export interface RiskSteps {
  /** Distinct times of events and censorings, ascending. */
  readonly time: Float64Array
  /** Weight at risk just before each time (the number of patients where there are no weights). */
  readonly nRisk: Float64Array
  readonly nEvent: Float64Array
  readonly nCensor: Float64Array
}

/** The product-limit curve with the variance of its cumulative hazard, without limits. */
export interface ProductLimit extends RiskSteps {
  readonly survival: Float64Array
  /** Greenwood's sum of d / (n (n - d)) up to each time; Infinity from where survival is 0. */
  readonly variance: Float64Array
}

interface Counted {
  readonly steps: RiskSteps
  /** The four columns of the steps, then the extra ones. */
  readonly block: readonly Float64Array[]
}

/** Counts at risk, events and censorings at each distinct time, and columns for what is computed from them. */
function countSteps(patients: Patients, extra: number): Counted {
  const { time, event, weight, start } = patients
  const n = time.length
  let size = 0
  for (let i = 0; i < n; i++) if (i === 0 || time[i] !== time[i - 1]) size++
  const block = columns(4 + extra, size)
  const steps = { time: block[0]!, nRisk: block[1]!, nEvent: block[2]!, nCensor: block[3]! }
  const entry = start ? lateEntries(start, weight) : null
  let later = 0
  // From the last time backwards, so that sums of weights never cancel.
  for (let i = n - 1, k = size - 1; i >= 0; k--) {
    const t = time[i]!
    let events = 0
    let censored = 0
    for (; i >= 0 && time[i] === t; i--) {
      const w = weight ? weight[i]! : 1
      if (event[i] === 1) events += w
      else censored += w
    }
    steps.time[k] = t
    steps.nEvent[k] = events
    steps.nCensor[k] = censored
    later += events + censored
    steps.nRisk[k] = entry ? later - entry(t) : later
  }
  return { steps, block }
}

/** At risk, events and censorings at each distinct time. */
export function riskSteps(patients: Patients): RiskSteps {
  return countSteps(patients, 0).steps
}

/** n - d, without the crumb that rounding of broken weights can leave. */
function remaining(n: number, d: number): number {
  return n - d > 1e-12 * n ? n - d : 0
}

/** A function of descending times: the weight of the patients who had not entered before t (start >= t). */
function lateEntries(start: Float64Array, weight: Float64Array | undefined): (t: number) => number {
  const order = sortOrder(start)
  let k = order.length - 1
  let sum = 0
  return (t) => {
    for (; k >= 0 && start[order[k]!]! >= t; k--) sum += weight ? weight[order[k]!]! : 1
    return sum
  }
}

/**
 * The product-limit curve S(t) = prod (1 - d/n) over event times up to t, and the Greenwood sum.
 *
 * Where nobody is censored or enters between event times the product telescopes, and is taken as one quotient: without
 * censoring the curve is the empirical survival function exactly. This is `kaplanMeier` without limits, for loops.
 *
 * [KaplanMeier1958], [Greenwood1926]. Agrees with R `survfit` to 1e-12.
 *
 * @param into memory for the result, at least six numbers a patient: in a loop this saves more time than the arithmetic
 * takes, and the next call with the same memory writes over the result; less memory throws a RangeError
 *
 * @example
 * ```ts
 * import { patients, productLimit } from 'remeier/survival'
 * productLimit(patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] })).variance[0] // => 0.08333333333333333
 * ```
 */
export function productLimit(patients: Patients, into?: Float64Array): ProductLimit {
  requirePatients(patients, 'productLimit')
  if (!patients.weight && !patients.start) return countedLimit(patients, into)
  const { steps, block } = countSteps(patients, 2)
  const { nRisk, nEvent, nCensor } = steps
  const size = nRisk.length
  const survival = block[4]!
  const variance = block[5]!
  let s = 1
  let sum = 0
  let base = 1
  let baseRisk = -1
  let expected = -1
  for (let i = 0; i < size; i++) {
    const n = nRisk[i]!
    const d = nEvent[i]!
    if (d > 0) {
      if (n !== expected) {
        base = s
        baseRisk = n
      }
      const left = i === size - 1 ? nCensor[i]! : remaining(n, d)
      s = left > 0 ? (base * left) / baseRisk : 0
      if (s < 1e-290) s = 0
      sum += left > 0 ? d / (n * left) : Infinity
      expected = left
    }
    survival[i] = s
    variance[i] = sum
  }
  return { ...steps, survival, variance }
}

/** The curve of patients without weights who are all at risk from 0, in one sweep forwards. */
function countedLimit({ time, event }: Patients, into: Float64Array | undefined): ProductLimit {
  const size = time.length
  const length = into ? size : countDistinct(time)
  const block = into ?? new Float64Array(6 * length)
  if (block.length < 6 * length) refuse('productLimit', `memory for ${6 * length} numbers`, block.length)
  let k = 0
  let sum = 0
  // A double and no index: a product of whole numbers is looked at for overflow and for the sign of a 0.
  let n = 0.5 + size - 0.5
  // Since the last censoring nobody has left but by an event: the product from there is one quotient.
  let base = 1
  let baseRisk = n
  for (let i = 0; i < size; k++) {
    const first = i
    const t = time[i]!
    let d = event[i]!
    for (i++; i < size && time[i] === t; i++) d += event[i]!
    const gone = i - first
    const censored = gone - d
    const left = n - d
    // Without a branch on the event, which no processor can foretell: at a censoring the quotient is that of before, or 1.
    const quotient = left / baseRisk
    sum += d / (n * left)
    block[k] = t
    block[k + length] = n
    block[k + 2 * length] = d
    block[k + 3 * length] = censored
    block[k + 4 * length] = base * quotient
    block[k + 5 * length] = sum
    n -= gone
    // 1 where someone was censored, else 0: then the next quotient begins here.
    const renewed = -censored >>> 31
    base *= renewed * quotient + (1 - renewed)
    baseRisk += renewed * (n - baseRisk)
  }
  const before = into && views.get(into)
  if (before?.length === length && before.limit.time.length === k) return before.limit
  const column = (c: number) => block.subarray(c * length, c * length + k)
  const limit = {
    time: column(0),
    nRisk: column(1),
    nEvent: column(2),
    nCensor: column(3),
    survival: column(4),
    variance: column(5),
  }
  if (into) views.set(into, { length, limit })
  return limit
}

/** The last result in a memory: in a loop the next has as many times as a rule, and six arrays take longer to make than to fill. */
const views = new WeakMap<Float64Array, { readonly length: number; readonly limit: ProductLimit }>()

function countDistinct(time: Float64Array): number {
  let size = time.length
  for (let i = 1; i < time.length; i++) if (time[i] === time[i - 1]) size--
  return size
}
