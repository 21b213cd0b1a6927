import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { printedNumber } from './printed-number.ts'

/** Days of a week and of a month in months. */
const week = 7 / 30.4375
/** Distances between two visits that trials have, and whole months, months. */
const steps = [3 * week, 4 * week, 6 * week, 8 * week, 9 * week, 12 * week, 1, 2, 3]
/** Of trials whose times may lie anywhere, so many are taken for heaped. */
const falseAlarms = 0.002

/**
 * Whether the medians and their limits stand on multiples of one step far more often than chance puts them there: times are whole months, or progression is seen at visits only. Then curves fall in steps which
 * the model does not know. Each figure is one time in (step / width of its rounding) a multiple by chance, so that medians in whole months, or hardly any of them, tell nothing.
 */
export function areTimesHeaped({ arms }: Pick<EndpointEvidence, 'arms'>): boolean {
  const times = arms
    .flatMap(({ median }) => [median?.estimate, median?.interval?.lower, median?.interval?.upper])
    .flatMap((it: Figure | undefined) => printedNumber(it) ?? [])
    .filter(({ value }) => value > 0)
  return steps.some((step) => {
    const met = times.filter(({ lower, upper }) => Math.floor(upper / step) * step >= lower).length
    const chances = times.map(({ lower, upper }) => Math.min(1, (upper - lower) / step))
    return steps.length * atLeast(met, chances) < falseAlarms
  })
}

/** The chance of so many of independent events, each with its own. */
function atLeast(count: number, chances: readonly number[]): number {
  let law = [1]
  for (const p of chances) law = [...law, 0].map((same, k) => same * (1 - p) + (k === 0 ? 0 : (law[k - 1] ?? 0)) * p)
  return law.slice(count).reduce((sum, p) => sum + p, 0)
}
