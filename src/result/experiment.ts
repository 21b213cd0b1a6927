/**
 * What a live page carries, so that a reader can change an assumption and see what follows: the one set of rebuilt patients of each endpoint
 * and, by scenario, what may be changed. Everything is plain JSON.
 */
export interface LiveData {
  readonly endpoints: readonly LiveEndpoint[]
  readonly experiments: readonly Experiment[]
}

export interface LiveEndpoint {
  readonly trial: string
  readonly trialLabel: string
  readonly endpoint: string
  readonly label: string
  readonly clock: string
  /** Months: where the curves end. */
  readonly horizon: number
  readonly arms: readonly LiveArm[]
  readonly seed: number
}

export interface LiveArm {
  readonly id: string
  readonly label: string
  readonly role: 'control' | 'experimental' | 'single'
  /** Months after which no printed figure pins the curve of this arm; 0 where none does anywhere. */
  readonly lastEvidence: number
  /** Rebuilt patients: months and event (1) or censoring (0). */
  readonly time: readonly number[]
  readonly event: readonly number[]
  /** The model's smooth curve, which mixtures work on. */
  readonly smooth: LiveCurve
  /** Law of potential follow-up to the cut-off; null where nothing is known or assumed. */
  readonly administrative: LiveCurve | null
}

export interface LiveCurve {
  readonly time: readonly number[]
  readonly survival: readonly number[]
}

interface ExperimentOf<Kind extends string> {
  readonly kind: Kind
  /** Unique in a page. */
  readonly id: string
  /** The scenario of the plan that it belongs to, and its words. */
  readonly scenario: string
  readonly label: string
  readonly trial: string
  readonly endpoint: string
  readonly arm: string
}

/** The arms compared at a time that the reader chooses. */
export interface EffectsExperiment extends ExperimentOf<'effects'> {
  readonly control: string
  readonly time: number
}

/** The infused of an arm by the inverse mixture. */
export interface InfusedExperiment extends ExperimentOf<'infused from itt'> {
  readonly control: string
  readonly stage: string
  readonly infused: number
  readonly randomised: number
  /** How many of those not infused may still have been waiting. */
  readonly mostWaiting: number
  readonly time: number
}

/** The whole arm by the forward mixture. */
export interface IttExperiment extends ExperimentOf<'itt from infused'> {
  readonly control: string | null
  readonly stage: string
  readonly infused: number
  readonly all: number
  /** Where the time of the whole arm starts. */
  readonly clock: string
  /** Months from there to the clock of the curve: the first that the plan names, and the longest that can be chosen. */
  readonly lag: number
  readonly longestLag: number
  readonly time: number
}

/** The hazard of the control arm multiplied at all times. */
export interface ScaledExperiment extends ExperimentOf<'control arm scaled'> {
  readonly control: string
  readonly time: number
}

/** One hazard ratio before and one after a time that the reader chooses. */
export interface PeriodExperiment extends ExperimentOf<'hazard ratio by period'> {
  readonly control: string
  readonly cut: number
}

/** Patients who dropped out early did worse than those who stayed. */
export interface CensoringExperiment extends ExperimentOf<'informative censoring'> {
  readonly control: string
  readonly milestone: number
  /** What drop-outs of the control arm do in the scenario: nothing of their own, or the opposite. */
  readonly other: 'at random' | 'opposite'
  /** Censorings before this time may have been drop-out. */
  readonly before: number
  readonly share: number
  readonly level: number
}

export type Experiment =
  EffectsExperiment | InfusedExperiment | IttExperiment | ScaledExperiment | PeriodExperiment | CensoringExperiment
