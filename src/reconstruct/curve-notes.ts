import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import type { DigitisedCarrier } from './digitised-carrier.ts'
import type { EventsAllowed } from './digitised-events.ts'
import { digitisedDistance, isBent, readingsAstray } from './digitised-distance.ts'
import type { DigitisedTotals } from './digitised-totals.ts'
import { countEvents } from './lattice.ts'
import type { OrderedPoints } from './order-points.ts'
import { printedNumber } from './printed-number.ts'
import { spreadFall } from './spread-fall.ts'

/** Above this the readings stray further from a curve of whole patients than a careful hand's. */
const coarse = 0.004

/** A share of clicks hits the risers of steps. */
const mostAstray = 0.1
/** Of a handful of readings so many prove nothing. */
const fewAstray = 3

/** Below this a fall may be noise of reading. */
const far = 0.01

function fallsAfter({ time, survival }: OrderedPoints, closed: number, least: number): boolean {
  const from = time.findLastIndex((it) => it <= closed)
  return from >= 0 && survival.some((it, k) => k > from && survival[from]! - it > least)
}

/** Two percentage points: no hand misses by more. */
const missed = 0.02

/** A step that is read a little early or late is not astray. */
function astrayOf({ arm, noise, points }: DigitisedArm): number {
  return readingsAstray(points, arm, Math.max(missed, 4 * noise))
}

/** Arms for whose readings the search finds no patients with their numbers, and what is probably wrong: nothing should be made of what is rebuilt there. */
export function curveObjections(evidence: EndpointEvidence, { arms }: DigitisedCarrier): string[] {
  return evidence.arms.flatMap((arm, index) => {
    const { arm: rebuilt, points } = arms[index]!
    const astray = astrayOf(arms[index]!)
    const readings = points.time.length - 1
    const few = astray <= Math.max(fewAstray, mostAstray * readings)
    // Of very few readings most is too many.
    if (few && (astray < 2 || astray <= readings / 2)) return []
    return [
      `${arm.label}: ${astray} of ${readings} readings are on no curve that the search found of ${rebuilt.tick.length} patients with these numbers at risk and of events; ${cause(arm, points)}`,
    ]
  })
}

function cause({ atRisk, patients }: ArmEvidence, { time, survival }: OrderedPoints): string {
  const n = printedNumber(patients)!.value
  for (const { time: at, count } of atRisk) {
    const number = printedNumber(count)?.value ?? 0
    const before = survival[time.findLastIndex((it) => it < at)] ?? 1
    if (number / n > before + margin)
      return `at ${Number(at.toFixed(1))} months ${number} of ${n} are at risk, but the curve has fallen to ${(100 * before).toFixed(0)}%: the table is of another arm or endpoint, or in another unit of time`
  }
  const [end, last] = [time.at(-1)!, atRisk.at(-1)?.time ?? 0]
  if (last > 0 && end > 4 * last)
    return `the curve goes on to ${Number(end.toFixed(1))} months, the table ends at ${Number(last.toFixed(1))}: one of them is in another unit of time`
  if (1 / n > 1 - Math.max(...survival.filter((it) => it < 1 - margin)) + margin)
    return `its steps are smaller than those of ${n} patients: the number of patients is too small, or the table is of another arm`
  return 'check the number of patients, the numbers at risk and of events, whose they are, and the calibration of the axes'
}

/** The share at risk never exceeds survival; so far both may be misread. */
const margin = 0.05

/** Of the way from the likely number of events to the end of what is allowed: few trials are censored so unevenly. */
const usualShare = 0.6

/** A number of events that the readings allow, and censoring spread evenly does not. Why is not known. */
function oddTotal(events: number, { likely, lower, upper }: EventsAllowed, followed: number, end: number): string[] {
  const share = events > likely ? (events - likely) / (upper - likely) : (likely - events) / (likely - lower)
  if (Math.abs(events - likely) < 2) return []
  const later = `a total may count events after ${end.toFixed(1)} months, where the picture ends and up to ${followed} patients are still followed; these are all placed before it`
  const mayBeLater = events > likely && followed > 0
  if (share <= usualShare)
    return mayBeLater ? [`${events} events are given, ${likely} the readings ask for: ${later}.`] : []
  return [
    `${events} events are far from the ${likely} that the readings make likely where censoring is spread evenly between numbers at risk, though allowed (${lower} to ${upper}). Patients may have been censored unevenly; else ${causes}${mayBeLater ? `. Or ${later}` : ''}.`,
  ]
}

