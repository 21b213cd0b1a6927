import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { ArmEvidence, EndpointEvidence, Figure } from '../evidence/evidence.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import { digitisedArms } from './digitised-carrier.ts'
import type { DigitisedConflict } from './digitised-conflict.ts'
import { digitisedDistance, isBent } from './digitised-distance.ts'
import { digitisedEvents, type EventsAllowed } from './digitised-events.ts'
import { followedAtEnd } from './followed-at-end.ts'
import { printedNumber } from './printed-number.ts'

export interface DigitisedTotals {
  /** The evidence without the numbers of events that are not followed. */
  readonly believed: EndpointEvidence
  /** Numbers that the readings exclude. */
  readonly conflicts: readonly DigitisedConflict[]
  /** Numbers that they allow, and for which the search found no patients who keep to the readings: that proves nothing against them. */
  readonly notMet: readonly DigitisedConflict[]
  /** Numbers that may count events after the end of the picture. */
  readonly later: readonly LaterEvents[]
  /** Of each arm. */
  readonly allowed: readonly EventsAllowed[]
  /** The most patients of each arm that are still followed at the end of its picture. */
  readonly followed: readonly number[]
  /** The arms as the readings alone have them. */
  readonly free: readonly DigitisedArm[]
  /** With the numbers of events that are believed. */
  readonly arms: readonly DigitisedArm[]
}

/** A number of events of which some may have come after the end of the picture. */
export interface LaterEvents {
  readonly figure: Figure
  /** A sentence without its full stop. */
  readonly message: string
  /** Why the rebuilt number is not to be compared with it. */
  readonly reason: string
}

/**
 * Numbers of events against the readings: one that they exclude, wherever patients were censored, is named and not followed; nor is one that may count events after the end of the picture, and one for which the search
 * finds no patients but beside the readings. What is wrong is not known; a curve that is asked to follow its readings follows them.
 */
export function digitisedTotals(evidence: EndpointEvidence, curves: readonly DigitisedCurve[]): DigitisedTotals {
  const free = digitisedArms(withoutEvents(evidence, events(evidence)), curves)
  const allowed = free.map(digitisedEvents)
  const followed = free.map(followedAtEnd)
  const totals = [...totalsOfArms(evidence, allowed, free), ...totalOfAll(evidence, allowed, free)]
  const outside = totals.filter(({ number, lower, upper }) => number < lower || number > upper)
  const later = outside.filter(isLater).map(laterOf)
  const conflicts = outside.filter((it) => !isLater(it)).map(excluded)
  const inside = withoutEvents(
    evidence,
    outside.map(({ figure }) => figure),
  )
  const fitted = events(inside).length === 0 ? free : digitisedArms(inside, curves)
  const notMet = bending(inside, free, fitted, totals)
  const believed = withoutEvents(
    inside,
    notMet.map(({ figure }) => figure),
  )
  const arms = notMet.length === 0 ? fitted : digitisedArms(believed, curves)
  return { believed, conflicts, notMet, later, allowed, followed, free, arms }
}

function events({ arms, events: total }: EndpointEvidence): Figure[] {
  return [...arms.map((arm) => arm.events), total].filter((it) => it !== null)
}

function withoutEvents(evidence: EndpointEvidence, figures: readonly Figure[]): EndpointEvidence {
  if (figures.length === 0) return evidence
  const kept = (figure: Figure | null): Figure | null => (figure !== null && figures.includes(figure) ? null : figure)
  const arms = evidence.arms.map((arm): ArmEvidence => ({ ...arm, events: kept(arm.events) }))
  return { ...evidence, arms, events: kept(evidence.events) }
}

/** A number of events beside what the readings say of it. */
interface Total extends EventsAllowed {
  readonly figure: Figure
  readonly number: number
  /** "105 events", with the arm before it or "in all" after it. */
  readonly name: string
  /** Still followed where the picture ends, and when that is. */
  readonly followed: number
  readonly end: number
}

const endOf = ({ intervals }: DigitisedArm): number => intervals.at(-1)!.to

function totalsOfArms(
  { arms }: EndpointEvidence,
  allowed: readonly EventsAllowed[],
  free: readonly DigitisedArm[],
): Total[] {
  return arms.flatMap(({ label, events: figure }, index): Total[] => {
    const number = printedNumber(figure)?.value
    const own = free[index]!
    if (figure === null || number === undefined) return []
    const name = `${label}: ${number} events`
    return [{ figure, number, name, ...allowed[index]!, followed: followedAtEnd(own), end: endOf(own) }]
  })
}

