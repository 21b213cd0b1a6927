import type { EndpointEvidence } from '../evidence/evidence.ts'
import { expectedEvents } from './read-events.ts'
import type { Fit } from './fit.ts'
import { printedNumber } from './printed-number.ts'

/** Events of each arm, and where the numbers come from. */
export interface EventSplit {
  readonly events: readonly number[]
  /** sd of the model's number in each arm; 0 where it is printed. */
  readonly spread: readonly number[]
  readonly basis: 'reported' | 'split by the model' | 'modelled'
}

/** Events per arm: as printed, the printed total split by the model, or the model's own. */
export function splitEvents(evidence: EndpointEvidence, fit: Fit): EventSplit {
  const printed = evidence.arms.map((arm) => printedNumber(arm.events)?.value)
  const sizes = fit.model.arms.map((arm) => arm.n)
  const total = printedNumber(evidence.events)?.value
  const expected = sizes.map((_, arm) => expectedEvents(fit.model, arm, fit.posterior.state))
  const open = sizes.map((_, arm) => arm).filter((arm) => printed[arm] === undefined)
  const events = sizes.map((n, arm) => Math.max(0, Math.min(n, Math.round(printed[arm] ?? expected[arm]!.value))))
  const spread = sizes.map((_, arm) =>
    printed[arm] === undefined ? Math.sqrt(fit.posterior.variance(expected[arm]!.gradient)) : 0,
  )
  if (open.length === 0) return { events, spread, basis: 'reported' }
  if (total === undefined) return { events, spread, basis: 'modelled' }
  const fixed = events.reduce((sum, count, arm) => sum + (printed[arm] === undefined ? 0 : count), 0)
  // With every other arm and the total printed, the last arm's number is a difference, not a guess.
  const left = Math.max(0, total - fixed)
  const sum = open.reduce((part, arm) => part + expected[arm]!.value, 0)
  let given = 0
  let wanted = 0
  for (const arm of open) {
    wanted += sum > 0 ? (left * expected[arm]!.value) / sum : left / open.length
    const count = Math.max(0, Math.min(sizes[arm]!, Math.round(wanted) - given))
    events[arm] = count
    given += count
  }
  settle(events, open, sizes, left - given)
  return {
    events,
    spread: open.length === 1 ? sizes.map(() => 0) : spread,
    basis: open.length === 1 ? 'reported' : 'split by the model',
  }
}

/** Gives what an arm could not take to those that have room. */
function settle(events: number[], open: readonly number[], sizes: readonly number[], rest: number): void {
  let left = rest
  for (const arm of open) {
    const taken = Math.max(-events[arm]!, Math.min(sizes[arm]! - events[arm]!, left))
    events[arm] = events[arm]! + taken
    left -= taken
  }
}

/** Whether an arm's number of events is not the model's to change. */
export const isFixed = ({ spread }: EventSplit, arm: number): boolean => spread[arm] === 0

/**
 * The same total with `moved` events taken from one arm to another, as far as both have room. A printed number stays: without a printed total the other arm then changes alone, with one
 * neither does.
 */
export function moveEvents(
  split: EventSplit,
  sizes: readonly number[],
  from: number,
  to: number,
  moved: number,
): EventSplit {
  const held = [from, to].filter((arm) => isFixed(split, arm))
  if (held.length === 2 || (held.length === 1 && split.basis !== 'modelled')) return split
  const room = (arm: number, more: boolean): number =>
    held.includes(arm) ? Infinity : more ? sizes[arm]! - split.events[arm]! : split.events[arm]!
  const most = Math.max(-room(to, false), -room(from, true), Math.min(moved, room(from, false), room(to, true)))
  const by = (arm: number): number => (held.includes(arm) ? 0 : arm === to ? most : arm === from ? -most : 0)
  return { ...split, events: split.events.map((count, arm) => count + by(arm)) }
}
