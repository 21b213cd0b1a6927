import { parseQuantity } from '../evidence/parse-estimate.ts'
import { onLattice, type TimeUnit } from '../evidence/time-unit.ts'
import { parseMeasure } from './plan-measure.ts'
import { methodOf } from './method-of.ts'
import type { Plan } from './plan.ts'

/**
 * A plan with every time in months, as everything after it expects. Converted as the times of records are, so that "milestone 24" of a
 * plan in weeks meets the landmark that a paper prints at 24 weeks. The unit stays that of the author, for whom times are shown in it too.
 */
export function planInMonths(plan: Plan): Plan {
  const unit = plan['time unit'] ?? 'months'
  if (unit === 'months') return plan
  const months = (time: number): number => toMonths(time, unit)
  const measures = (all: readonly string[]): string[] => all.map((it) => measureWith(it, months))
  const scenarios = plan.scenarios.map((it) => {
    const converted = methodOf(it).inMonths(months)
    return converted.measures === undefined ? converted : { ...converted, measures: measures(converted.measures) }
  })
  return { ...plan, measures: measures(plan.measures), scenarios }
}

type Convert = (time: number) => number

function toMonths(time: number, timeUnit: TimeUnit): number {
  const read = parseQuantity(plainly(time), { unit: 'months', timeUnit })
  if (read.kind === 'value' && read.value.quantity.kind === 'number') return onLattice(read.value.quantity.value)
  throw new RangeError(`a time of a plan is required, got ${time}`)
}

/** Digits without an exponent; what is so near to 0 that it would need one is 0. */
function plainly(time: number): string {
  const text = String(time)
  return text.includes('e') ? '0' : text
}

function measureWith(text: string, months: Convert): string {
  const { kind, time } = parseMeasure(text)
  return time === null ? kind : `${kind} ${plainly(months(time))}`
}
