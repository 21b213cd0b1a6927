import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import type { Grade, StretchRow } from '../result/information-row.ts'
import type { Estimated } from './estimate.ts'
import { spreadOver } from './estimate.ts'
import { printedNumber } from './printed-number.ts'
import { addSamplingNoise } from './sampling-noise.ts'
import { elementsOf, thetaVariance } from './state.ts'

/** A band of no more than 5 points of survival, 2.5 to each side: what a whole percentage and a patient or two leave open. */
export const pinnedWidth = 0.05

/** How well the curve of an arm is known, on the grid of its curve. */
export interface ArmGrades {
  readonly arm: string
  /** Months. */
  readonly time: Float64Array
  /** Of the 95% model band, a proportion of survival. */
  readonly width: Float64Array
  /**
   * 1 - posterior / prior variance of log(-log S), the sampling noise of the published curve included in both: what the figures take away
   * from what is believed of a trial with this pace and follow-up. To first order the same for S and for the cumulative hazard. NaN at time 0.
   */
  readonly explained: Float64Array
  readonly grade: readonly Grade[]
  /** The last time within follow-up at which a figure of this arm stands, months; null where none does. */
  readonly lastFigure: number | null
}

/**
 * The grade of each time: `extrapolated` after the last figure of the arm that stands at a time (survival, a median or a limit of one, a
 * number at risk), whatever the band; before it `pinned` where the 95% model band is no wider than 5 points of survival, and
 * `interpolated` where it is wider. S(0) = 1 counts as a figure: a stretch before the first one is interpolated, or pinned where hardly an
 * event is expected yet.
 */
export function gradesOf(evidence: EndpointEvidence, { fit, accruals, arms }: Estimated): ArmGrades[] {
  const { model, posterior, moments } = fit
  const covariance = spreadOver(accruals, fit)
  const noisy = moments.covariance.slice()
  addSamplingNoise(model, posterior.state, noisy)
  const before = elementsOf(noisy, posterior.state.length)
  return evidence.arms.map((arm, index) => {
    const { curve } = arms[index]!
    const lastFigure = lastTime(arm, model.horizon)
    const width = curve.time.map((_, i) => curve.upper[i]! - curve.lower[i]!)
    const explained = curve.time.map((time) =>
      time > 0
        ? Math.max(0, 1 - thetaVariance(model, covariance, index, time) / thetaVariance(model, before, index, time))
        : NaN,
    )
    const grade = Array.from(curve.time, (time, i): Grade => {
      if (time > (lastFigure ?? 0)) return 'extrapolated'
      return width[i]! <= pinnedWidth ? 'pinned' : 'interpolated'
    })
    return { arm: arm.id, time: curve.time, width, explained, grade, lastFigure }
  })
}

function lastTime(arm: ArmEvidence, horizon: number): number | null {
  const { median, landmarks, atRisk } = arm
  const crossings = [median?.estimate, median?.interval?.lower, median?.interval?.upper]
  const times = [
    ...crossings.flatMap((it) => printedNumber(it)?.value ?? []),
    ...landmarks.flatMap((it) => (printedNumber(it.estimate) === null ? [] : [it.time])),
    ...atRisk.flatMap((it) => (printedNumber(it.count) === null ? [] : [it.time])),
  ].filter((time) => time > 0 && time <= horizon)
  return times.length === 0 ? null : Math.max(...times)
}

/** Follow-up of an arm cut where the grade changes. */
export function stretchesOf({ trial, endpoint }: EndpointEvidence, grades: ArmGrades): StretchRow[] {
  const { arm, time, width, explained, grade, lastFigure } = grades
  const rows: StretchRow[] = []
  // The last figure need not stand on the grid.
  const start = (i: number): number => (grade[i] === 'extrapolated' ? (lastFigure ?? 0) : time[i - 1]!)
  // Time 0 is the start of the first stretch and no part of any: S(0) = 1 is no question.
  let first = 1
  for (let i = 2; i <= time.length; i += 1) {
    if (i < time.length && grade[i] === grade[first]) continue
    const own = { from: start(first), to: i < time.length ? start(i) : time[i - 1]! }
    const widths = width.slice(first, i)
    rows.push({
      ...{ trial, endpoint, arm, grade: grade[first]! },
      ...own,
      width: mean(widths),
      widest: Math.max(...widths),
      explained: mean(explained.slice(first, i)),
    })
    first = i
  }
  return rows
}

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length
