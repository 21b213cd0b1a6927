import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { along } from '../../../src/reconstruct/along.ts'
import { estimate } from '../../../src/reconstruct/estimate.ts'
import type { Fit } from '../../../src/reconstruct/fit.ts'
import { isPrintedAgain } from '../../../src/reconstruct/is-printed-again.ts'
import { patientsAlarm, predictPatients } from '../../../src/reconstruct/predict-patients.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'

/** What came of the figures of one trial. */
export interface Measured {
  /** Groups of the figures in doubt: an estimate and its limits are one. */
  readonly doubted: readonly string[]
  /** Over arms: mean absolute error of the smooth curve over [0, tau], and the share of it where the true curve lies in the band. */
  readonly error: readonly number[]
  readonly covered: readonly number[]
}

const steps = 400

/** Ids of the numbers of patients that a note names. */
function oddPatients(evidence: EndpointEvidence, fit: Fit): readonly string[] {
  return evidence.arms.flatMap((arm) => {
    const { patients } = arm
    if (isPrintedAgain(arm)) return []
    const predicted = predictPatients(evidence, fit, patients)
    return predicted !== null && Math.abs(predicted.z ?? Infinity) > patientsAlarm ? [patients.id] : []
  })
}

/** Null where the figures cannot be rebuilt. */
export function measured(
  evidence: EndpointEvidence,
  { truth, tau }: { readonly truth: Patients; readonly tau: number },
  prior: Prior,
): Measured | null {
  const found = estimate(evidence, prior)
  if (found === null) return null
  const doubted = [...found.fit.doubts.map(({ figure }) => groupOf(figure)), ...oddPatients(evidence, found.fit)]
  const arms = truth.arms.map((_, index) => {
    const km = kaplanMeier(armAt(truth, index))
    const { curve } = found.arms[index]!
    let [error, inside] = [0, 0]
    for (let k = 0; k < steps; k += 1) {
      const time = ((k + 0.5) / steps) * tau
      const survival = survivalAt(km, time)
      error += Math.abs(survival - along(curve.time, curve.survival, time))
      const [lower, upper] = [along(curve.time, curve.lower, time), along(curve.time, curve.upper, time)]
      if (survival >= lower - 1e-9 && survival <= upper + 1e-9) inside += 1
    }
    return { error: error / steps, covered: inside / steps }
  })
  return { doubted, error: arms.map((it) => it.error), covered: arms.map((it) => it.covered) }
}

/** The id of the estimate that a limit belongs to. */
export const groupOf = (figure: string): string => figure.replace(/-(lower|upper)/, '')
