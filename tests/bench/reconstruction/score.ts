import { agrees } from '../../../src/evidence/agrees.ts'
import { along } from '../../../src/reconstruct/along.ts'
import type { Reconstruction } from '../../../src/reconstruct/reconstruction.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'
import type { Comparison } from './comparison.ts'
import type { Distances } from './distances.ts'
import { distancesOf } from './distances.ts'

/** How the model did: its smooth curve, its band, and its predictions. */
export interface ArmScore {
  readonly patients: number
  /** Mean absolute error of the smooth curve over [0, tau]. */
  readonly smoothError: number
  /** Shares of [0, tau], and of the stretch before the first event, where the published curve lies inside the band. */
  readonly covered: number
  readonly coveredEarly: number
  /** Length of that stretch, over tau. */
  readonly early: number
}

export interface Score {
  readonly arms: readonly ArmScore[]
  /** Whether nothing sets it apart from what coverage is said to have been measured on: with the prior that ships it would be called calibrated. */
  readonly likeMeasured: boolean
  /** The rebuilt patients beside the true ones. */
  readonly distances: Distances
  readonly figures: number
  readonly reproduced: number
  /** Printed numbers at risk, and how many the rebuilt patients meet within one patient. */
  readonly atRisk: number
  readonly atRiskNear: number
  /** Figures with a prediction from the others, and how many lie inside its 95% interval. */
  readonly predicted: number
  readonly predictedInside: number
  /** Absolute error of the log hazard ratio as predicted from the other figures. */
  readonly logRatioUntold: number
}

const steps = 1000

export function score(comparison: Pick<Comparison, 'truth' | 'tau'>, result: Reconstruction): Score {
  const { truth, tau } = comparison
  const distances = distancesOf(truth, result.patients, tau)
  const untold = result.fidelity.find((row) => row.figure.measure === 'hazard-ratio')?.prediction?.value
  const counts = result.fidelity.filter((row) => row.figure.measure === 'at-risk')
  const predictions = result.fidelity.filter((row) => row.prediction !== null)
  return {
    arms: truth.arms.map((_, index) => scoreArm(comparison, result, index)),
    likeMeasured: result.uncalibrated.length === 0,
    distances,
    figures: result.fidelity.length,
    reproduced: result.fidelity.filter((row) => agrees(row.figure, row.rebuilt)).length,
    atRisk: counts.length,
    atRiskNear: counts.filter(({ figure: { quantity }, rebuilt }) => {
      return quantity.kind === 'number' && rebuilt !== null && Math.abs(rebuilt - quantity.value) <= 1
    }).length,
    predicted: predictions.length,
    predictedInside: predictions.filter((row) => row.prediction!.verdict === 'predicted').length,
    logRatioUntold: untold === undefined ? NaN : Math.abs(Math.log(untold) - distances.logRatioTrue),
  }
}

function scoreArm({ truth, tau }: Pick<Comparison, 'truth' | 'tau'>, result: Reconstruction, index: number): ArmScore {
  const own = armAt(truth, index)
  const km = kaplanMeier(own)
  const { curve } = result.arms[index]!
  const first = km.time[km.nEvent.findIndex((it) => it > 0)] ?? Infinity
  let smoothError = 0
  let covered = 0
  let early = 0
  let coveredEarly = 0
  for (let k = 0; k < steps; k += 1) {
    const time = ((k + 0.5) / steps) * tau
    const survival = survivalAt(km, time)
    smoothError += Math.abs(survival - along(curve.time, curve.survival, time))
    const inside =
      survival >= along(curve.time, curve.lower, time) - 1e-9 && survival <= along(curve.time, curve.upper, time) + 1e-9
    if (inside) covered += 1
    if (time >= first) continue
    early += 1
    if (inside) coveredEarly += 1
  }
  return {
    patients: own.time.length,
    smoothError: smoothError / steps,
    covered: covered / steps,
    coveredEarly: early === 0 ? NaN : coveredEarly / early,
    early: early / steps,
  }
}
