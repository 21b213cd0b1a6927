import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { ArmEvidence, EndpointEvidence, Figure } from '../evidence/evidence.ts'
import { figures } from '../evidence/evidence.ts'
import { randomStream } from '../numeric/random-stream.ts'
import { armAt } from '../survival/arm.ts'
import type { Curve } from '../survival/curve.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import type { Patients } from '../survival/patients.ts'
import { reverseKaplanMeier } from '../survival/reverse-kaplan-meier.ts'
import { patientSentences } from './assumptions-of.ts'
import { followUpRange } from './follow-up-range.ts'
import { whyNotMeasured } from './coverage-is-measured.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import { digitisedAtRisk } from './digitised-at-risk.ts'
import { digitisedCarrier, type DigitisedCarrier } from './digitised-carrier.ts'
import { digitisedDistance, farFromReadings } from './digitised-distance.ts'
import { digitisedTotals, type DigitisedTotals, type LaterEvents } from './digitised-totals.ts'
import { curveNotes, curveObjections } from './curve-notes.ts'
import { beside } from './fidelity.ts'
import { mergeArms } from './lattice.ts'
import { publishedBounds, readingNotes } from './published-bounds.ts'
import { pairTargets } from './ratio-target.ts'
import { readBand } from './read-band.ts'
import { twinsOf } from './rebuilt-figure.ts'
import type { ArmReadings, Fidelity, Reconstruction } from './reconstruction.ts'

export interface ReconstructCurvesOptions {
  /** Whole number on [0, 2^32): moves the draws only. */
  readonly seed: number
}

/**
 * Patients behind digitised Kaplan-Meier curves, one curve an arm, with the numbers at risk, events and other figures that are printed.
 *
 * A Kaplan-Meier curve takes only steps of whole events, S (1 - d / Y). The likeliest numbers of events between the points that were read, and of
 * censorings between the numbers at risk, are searched for (Viterbi's algorithm [Viterbi1967]); the noise of reading is averaged out, and a plateau stays a plateau. Printed
 * survivals, medians and hazard ratios bind the search. A draw reads the curves again with noise of the size that was found.
 *
 * Guyot's algorithm [Guyot2012] solves for the same counts from left to right, each point taken as exact.
 *
 * @param curves by arm id; times in months
 * @returns a reconstruction; its band is how far the readings and the gaps between them leave the published curve open
 * @throws RangeError where an arm has no curve, a curve no point, or an arm no number of patients
 */
export function reconstructCurves(
  evidence: EndpointEvidence,
  curves: ReadonlyMap<string, DigitisedCurve>,
  options: ReconstructCurvesOptions,
): Reconstruction {
  const read = evidence.arms.map(({ id, patients }) => {
    const curve = curves.get(id)
    if (curve === undefined || curve.time.length === 0)
      throw new RangeError(`reconstructCurves: a curve with points is required for arm ${id}`)
    if (patients.quantity.kind !== 'number' || patients.quantity.value < 1)
      throw new RangeError(`reconstructCurves: the number of patients of arm ${id} is required`)
    return curve
  })
  const names = evidence.arms.map((arm) => arm.id)
  const totals = digitisedTotals(evidence, read)
  const carrier = digitisedCarrier(totals.believed, read, totals.arms)
  const conflicts = [
    ...totals.conflicts,
    ...totals.notMet,
    ...evidence.arms.flatMap((arm, index) => digitisedAtRisk(arm, totals.free[index]!)),
  ]
  const patients = mergeArms(names, carrier.patients)
  const objections = curveObjections(evidence, carrier)
  const readings = evidence.arms.map((arm, index) => readingsOf(arm, index, totals, carrier))
  const months = Math.max(...read.map((curve) => curve.time.at(-1)!))
  const fidelity = fidelityOf(evidence, patients, read, totals.later)
  const draws = drawsOf(totals.believed, read, carrier.arms, options.seed)
  const arms = evidence.arms.map((arm, index) => {
    const curve = readBand(carrier.arms[index]!, kaplanMeier(armAt(patients, index)))
    const published = publishedBounds(arm, arm, months)
    const followUp = asCurve(reverseKaplanMeier(armAt(patients, index)))
    return {
      rebuilt: { arm: arm.id, curve, bounds: published.bounds, followUp, administrative: null },
      notes: readingNotes(arm, published, curve),
    }
  })
  return {
    evidence,
    basis: 'digitised curves',
    horizon: {
      months,
      basis: 'reported',
      statement: `The curves end at ${Number(months.toFixed(1))} months, where the last point was read.`,
    },
    arms: arms.map(({ rebuilt }) => rebuilt),
    patients,
    fidelity,
    drawCurves: (index) => names.map((_, arm) => asCurve(kaplanMeier(armAt(draws(index), arm)))),
    drawPatients: draws,
    assumptions: assumptionsOf(evidence),
    notes: [
      ...objections,
      ...conflicts.map(({ message }) => `${message}.`),
      ...readings.flatMap(({ far }) => (far === null ? [] : `${far}.`)),
      ...curveNotes(evidence, totals, carrier),
      ...arms.flatMap(({ notes }) => notes),
    ],
    ...(objections.length > 0 && { objections }),
    readings,
    conflicts,
    calibrated: false,
    uncalibrated: whyNotMeasured(evidence),
  }
}

