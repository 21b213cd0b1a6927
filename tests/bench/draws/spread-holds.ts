import { spreadOf } from '../../../src/analysis/spread.ts'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { drawsOf } from '../../../src/reconstruct/draw.ts'
import { drawnEnds } from '../../../src/reconstruct/drawn-ends.ts'
import { estimate } from '../../../src/reconstruct/estimate.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { inOrder } from '../../../src/reconstruct/reconstruct.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import type { Comparison } from '../reconstruction/comparison.ts'
import type { Asked, OpenMeasure, Watched } from './open-measures.ts'
import { atRiskAt, leftOpen, logRatio, medianOf, survivalOf, watched } from './open-measures.ts'

/** The 95% spread of a measure that no figure pins, beside the truth. */
export interface Held {
  readonly measure: OpenMeasure
  /** Patients of the arm, of the smaller one for a measure of two. */
  readonly n: number
  /** Null where some draw does not give the measure: then there is no spread. */
  readonly held: boolean | null
  /** Infinity where an end is not reached: it lies beyond every time that is. */
  readonly width: number
}

/** Whether the spread over draws holds the true patients' numbers: of measures that the figures leave open, and of figures that were left out. */
export function spreadHolds(comparison: Comparison, printed: EndpointEvidence, prior: Prior, draws: number): Held[] {
  const { tau } = comparison
  const truth = watched(comparison.truth)
  const evidence = inOrder(printed)
  const { arms } = evidence
  const held = (given: EndpointEvidence, asked: readonly Asked[]): Held[] =>
    asked.length === 0 ? [] : heldBy(drawOf(given, prior), truth, asked, draws)
  const every = (measure: OpenMeasure, of: (arm: number) => Asked['of']): Asked[] =>
    arms.map((_, arm) => ({ measure, arms: [arm], of: of(arm) }))
  const landmark = middleOf(arms.flatMap((arm) => arm.landmarks.map(({ time }) => time)))
  const tick = middleOf(arms.flatMap((arm) => arm.atRisk.map(({ time }) => time)))
  const untold = { ...evidence, contrasts: [] }
  return [
    ...held(evidence, leftOpen(evidence, truth, tau)),
    ...held(untold, [{ measure: 'log hazard ratio, untold', arms: [0, 1], of: logRatio }]),
    ...(landmark === null && tick === null
      ? []
      : held({ ...evidence, arms: arms.map((arm) => ({ ...arm, median: null })) }, every('median, untold', medianOf))),
    ...(landmark === null
      ? []
      : held(
          { ...evidence, arms: arms.map((arm) => ({ ...arm, landmarks: without(arm.landmarks, landmark) })) },
          every('landmark, untold', (arm) => survivalOf(arm, landmark)),
        )),
    ...(tick === null
      ? []
      : held(
          { ...evidence, arms: arms.map((arm) => ({ ...arm, atRisk: without(arm.atRisk, tick) })) },
          every('number at risk, one time untold', (arm) => atRiskAt(arm, tick)),
        )),
  ]
}

/** The middle one of several times after the start; null where there is none. */
function middleOf(times: readonly number[]): number | null {
  const ascending = [...new Set(times)].filter((time) => time > 0).sort((a, b) => a - b)
  return ascending[ascending.length >> 1] ?? null
}

const without = <T extends { readonly time: number }>(list: readonly T[], time: number): T[] =>
  list.filter((it) => it.time !== time)

/** Draws alone, without the polished patients; none where nothing tells of time. */
function drawOf(evidence: EndpointEvidence, prior: Prior): ((index: number) => Patients) | null {
  const estimated = estimate(evidence, prior)
  if (estimated === null) return null
  return drawsOf(drawnEnds(estimated), estimated.grid, estimated.believed, 1, 'bench/draws').patients
}

function heldBy(
  draw: ((index: number) => Patients) | null,
  truth: Watched,
  asked: readonly Asked[],
  draws: number,
): Held[] {
  if (draw === null) return []
  const over: (number | null)[][] = asked.map(() => [])
  for (let k = 0; k < draws; k += 1) {
    const patients = watched(draw(k))
    asked.forEach(({ of }, at) => over[at]!.push(of(patients)))
  }
  return asked.flatMap(({ measure, arms, of }, at): Held[] => {
    const real = of(truth)
    if (real === null) return []
    const n = Math.min(...arms.map((arm) => truth.arms[arm]!.patients.time.length))
    if (over[at]!.includes(null)) return [{ measure, n, held: null, width: Infinity }]
    const { spreadLower, spreadUpper } = spreadOf(over[at]!)
    if (spreadLower === null) return [{ measure, n, held: real === Infinity, width: Infinity }]
    // Two curves that are the same step of a count differ by rounding at most.
    const slack = 1e-9 * Math.max(1, Math.abs(spreadLower))
    const upper = spreadUpper ?? Infinity
    return [{ measure, n, held: real >= spreadLower - slack && real <= upper + slack, width: upper - spreadLower }]
  })
}
