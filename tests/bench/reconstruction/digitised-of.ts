import { z } from 'zod'
import { cleanCurve } from '../../../src/evidence/clean-curve.ts'
import type { DigitisedCurve } from '../../../src/evidence/digitised-curve.ts'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import type { TimeUnit } from '../../../src/evidence/time-unit.ts'
import type { Given } from './comparison.ts'
import { legibleSummary } from './legible-summary.ts'
import { evidenceAt } from './summary-record.ts'

interface Curves {
  readonly curves: ReadonlyMap<string, DigitisedCurve>
}

interface About {
  readonly id: string
  readonly unit: TimeUnit
  readonly endpoint: string
  readonly class: EndpointEvidence['class']
}

const rawCurves = z.object({
  s_scale: z.number().positive().nullish(),
  arms: z.array(z.object({ points: z.array(z.tuple([z.number(), z.number()]).rest(z.unknown())) })).min(1),
})

/**
 * A digitised comparison of a bed (format bench-digitised/1): its counts, hazard ratio and p-value by way of a record, its curves cleaned as
 * `remeier rebuild --curve` cleans them.
 *
 * @throws where it is none, or a curve cannot be used
 */
export function digitisedOf(raw: unknown, { id, unit, endpoint, class: of }: About): Given & Curves {
  const { arms, s_scale: scale } = rawCurves.parse(raw)
  const { summary, left } = legibleSummary(raw, unit, endpoint)
  const evidence = evidenceAt(summary, id, of, { curves: true })
  const curves = arms.map(({ points }, index) => curveOf(points, summary.arms[index]!.name, unit, scale ?? null))
  const names = summary.arms.map(({ name }) => name)
  return { evidence, names, curves: new Map(evidence.arms.map((arm, index) => [arm.id, curves[index]!])), left }
}

function curveOf(
  points: readonly (readonly [number, number, ...unknown[]])[],
  name: string,
  unit: TimeUnit,
  scale: number | null,
): DigitisedCurve {
  if (scale !== null) requireScale(points, name, scale)
  const read = points.map(([time, survival], k) => ({
    label: `point ${k + 1}`,
    line: k + 1,
    column: 1,
    time,
    survival: survival / (scale ?? 1),
  }))
  const cleaned = cleanCurve(read, { unit })
  if (cleaned.kind === 'curve') return cleaned.curve
  throw new RangeError(cleaned.problems.map(({ message, mend }) => `arm ${name}: ${message}; ${mend}`).join('; '))
}

/** A curve is near 1 at its top: readings that are far from it were taken on another scale than the file says. @throws RangeError where they were */
function requireScale(points: readonly (readonly [number, number, ...unknown[]])[], name: string, scale: number): void {
  const top = points.reduce((most, [, survival]) => Math.max(most, survival), 0)
  if (points.length === 0 || (top > 0.05 * scale && top < 1.5 * scale)) return
  const meant = scale === 1 ? 'percent (s_scale 100)' : 'proportions (s_scale 1)'
  throw new RangeError(`arm ${name}: s_scale is ${scale}, and the largest S is ${top}; if these are ${meant}, say so`)
}