/** How far the readings of an arm lie from its patients, and the events that they allow. */
function readingsOf(
  { id, label }: ArmEvidence,
  index: number,
  { allowed, followed }: DigitisedTotals,
  { arms, patients }: DigitisedCarrier,
): ArmReadings {
  const [{ points, intervals }, own] = [arms[index]!, patients[index]!]
  const off = farFromReadings(points, own)
  const far =
    off &&
    `${label}: the rebuilt curve lies ${(100 * off.distance).toFixed(1)} points from the reading at ${off.at.toFixed(1)} months, and is not to be used there: readings and numbers do not go together, or the search found no patients for them`
  return {
    arm: id,
    label,
    ...digitisedDistance(points, own),
    allowed: allowed[index]!,
    end: intervals.at(-1)!.to,
    followedAtEnd: followed[index]!,
    far,
  }
}

function asCurve(km: { readonly time: Float64Array; readonly survival: Float64Array }): Curve {
  return { time: Float64Array.of(0, ...km.time), survival: Float64Array.of(1, ...km.survival) }
}

/** Another reading of the same pictures: noise of the size that was found is added to every point. */
function drawsOf(
  evidence: EndpointEvidence,
  read: readonly DigitisedCurve[],
  arms: readonly DigitisedArm[],
  seed: number,
): (index: number) => Patients {
  const streams = evidence.arms.map((arm) =>
    randomStream(seed, `${evidence.trial}/${evidence.endpoint}/${arm.id}/read`),
  )
  return (index) => {
    const again = read.map((curve, arm): DigitisedCurve => {
      const random = streams[arm]!(index)
      const noisy = curve.survival.map((survival) =>
        Math.max(0, Math.min(1, survival + arms[arm]!.noise * random.normal())),
      )
      return { time: curve.time, survival: noisy }
    })
    return mergeArms(
      evidence.arms.map((arm) => arm.id),
      digitisedCarrier(evidence, again).patients,
    )
  }
}

/** Follow-up does not bind the patients, nor does a p-value without a ratio that does: they are shown beside theirs. */
function fidelityOf(
  evidence: EndpointEvidence,
  patients: Patients,
  read: readonly DigitisedCurve[],
  later: readonly LaterEvents[],
): Fidelity[] {
  const ends = read.map((curve) => curve.time.at(-1)!)
  const twins = twinsOf(evidence, patients, Math.max(...ends))
  const knots = evidence.arms.map((arm, i) => knotsOf(arm, ends[i]!))
  const matched = new Set(pairTargets(evidence).map(({ target }) => target?.pValue?.figure))
  const binds = (figure: Figure): boolean =>
    !/^(follow-up|rmst)/.test(figure.measure) && (figure.measure !== 'p-value' || matched.has(figure))
  return figures(evidence).map((figure) => {
    const twin = twins.get(figure) ?? { value: null, verdict: 'withheld', reason: 'nothing rebuilt corresponds to it' }
    const input = twin.verdict === undefined || figure.measure === 'patients'
    if (twin.verdict === undefined && figure.measure === 'follow-up-median' && isReverse(evidence, figure)) {
      const own = evidence.arms.findIndex(({ id }) => id === figure.arm)
      const range = followUpRange(patients, knots, own < 0 ? undefined : own)
      const value = twin.value ?? range.upper
      return beside(figure, twin, 'held-out', { value, ...range, z: null })
    }
    const beyond = later.find((it) => it.figure === figure)
    if (beyond !== undefined)
      return beside(figure, { ...twin, verdict: 'not-comparable', reason: beyond.reason }, 'held-out', null)
    if (binds(figure)) return beside(figure, twin, input ? 'input' : 'held-out', null)
    const reason = twin.reason ?? 'not used with digitised curves; shown beside that of the rebuilt patients'
    return beside(figure, { ...twin, verdict: twin.verdict ?? 'not-comparable', reason }, 'held-out', null)
  })
}

/** Times of the numbers at risk of an arm from 0 on, and the end of its curve. */
function knotsOf({ atRisk }: ArmEvidence, end: number): number[] {
  return [0, ...atRisk.map(({ time }) => time).filter((time) => time > 0 && time < end), end]
}

function isReverse({ followUp, arms }: EndpointEvidence, figure: Figure): boolean {
  const own = [followUp, ...arms.map((arm) => arm.followUp)].find((it) => it?.median === figure)
  return own?.definition === 'reverse Kaplan-Meier'
}

function assumptionsOf(evidence: EndpointEvidence): string[] {
  const tables = evidence.arms.every((arm) => arm.atRisk.length > 0)
  return [
    ...patientSentences(evidence),
    'The curves are as they were read off a figure; what was cleaned is listed.',
    'Between two points of a curve its last event stands at the later point, where the step was seen to have arrived; other events between them are spread evenly.',
    tables
      ? 'Between two numbers at risk censoring is spread evenly, except where the heights of the steps say otherwise.'
      : 'Without numbers at risk, censoring is spread evenly over the curve, except where the heights of the steps say otherwise.',
  ]
}