/** All arms together, those with a number of their own by that. */
function totalOfAll(
  { arms, events: figure }: EndpointEvidence,
  allowed: readonly EventsAllowed[],
  free: readonly DigitisedArm[],
): Total[] {
  const number = printedNumber(figure)?.value
  if (figure === null || number === undefined || arms.every((arm) => arm.events !== null)) return []
  const known = arms.map((arm) => printedNumber(arm.events)?.value)
  const sum = (of: (index: number) => number, given = true): number =>
    known.reduce<number>((all, it, index) => all + (it === undefined ? of(index) : given ? it : 0), 0)
  return [
    {
      figure,
      number,
      name: `${number} events in all`,
      likely: sum((index) => allowed[index]!.likely),
      lower: sum((index) => allowed[index]!.lower),
      upper: sum((index) => allowed[index]!.upper),
      followed: sum((index) => followedAtEnd(free[index]!), false),
      end: Math.max(...free.map(endOf)),
    },
  ]
}

const isLater = ({ number, upper, followed }: Total): boolean => number > upper && number <= upper + followed

function laterOf({ figure, number, name, followed, end, lower, likely, upper }: Total): LaterEvents {
  const until = `${end.toFixed(1)} months`
  const message = `${name} are more than the ${rangeInWords(lower, upper)} that the readings and the numbers at risk allow until ${until}, where the picture ends; up to ${followed} patients are still followed there, and a total may count later events: then ${number - upper} of them or more came later. None of those is placed in the picture, which has the ${likely} of the readings; if the total ends with the picture, the two do not go together`
  return { figure, message, reason: `may count events after ${until}, where the picture ends` }
}

function excluded({ figure, name, number, likely, lower, upper, followed, end }: Total): DigitisedConflict {
  const expected = rangeInWords(lower, upper)
  const beyond =
    number > upper && followed > 0
      ? ` until ${end.toFixed(1)} months, and with all ${followed} who are followed until then at most ${upper + followed} ever`
      : ''
  const message = `${name} do not go with the readings, which with the numbers at risk allow ${expected} wherever patients were censored${beyond}, most likely ${likely}; the number is not followed`
  return { figure, message, expected }
}

/** Numbers that the readings allow, and that the search met only beside them. */
function bending(
  evidence: EndpointEvidence,
  free: readonly DigitisedArm[],
  fitted: readonly DigitisedArm[],
  totals: readonly Total[],
): DigitisedConflict[] {
  const costs = fitted.map((it, index) => costOf(it, free[index]!))
  const open = evidence.arms.findIndex((arm, index) => arm.events === null && costs[index]!.bends)
  const own = (figure: Figure): number =>
    figure === evidence.events ? open : evidence.arms.findIndex((arm) => arm.events === figure)
  return totals.flatMap(({ figure, name, likely, lower, upper }): DigitisedConflict[] => {
    const index = own(figure)
    if (index < 0 || !costs[index]!.bends) return []
    const whose = figure === evidence.events ? ` of ${evidence.arms[index]!.label}` : ''
    const expected = `${likely} by the readings, ${rangeInWords(lower, upper)} allowed`
    const message = `${name} were not met: the search found none closer to the readings${whose} than a curve where ${costs[index]!.inWords}. The readings allow ${rangeInWords(lower, upper)}, so that this proves nothing against the number; shown are the ${likely} to which they lead by themselves`
    return [{ figure, message, expected }]
  })
}

/** Whether an arm lies further from its readings than they need, and how far. */
function costOf(fitted: DigitisedArm, free: DigitisedArm): { readonly bends: boolean; readonly inWords: string } {
  const [own, least] = [fitted, free].map(({ arm }) => digitisedDistance(free.points, arm))
  const bends = isBent(own!, least!, free.noise)
  const inWords =
    bends === 'on average'
      ? `they lie ${points(own!.mean)} points off on average (${points(least!.mean)} without the number)`
      : `one at ${own!.at?.toFixed(1) ?? ''} months lies ${points(own!.largest)} points off (none more than ${points(least!.largest)} without the number)`
  return { bends: bends !== null, inWords }
}

/** Percentage points. */
const points = (distance: number): string => (100 * distance).toFixed(2)

const rangeInWords = (lower: number, upper: number): string =>
  lower === upper ? String(lower) : `${lower} to ${upper}`
