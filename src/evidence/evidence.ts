import type { Bounds } from './bounds.ts'
import type { Quantity } from './quantity.ts'

/** What a figure counts in, after evidence has converted it. Proportions and survival are on [0, 1], times are months. */
export type Unit = 'months' | 'proportion' | 'count' | 'ratio' | 'probability'

/** The closed list of measures of time-to-event evidence, as they stand in figure ids. */
export type Measure =
  | 'patients'
  | 'median'
  | 'median-lower'
  | 'median-upper'
  | 'survival'
  | 'survival-lower'
  | 'survival-upper'
  | 'rmst'
  | 'rmst-lower'
  | 'rmst-upper'
  | 'rmst-difference'
  | 'rmst-difference-lower'
  | 'rmst-difference-upper'
  | 'at-risk'
  | 'events'
  | 'hazard-ratio'
  | 'hazard-ratio-lower'
  | 'hazard-ratio-upper'
  | 'p-value'
  | 'follow-up-median'
  | 'follow-up-minimum'
  | 'follow-up-maximum'

/** One printed number, with everything that is needed to compare a rebuilt number with it. */
export interface Figure {
  /** `<endpoint>.<arm | armA-vs-armB | all>.<measure>[@time][#n]`; times in months as printed. */
  readonly id: string
  readonly endpoint: string
  /** Arm id, `armA-vs-armB` (numerator first) or `all`. */
  readonly arm: string
  readonly measure: Measure
  /** Months; only for measures at a time. */
  readonly time?: number
  /** The same as the paper counts it: "26 weeks". */
  readonly when?: string
  /** This number as it stands in the paper ("66.0%", "<0.001", "NE"). */
  readonly printed: string
  readonly quantity: Quantity
  readonly unit: Unit
  /** Source id and place in it. */
  readonly source: string
  readonly at?: string
  readonly note?: string
  /**
   * Absent: printed. A number of patients that no document prints is `inferred` where other figures determine it and `assumed` where
   * nothing does; `note` says from what.
   */
  readonly basis?: 'inferred' | 'assumed'
}

/** An estimate with its interval, each limit a figure of its own. `level` is a proportion (0.95). */
export interface Interval {
  readonly level: number
  readonly lower: Figure
  readonly upper: Figure
}

export interface EstimateFigure {
  readonly estimate: Figure
  readonly interval: Interval | null
}

export interface Landmark extends EstimateFigure {
  /** Months. */
  readonly time: number
}

/** Restricted mean survival time: the area under the curve up to tau. */
export interface RestrictedMean extends EstimateFigure {
  /** Months. */
  readonly tau: number
}

/** Numerator minus denominator, arm ids. */
export interface RestrictedMeanDifference extends RestrictedMean {
  readonly numerator: string
  readonly denominator: string
}

export interface NumberAtRisk {
  /** Months. */
  readonly time: number
  readonly count: Figure
}

/** How the paper defined follow-up: five definitions that give five different numbers. */
export type FollowUpDefinition = 'reverse Kaplan-Meier' | 'potential' | 'observed' | 'survivors only' | 'unknown'

export interface FollowUpEvidence {
  readonly definition: FollowUpDefinition
  readonly median: Figure | null
  readonly minimum: Figure | null
  readonly maximum: Figure | null
}

/** When patients were enrolled and when the data end, as the record has it, and how long they can have been followed: months, by all days that the dates can mean. */
export interface EnrolmentDates {
  readonly first: string
  /** "not stated" too. */
  readonly last: string
  readonly cutoff: string
  /** From the first enrolment to the cut-off. */
  readonly longest: Bounds
  /** From the last enrolment to the cut-off; null where it is not stated. */
  readonly shortest: Bounds | null
}

/** When patients of an arm are assessed, months from the start of time: each phase follows the one before; the last has no end. */
export interface VisitSchedule {
  readonly phases: readonly { readonly every: number; readonly until: number | null }[]
  /** How far a visit may lie from its day, to either side; null: not printed. */
  readonly window: number | null
  /** Proportion of events that are seen without a visit, deaths first of all; null: not printed. */
  readonly between: number | null
}

