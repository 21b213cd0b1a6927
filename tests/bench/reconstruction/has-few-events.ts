import type { Comparison } from './comparison.ts'

/** Whether fewer than 35% of the patients have the event: where abstracts without medians are written. */
export function hasFewEvents({ truth: { event } }: Comparison): boolean {
  return event.reduce((sum, it) => sum + it, 0) < 0.35 * event.length
}