const causes =
  'check the number, whose it is, the numbers at risk (and that they count those of the very day), and the calibration of the axes'

/** Remarks on how well curve, numbers at risk and the events that are believed go together, as sentences. */
export function curveNotes(
  evidence: EndpointEvidence,
  { believed, allowed, free, followed, later }: DigitisedTotals,
  { arms, patients }: DigitisedCarrier,
): string[] {
  const ofArms = evidence.arms.flatMap((arm, index) => {
    const { arm: rebuilt, noise, points, intervals } = arms[index]!
    const astray = astrayOf(arms[index]!)
    const notes: string[] = []
    const readings = points.time.length - 1
    const printed = printedNumber(believed.arms[index]!.events)?.value
    const shown = countEvents(rebuilt)
    if (printed !== undefined && printed !== shown)
      notes.push(
        `${arm.label}: the curve shows ${shown} events, ${printed} are ${arm.events?.source === '--events' ? 'given' : 'printed'}; the search found none closer, which proves nothing against the number.`,
      )
    const odd = printed === undefined ? [] : oddTotal(printed, allowed[index]!, followed[index]!, intervals.at(-1)!.to)
    notes.push(...odd.map((it) => `${arm.label}: ${it}`))
    const [own, least] = [patients[index]!, free[index]!.arm].map((it) => digitisedDistance(points, it))
    if (isBent(own!, least!, free[index]!.noise) !== null)
      notes.push(
        `${arm.label}: for the printed figures the curve leaves the readings, by up to ${(100 * own!.largest).toFixed(1)} points at ${own!.at?.toFixed(1) ?? ''} months (${(100 * least!.largest).toFixed(1)} without them); check those figures, and whether the picture is theirs.`,
      )
    if (arm.events === null && evidence.events === null)
      notes.push(`${arm.label}: no number of events is printed; the curve asks for ${shown}.`)
    const spread = spreadFall(arms[index]!)
    if (spread !== null)
      notes.push(
        `${arm.label}: between ${spread.from.toFixed(1)} and ${spread.to.toFixed(1)} months the readings fall by ${(100 * spread.fall).toFixed(1)} points; where in between is not known. Where these are steps (visits) it can be off by as much, and the median and the number of events with it: then give both ends of each step, or survival to six decimals.`,
      )
    if (noise > coarse)
      notes.push(
        `${arm.label}: the readings are ${(100 * noise).toFixed(1)} percentage points off a curve of whole patients (root mean square); check the calibration of the axes and the numbers at risk.`,
      )
    if (astray > mostAstray * readings && astray <= fewAstray && (astray < 2 || astray <= readings / 2))
      notes.push(
        `${arm.label}: ${astray} of ${readings} readings are further off a curve of whole patients than any hand would miss; check them and the printed numbers.`,
      )
    if (arm.atRisk.length === 0)
      notes.push(`${arm.label}: no numbers at risk are printed, so that events and censorings are hard to tell apart.`)
    const closed = arm.atRisk.find((it) => printedNumber(it.count)?.value === 0)?.time ?? Infinity
    if (fallsAfter(points, closed, far))
      notes.push(
        `${arm.label}: the curve still falls after ${Number(closed.toFixed(1))} months, where nobody is at risk any more; check the numbers at risk.`,
      )
    const lastTick = Math.max(0, ...arm.atRisk.map((it) => it.time))
    if (lastTick > points.time.at(-1)! + points.blur)
      notes.push(
        `${arm.label}: the risk table goes on to ${Number(lastTick.toFixed(1))} months, after the last point at ${Number(points.time.at(-1)!.toFixed(1))}; nothing is invented there: patients whom it keeps under observation are rebuilt without an event, which is no estimate.`,
      )
    return notes
  })
  return [...later.map(({ message }) => `${message}.`), ...ofArms]
}
