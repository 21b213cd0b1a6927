import { agrees } from '../../../src/evidence/agrees.ts'
import { along } from '../../../src/reconstruct/along.ts'
import type { Reconstruction } from '../../../src/reconstruct/reconstruction.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import type { KaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'
import type { Comparison } from './bed.ts'

export interface ArmScore {
  readonly patients: number
  /** Mean absolute error of S over [0, tau]: of the rebuilt patients' Kaplan-Meier curve, and of the smooth curve. */
  readonly error: number
  readonly smoothError: number
  /** Absolute error of the restricted mean, over tau. */
  readonly rmst: number
  /** Shares of [0, tau], and of the stretch before the first event, where the published curve lies inside the band. */
  readonly covered: number
  readonly coveredEarly: number
  /** Length of that stretch, over tau. */
  readonly early: number
}

export interface Score {
  readonly arms: readonly ArmScore[]
  readonly figures: number
  readonly reproduced: number
  /** Figures with a prediction from the others, and how many lie inside its 95% interval. */
  readonly predicted: number
  readonly predictedInside: number
  /** Absolute error of the log hazard ratio: of the patients, and as predicted from the other figures. */
  readonly logRatio: number
  readonly logRatioUntold: number
}

const steps = 1000

export function score(comparison: Comparison, result: Reconstruction): Score {
  const { truth } = comparison
  const arms = truth.arms.map((_, index) => scoreArm(comparison, result, index))
  const real = cox(truth)
  const rebuilt = cox(result.patients)
  const logTrue = real.kind === 'value' ? real.logHazardRatio : NaN
  const untold = result.fidelity.find((row) => row.figure.measure === 'hazard-ratio')?.prediction?.value
  const predictions = result.fidelity.filter((row) => row.prediction !== null)
  return {
    arms,
    figures: result.fidelity.length,
    reproduced: result.fidelity.filter((row) => agrees(row.figure, row.rebuilt)).length,
    predicted: predictions.length,
    predictedInside: predictions.filter((row) => row.prediction!.verdict === 'predicted').length,
    logRatio: rebuilt.kind === 'value' ? Math.abs(rebuilt.logHazardRatio - logTrue) : NaN,
    logRatioUntold: untold === undefined ? NaN : Math.abs(Math.log(untold) - logTrue),
  }
}

function scoreArm({ truth, tau }: Comparison, result: Reconstruction, index: number): ArmScore {
  const own = armAt(truth, index)
  const km = kaplanMeier(own)
  const rebuilt = armAt(result.patients, index)
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
  const mean = (patients: typeof own): number => areaUnder(kaplanMeier(patients), tau)
  return {
    patients: own.time.length,
    error: distance(km, kaplanMeier(rebuilt), tau),
    smoothError: smoothError / steps,
    rmst: Math.abs(mean(own) - mean(rebuilt)) / tau,
    covered: covered / steps,
    coveredEarly: early === 0 ? NaN : coveredEarly / early,
    early: early / steps,
  }
}

/** Mean distance of two step functions over [0, tau], exactly; a curve that ends early is carried forward. */
function distance(a: KaplanMeier, b: KaplanMeier, tau: number): number {
  const times = [...new Set([0, ...a.time, ...b.time, tau])].filter((time) => time <= tau).sort((x, y) => x - y)
  let area = 0
  for (let k = 0; k + 1 < times.length; k += 1)
    area += Math.abs(survivalAt(a, times[k]!) - survivalAt(b, times[k]!)) * (times[k + 1]! - times[k]!)
  return area / tau
}

/** Restricted mean of a curve that is carried forward where it ends early. */
function areaUnder(km: KaplanMeier, tau: number): number {
  const times = [...new Set([0, ...km.time, tau])].filter((time) => time <= tau).sort((x, y) => x - y)
  let area = 0
  for (let k = 0; k + 1 < times.length; k += 1) area += survivalAt(km, times[k]!) * (times[k + 1]! - times[k]!)
  return area
}
