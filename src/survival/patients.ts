/**
 * One row a patient: what every estimator, scenario and writer works on.
 *
 * Times are in one unit for the whole set (months wherever remeier made the set); rows are sorted by time, events before
 * censorings at the same time. All arrays have the same length.
 */
export interface Patients {
  /** Names of the arms; `assigned` and `received` index into them. */
  readonly arms: readonly string[]
  /** Follow-up time, finite and >= 0, ascending. */
  readonly time: Float64Array
  /** 1 = event, 0 = censored. */
  readonly event: Uint8Array
  /** Arm that the patient was randomised (or enrolled) to. */
  readonly assigned: Uint8Array
  /** Delayed entry: at risk on (start, time]. */
  readonly start?: Float64Array
  /** Case weights, > 0. */
  readonly weight?: Float64Array
  /** Time of infusion (start of the assigned treatment); NaN = never. */
  readonly infusion?: Float64Array
  /** Time of switching to another treatment; NaN = never. */
  readonly switched?: Float64Array
  /** Why a patient was censored; meaningless where `event` is 1. */
  readonly reason?: Uint8Array
  /**
   * Time at which follow-up would have ended at the cut-off in any case (potential follow-up), >= `time`; NaN = not known.
   * Needed where `reason` is other, meaningless elsewhere.
   */
  readonly administrative?: Float64Array
}

/** Values of `Patients.reason`. */
export const censoringReason = { administrative: 0, other: 1 } as const
