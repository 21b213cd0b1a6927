import { bounds, countBounds, timeBounds } from '../evidence/bounds.ts'
import { type CurveFigures, curveLimits } from '../evidence/curve-limits.ts'
import type { ArmEvidence } from '../evidence/evidence.ts'
import type { Fact } from './envelope.ts'
import { meansUpTo } from './mean-facts.ts'
import { printedNumber } from './printed-number.ts'

/**
 * What the figures of an arm that stand up to `end` prove together at their times, counts with percentages above all, whether a number at risk counts those of the very day or not
 * (`curveLimits`). Null where no Kaplan-Meier curve has them all.
 */
export function jointFacts(arm: ArmEvidence, end: number): readonly Fact[] | null {
  const figures = figuresUpTo(arm, end)
  const limits = [false, true].flatMap((afterEvents) => curveLimits(figures, { afterEvents }) ?? [])
  if (limits.length === 0) return null
  const { atRisk, survival, means, median } = figures
  const times = [...atRisk, ...survival].map(({ time }) => time)
  times.push(...means.map(({ tau }) => tau))
  if (median !== null) times.push(...[median.lower, median.upper].filter(Number.isFinite))
  return times.map((time) => {
    const levels = limits.map((it) => it.survivalAt(time))
    const low = Math.min(...levels.map(({ lower }) => lower))
    return {
      time,
      low: Math.max(0, low - slack),
      high: Math.min(1, Math.max(...levels.map(({ upper }) => upper)) + slack),
    }
  })
}

/** The noise that `curveLimits` allows itself. */
const slack = 1e-9

function figuresUpTo(arm: ArmEvidence, end: number): CurveFigures {
  const assumed = arm.patients.basis === 'assumed'
  return {
    patients: assumed ? null : (printedNumber(arm.patients)?.value ?? null),
    events: arm.events === null ? null : countBounds(arm.events.quantity),
    median: arm.median === null ? null : timeBounds(arm.median.estimate.quantity),
    atRisk: arm.atRisk.flatMap(({ time, count }) => {
      const printed = printedNumber(count)
      return printed === null || time > end ? [] : [{ time, count: printed.value }]
    }),
    survival: arm.landmarks.flatMap(({ time, estimate }) => {
      const range = time > end ? null : bounds(estimate.quantity)
      return range === null ? [] : [{ time, ...range }]
    }),
    means: meansUpTo(arm, end),
  }
}