/** What is printed about an arm. Without its number of patients it can be compared, not rebuilt. */
export interface PrintedArm {
  readonly id: string
  readonly label: string
  readonly role: 'control' | 'experimental' | 'single'
  /** Patients analysed; `null` where nothing says how many. */
  readonly patients: Figure | null
  readonly median: EstimateFigure | null
  /** Ascending in time. */
  readonly landmarks: readonly Landmark[]
  /** Where printed, ascending in tau. */
  readonly restrictedMeans?: readonly RestrictedMean[] | undefined
  readonly atRisk: readonly NumberAtRisk[]
  readonly events: Figure | null
  /** Where follow-up is printed per arm. */
  readonly followUp: FollowUpEvidence | null
  /** Where the record has the schedule of visits in numbers, of this arm or of all. */
  readonly visits?: VisitSchedule | undefined
}

export interface ArmEvidence extends PrintedArm {
  readonly patients: Figure
}

export interface HazardRatioEvidence extends EstimateFigure {
  /** As stated: strata, and covariates besides the arm. */
  readonly stratified: boolean | 'not stated'
  readonly adjusted: boolean | 'not stated'
  /** What both come to for the reconstruction; `none` only where the paper says neither, `not stated` where it leaves one open. */
  readonly adjustment: 'none' | 'stratified' | 'adjusted' | 'not stated'
  /** Only events later than this many months count; null: all events. */
  readonly eventsAfter: number | null
  readonly weighted: boolean
  /** Set for a Cox ratio of the events after `eventsAfter`: it is predicted by that definition. */
  readonly windowed?: true | undefined
  /** True for a plain Cox ratio over all events: only then may it drive the reconstruction. Otherwise it is shown beside. */
  readonly comparable: boolean
}

export interface PValueEvidence {
  readonly figure: Figure
  /** Test as described in words. */
  readonly test: string
  readonly stratified: boolean | 'not stated'
}

/** What is printed of one arm against another: a ratio, a test, or both. */
export interface ContrastEvidence {
  /** Arm ids. */
  readonly numerator: string
  readonly denominator: string
  readonly hazardRatio: HazardRatioEvidence | null
  readonly pValue: PValueEvidence | null
}

/** Everything that the paper prints about one time-to-event endpoint, as intervals in one set of units. */
export interface PrintedEndpoint {
  /** Record id. */
  readonly trial: string
  readonly trialLabel: string
  readonly endpoint: string
  readonly label: string
  readonly event: string
  readonly clock: string
  readonly population: string
  /** Progression-like endpoints are seen at visits and fall early; deaths are not. */
  readonly class: 'progression-like' | 'death' | 'other'
  /** Reference (control) arm first; a single arm alone. */
  readonly arms: readonly PrintedArm[]
  /** Total over the arms. */
  readonly events: Figure | null
  /** One of each pair of arms, the main one first. */
  readonly contrasts: readonly ContrastEvidence[]
  /** Where printed, ascending in tau. */
  readonly restrictedMeanDifferences?: readonly RestrictedMeanDifference[] | undefined
  /** For all arms together. */
  readonly followUp: FollowUpEvidence | null
  /** Where time starts with enrolment and the record has the dates. */
  readonly enrolment?: EnrolmentDates | undefined
  /** Visit schedule in words, as printed. */
  readonly visits: string | null
}

/** An endpoint that can be rebuilt, as far as the numbers of patients go. */
export interface EndpointEvidence extends PrintedEndpoint {
  readonly arms: readonly ArmEvidence[]
}

/** All figures of the evidence, in reading order. */
export function figures(evidence: PrintedEndpoint): readonly Figure[] {
  const found: Figure[] = []
  const estimate = (it: EstimateFigure | null): void => {
    if (it === null) return
    found.push(it.estimate)
    if (it.interval !== null) found.push(it.interval.lower, it.interval.upper)
  }
  const followUp = (it: FollowUpEvidence | null): void => {
    for (const figure of [it?.median, it?.minimum, it?.maximum]) if (figure) found.push(figure)
  }
  for (const arm of evidence.arms) {
    if (arm.patients) found.push(arm.patients)
    estimate(arm.median)
    for (const landmark of arm.landmarks) estimate(landmark)
    for (const mean of arm.restrictedMeans ?? []) estimate(mean)
    for (const atRisk of arm.atRisk) found.push(atRisk.count)
    if (arm.events) found.push(arm.events)
    followUp(arm.followUp)
  }
  if (evidence.events) found.push(evidence.events)
  for (const { hazardRatio, pValue } of evidence.contrasts) {
    estimate(hazardRatio)
    if (pValue) found.push(pValue.figure)
  }
  for (const difference of evidence.restrictedMeanDifferences ?? []) estimate(difference)
  followUp(evidence.followUp)
  return found
}
