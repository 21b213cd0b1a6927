import type { EndpointEvidence, Figure } from '../evidence/evidence.ts'
import type { Verdict } from '../result/verdict.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import type { DigitisedConflict } from './digitised-conflict.ts'
import type { DigitisedDistance } from './digitised-distance.ts'
import type { EventsAllowed } from './digitised-events.ts'

/** The smooth curve of an arm with its model band, on a fixed grid of times (months), starting at 0. */
export interface BandedCurve {
  readonly time: Float64Array
  readonly survival: Float64Array
  /** 95% model band, pointwise, for the published Kaplan-Meier curve; depends on the prior. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** What the figures alone prove: no curve that agrees with them leaves [lower, upper]. Step functions on `time`. */
export interface Bounds {
  readonly time: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export interface ArmReconstruction {
  readonly arm: string
  readonly curve: BandedCurve
  readonly bounds: Bounds
  /** Probability of not being censored yet, G(t), on the grid of the curve. */
  readonly followUp: Curve
  /** The administrative part of G (potential follow-up to the cut-off), where the record tells it apart from drop-out; else null. */
  readonly administrative: Curve | null
}

/** One printed figure beside its rebuilt twin, and predicted from all the others. */
export interface Fidelity {
  readonly figure: Figure
  /** `input`: it drove the reconstruction; `held-out`: it did not. */
  readonly role: 'input' | 'held-out'
  /** The same quantity computed from the carrier; null where it does not exist (a limit that is not reached, say). */
  readonly rebuilt: number | null
  /** Rebuilt, printed with the decimals of the figure; "NR" or "NE" where it does not exist. */
  readonly rebuiltPrinted: string
  readonly verdict: Verdict
  /** Prediction from all other figures (its own estimate's limits left out as well); null where it cannot be made. */
  readonly prediction: {
    readonly value: number
    readonly lower: number
    /** Infinity: a time that is not reached within follow-up. */
    readonly upper: number
    /** Normal deviate of the nearest value that prints as the figure: beyond 1.96 exactly where none inside the interval does. Null where the ends are bounds. */
    readonly z: number | null
    readonly verdict: 'predicted' | 'contradicted'
  } | null
  readonly reason?: string
}

/** The readings of an arm beside its rebuilt patients. */
export interface ArmReadings extends DigitisedDistance {
  readonly arm: string
  readonly label: string
  /** Events until the end of the picture that readings and numbers at risk allow. */
  readonly allowed: EventsAllowed
  /** Months: the end of the picture, or of its risk table; and the most patients that are still followed there. */
  readonly end: number
  readonly followedAtEnd: number
  /** Where the curve lies so far from a reading that it is not to be used, a sentence without its full stop; else null. */
  readonly far: string | null
}

export interface Reconstruction {
  readonly evidence: EndpointEvidence
  /** Set where digitised curves were followed, and not the model's. */
  readonly basis?: 'digitised curves'
  readonly horizon: { readonly months: number; readonly basis: 'reported' | 'assumed'; readonly statement: string }
  readonly arms: readonly ArmReconstruction[]
  /** The carrier: one polished set of patients that reproduces the printed figures. `reason` is set where the administrative law is known. */
  readonly patients: Patients
  readonly fidelity: readonly Fidelity[]
  /** One curve per arm drawn from the posterior; `index` counts draws, same index same curve. */
  readonly drawCurves: (index: number) => readonly Curve[]
  /** One unpolished set of patients from draw `index`, for spread. */
  readonly drawPatients: (index: number) => Patients
  /** Assumptions that were made, as sentences. */
  readonly assumptions: readonly string[]
  /** Remarks: figures skipped or downweighted, counts that nothing pins, and so on, as sentences. */
  readonly notes: readonly string[]
  /** Digitised curves that no patients with these numbers can have, as sentences: what is rebuilt is not to be used. Left out where there are none. */
  readonly objections?: readonly string[]
  /** Where digitised curves were followed: how far the readings lie from the rebuilt curves, and how many events they allow. */
  readonly readings?: readonly ArmReadings[]
  /** Numbers of events and at risk that do not go with the readings. */
  readonly conflicts?: readonly DigitisedConflict[]
  /** Whether coverage has been measured on held-out trials for this prior and figures of this kind; where not, every interval of the model must say so. */
  readonly calibrated: boolean
  /** What sets figures and trial apart from those on which coverage was measured, as clauses. */
  readonly uncalibrated: readonly string[]
}

/** When the evidence holds nothing about time in any arm. */
export interface CannotRebuild {
  readonly kind: 'cannot-be-rebuilt'
  /** "cannot be rebuilt: no figure that says when: no median, no landmark, no numbers at risk". */
  readonly reason: string
}
