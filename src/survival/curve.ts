/**
 * A survival curve as a right-continuous step function: S(t) = survival[i] for time[i] <= t < time[i + 1].
 * `time` ascends strictly and starts at 0; `survival[0]` is S(0), which is 1 unless events happen at time 0.
 */
export interface Curve {
  readonly time: Float64Array
  readonly survival: Float64Array
}
