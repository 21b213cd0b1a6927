import { spreadOf } from '../../../src/analysis/spread.ts'
import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { drawsOf } from '../../../src/reconstruct/draw.ts'
import { drawnEnds } from '../../../src/reconstruct/drawn-ends.ts'
import { estimate } from '../../../src/reconstruct/estimate.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { restrictedArea } from '../../../src/survival/rmst.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'
import type { Comparison } from '../reconstruction/comparison.ts'

export const openMeasures = [
  'restricted mean of an arm',
  'difference of restricted means',
  'survival at a time without a figure',
  'events of an arm',
  'landmark left out',
  'log hazard ratio, untold',
] as const
type OpenMeasure = (typeof openMeasures)[number]

/** The 95% spread of a measure that no figure pins, beside the truth. */
export interface Held {
  readonly measure: OpenMeasure
  readonly held: boolean
  /** Width of the spread. */
  readonly width: number
}

interface Asked {
  readonly measure: OpenMeasure
  readonly of: (patients: Patients) => number | null
}

/** Whether the spread over draws holds the true patients' numbers: of measures that the figures leave open, and of figures that were left out. */
export function spreadHolds(comparison: Comparison, evidence: EndpointEvidence, prior: Prior, draws: number): Held[] {
  const { tau, truth } = comparison
  return [
    ...heldBy(draw(evidence, prior), truth, openAs(evidence, tau), draws),
    ...untold(evidence, truth, prior, draws),
    ...leftOut(evidence, truth, prior, draws),
  ]
}

function openAs(evidence: EndpointEvidence, tau: number): Asked[] {
  const until = 0.75 * tau
  const middle = 0.5 * tau
  const area = (patients: Patients, index: number): number | null => {
    const found = restrictedArea(armAt(patients, index), until)
    return found.kind === 'area' ? found.value : null
  }
  const arms = evidence.arms.flatMap((arm, index): Asked[] => {
    const near = arm.landmarks.some(({ time }) => Math.abs(time - middle) < 0.02 * tau)
    return [
      { measure: 'restricted mean of an arm', of: (it) => area(it, index) },
      ...(near ? [] : [{ measure: 'survival at a time without a figure' as const, of: survivalOf(index, middle) }]),
      ...(arm.events === null ? [{ measure: 'events of an arm' as const, of: eventsOf(index) }] : []),
    ]
  })
  const difference = (patients: Patients): number | null => {
    const [first, second] = [area(patients, 0), area(patients, 1)]
    return first === null || second === null ? null : second - first
  }
  return [...arms, { measure: 'difference of restricted means', of: difference }]
}

const survivalOf = (index: number, time: number) => (patients: Patients) =>
  survivalAt(kaplanMeier(armAt(patients, index)), time)

const eventsOf = (index: number) => (patients: Patients) =>
  armAt(patients, index).event.reduce((sum, event) => sum + event, 0)

function untold(evidence: EndpointEvidence, truth: Patients, prior: Prior, draws: number): Held[] {
  const logRatio = (patients: Patients): number | null => {
    const fitted = cox(patients)
    return fitted.kind === 'value' ? fitted.logHazardRatio : null
  }
  const asked = [{ measure: 'log hazard ratio, untold' as const, of: logRatio }]
  return heldBy(draw({ ...evidence, contrasts: [] }, prior), truth, asked, draws)
}

/** The landmarks of the middle one of the printed times. */
function leftOut(evidence: EndpointEvidence, truth: Patients, prior: Prior, draws: number): Held[] {
  const times = [...new Set(evidence.arms.flatMap((arm) => arm.landmarks.map(({ time }) => time)))].sort(
    (a, b) => a - b,
  )
  const time = times[times.length >> 1]
  if (time === undefined) return []
  const arms = evidence.arms.map((arm) => ({ ...arm, landmarks: arm.landmarks.filter((it) => it.time !== time) }))
  const asked = arms.map((_, index) => ({ measure: 'landmark left out' as const, of: survivalOf(index, time) }))
  return heldBy(draw({ ...evidence, arms }, prior), truth, asked, draws)
}

type Draw = (index: number) => Patients

/** Draws alone, without the polished patients; none where nothing tells of time. */
function draw(evidence: EndpointEvidence, prior: Prior): Draw | null {
  const estimated = estimate(evidence, prior)
  if (estimated === null) return null
  return drawsOf(drawnEnds(evidence, estimated, prior), estimated.grid, evidence, 1, 'bench/draws').patients
}

function heldBy(draw: Draw | null, truth: Patients, asked: readonly Asked[], draws: number): Held[] {
  if (draw === null) return []
  const over: (number | null)[][] = asked.map(() => [])
  for (let k = 0; k < draws; k += 1) {
    const patients = draw(k)
    asked.forEach(({ of }, at) => over[at]!.push(of(patients)))
  }
  return asked.flatMap(({ measure, of }, at) => {
    const real = of(truth)
    const { spreadLower, spreadUpper } = spreadOf(over[at]!)
    if (real === null || spreadLower === null || spreadUpper === null) return []
    // Two curves that are the same step of a count differ by rounding at most.
    const slack = 1e-9 * Math.max(1, Math.abs(real))
    const held = real >= spreadLower - slack && real <= spreadUpper + slack
    return [{ measure, held, width: spreadUpper - spreadLower }]
  })
}
