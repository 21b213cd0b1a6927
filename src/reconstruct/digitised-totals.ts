import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { ArmEvidence, EndpointEvidence, Figure } from '../evidence/evidence.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import { digitisedArms } from './digitised-carrier.ts'
import type { DigitisedConflict } from './digitised-conflict.ts'
import { digitisedDistance, isBent } from './digitised-distance.ts'
import { digitisedEvents, type EventsAllowed } from './digitised-events.ts'
import { printedNumber } from './printed-number.ts'

export interface DigitisedTotals {
  /** The evidence without the numbers of events that the readings exclude. */
  readonly believed: EndpointEvidence
  readonly conflicts: readonly DigitisedConflict[]
  /** Of each arm. */
  readonly allowed: readonly EventsAllowed[]
  /** The arms as the readings alone have them. */
  readonly free: readonly DigitisedArm[]
  /** With the numbers of events that are believed. */
  readonly arms: readonly DigitisedArm[]
}

/**
 * Numbers of events against the readings: one that they exclude, wherever patients were censored, or that could be met only by leaving the readings, is named and not followed. Which of the two is wrong is not known; a
 * curve that is asked to follow its readings follows them.
 */
export function digitisedTotals(evidence: EndpointEvidence, curves: readonly DigitisedCurve[]): DigitisedTotals {
  const free = digitisedArms(withoutEvents(evidence, events(evidence)), curves)
  const allowed = free.map(digitisedEvents)
  const outside = [...outsideOfArms(evidence, allowed), ...outsideInAll(evidence, allowed)]
  const inside = withoutEvents(
    evidence,
    outside.map(({ figure }) => figure),
  )
  const fitted = events(inside).length === 0 ? free : digitisedArms(inside, curves)
  const bent = bending(inside, free, fitted, allowed)
  const believed = withoutEvents(
    inside,
    bent.map(({ figure }) => figure),
  )
  const arms = bent.length === 0 ? fitted : digitisedArms(believed, curves)
  return { believed, conflicts: [...outside, ...bent], allowed, free, arms }
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

const notFollowed = 'the number is not followed'

function outsideOfArms({ arms }: EndpointEvidence, allowed: readonly EventsAllowed[]): DigitisedConflict[] {
  return arms.flatMap(({ label, events: figure }, index): DigitisedConflict[] => {
    const number = printedNumber(figure)?.value
    const { likely, lower, upper } = allowed[index]!
    if (figure === null || number === undefined || (number >= lower && number <= upper)) return []
    const expected = rangeInWords(lower, upper)
    const message = `${label}: ${number} events do not go with the readings, which with the numbers at risk allow ${expected} wherever patients were censored, most likely ${likely}; ${notFollowed}`
    return [{ figure, message, expected }]
  })
}

/** All arms together, those with a number of their own by that. */
function outsideInAll(
  { arms, events: figure }: EndpointEvidence,
  allowed: readonly EventsAllowed[],
): DigitisedConflict[] {
  const number = printedNumber(figure)?.value
  if (figure === null || number === undefined || arms.every((arm) => arm.events !== null)) return []
  const sum = (end: keyof EventsAllowed): number =>
    arms.reduce((all, arm, index) => all + (printedNumber(arm.events)?.value ?? allowed[index]![end]), 0)
  const [lower, upper] = [sum('lower'), sum('upper')]
  if (number >= lower && number <= upper) return []
  const expected = rangeInWords(lower, upper)
  const message = `${number} events in all do not go with the readings, which with the numbers at risk allow ${expected} wherever patients were censored, most likely ${sum('likely')}; ${notFollowed}`
  return [{ figure, message, expected }]
}

/** Numbers that only a curve beside the readings could meet. */
function bending(
  evidence: EndpointEvidence,
  free: readonly DigitisedArm[],
  fitted: readonly DigitisedArm[],
  allowed: readonly EventsAllowed[],
): DigitisedConflict[] {
  const costs = fitted.map((it, index) => costOf(it, free[index]!))
  const inWords = (index: number): string => `${costs[index]!.inWords}; ${notFollowed}`
  const own = evidence.arms.flatMap(({ label, events: figure }, index): DigitisedConflict[] => {
    if (figure === null || !costs[index]!.bends) return []
    const expected = `about ${allowed[index]!.likely}`
    return [{ figure, message: `${label}: ${figure.printed} events bend the curve: ${inWords(index)}`, expected }]
  })
  const open = evidence.arms.findIndex((arm, index) => arm.events === null && costs[index]!.bends)
  if (evidence.events === null || open < 0) return own
  const likely = allowed.reduce(
    (sum, it, index) => sum + (printedNumber(evidence.arms[index]!.events)?.value ?? it.likely),
    0,
  )
  const message = `${evidence.events.printed} events in all bend the curve of ${evidence.arms[open]!.label}: ${inWords(open)}`
  return [...own, { figure: evidence.events, message, expected: `about ${likely}` }]
}

/** Whether an arm lies further from its readings than they need, and how far. */
function costOf(fitted: DigitisedArm, free: DigitisedArm): { readonly bends: boolean; readonly inWords: string } {
  const [own, least] = [fitted, free].map(({ arm }) => digitisedDistance(free.points, arm))
  const bends = isBent(own!, least!, free.noise)
  const inWords =
    bends === 'on average'
      ? `the readings would lie ${points(own!.mean)} points off it on average instead of ${points(least!.mean)}`
      : `a reading at ${own!.at?.toFixed(1) ?? ''} months would lie ${points(own!.largest)} points off it; none lies more than ${points(least!.largest)} off without the number`
  return { bends: bends !== null, inWords }
}

/** Percentage points. */
const points = (distance: number): string => (100 * distance).toFixed(2)

const rangeInWords = (lower: number, upper: number): string =>
  lower === upper ? String(lower) : `${lower} to ${upper}`
