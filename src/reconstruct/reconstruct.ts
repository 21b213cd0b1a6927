import type { EndpointEvidence } from '../evidence/evidence.ts'
import { untimed } from '../evidence/informative-times.ts'
import type { Patients } from '../survival/patients.ts'
import { censoringReason } from '../survival/patients.ts'
import { whyNotMeasured, whyUnlike } from './coverage-is-measured.ts'
import { carrier } from './carrier.ts'
import { drawsOf } from './draw.ts'
import { drawnEnds } from './drawn-ends.ts'
import { fidelityOf } from './fidelity.ts'
import type { Fit } from './fit.ts'
import { mergeArms } from './lattice.ts'
import { learntPrior } from './learnt-prior.ts'
import type { Prior } from './prior.ts'
import type { CannotRebuild, Reconstruction } from './reconstruction.ts'
import { estimate } from './estimate.ts'
import { hazardsOf } from './hazards.ts'
import { assumptionsOf } from './assumptions-of.ts'
import { notesOf } from './notes-of.ts'
import { patientsInDoubt } from './predict-patients.ts'
import { trialPrior } from './trial-prior.ts'

/** The prior that ships. */
export const usual = learntPrior(trialPrior)

export interface ReconstructOptions {
  /** Whole number on [0, 2^32): moves draws and the order in which the polish tries things, never the curve. */
  readonly seed: number
  /** Default: the prior learnt from two-arm trials, see docs/prior.md. */
  readonly prior?: Prior
}

/**
 * Survival curves, a band, bounds, draws and one set of patients from the printed figures of a time-to-event endpoint alone.
 *
 * The published Kaplan-Meier curves of all arms and their follow-up are one Gaussian state on 41 points; each figure is an
 * observation of it; damped Gauss-Newton finds its law; the carrier is placed along the curve and polished until the figures come
 * back as printed. Same evidence and seed, same result; the order of figures does not matter.
 *
 * @returns a reconstruction, or why there is none: nothing in the figures tells of time
 * @throws RangeError where an arm has no number of patients
 */
export function reconstruct(printed: EndpointEvidence, options: ReconstructOptions): Reconstruction | CannotRebuild {
  const evidence = inOrder(printed)
  const prior = options.prior ?? usual
  const estimated = estimate(evidence, prior)
  if (estimated === null) {
    return { kind: 'cannot-be-rebuilt', reason: untimed(evidence) ?? 'cannot be rebuilt' }
  }
  const { horizon, fit: full, accruals, grid, arms, read, believed: trusted } = estimated
  const { arms: lattice, split } = carrier(trusted, full, options.seed, grid)
  const merged = mergeArms(
    evidence.arms.map((arm) => arm.id),
    lattice,
  )
  const patients = withReasons(full, merged)
  const fidelity = fidelityOf(printed, full, patients)
  const draws = drawsOf(
    drawnEnds(estimated),
    grid,
    trusted,
    options.seed,
    `${evidence.trial}/${evidence.endpoint}/reconstruct`,
  )
  const doubted = patientsInDoubt(fidelity).map(({ figure }) => figure.id)
  const uncalibrated = [...whyNotMeasured(evidence), ...whyUnlike(estimated, prior, doubted)]
  const calibrated = options.prior === undefined && uncalibrated.length === 0
  return {
    evidence: printed,
    horizon,
    arms,
    patients,
    fidelity,
    drawCurves: draws.curves,
    drawPatients: (index) => withReasons(draws.lawOf(index), draws.patients(index)),
    assumptions: assumptionsOf(read, horizon, { name: prior.name, calibrated }, split, accruals),
    notes: [...notesOf(full, fidelity), ...estimated.boundsNotes],
    calibrated,
    uncalibrated,
  }
}

/** The same figures, each arm's by time: nothing may depend on the order in which a record lists them. */
export function inOrder(evidence: EndpointEvidence): EndpointEvidence {
  const key = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const arms = evidence.arms.map((arm) => ({
    ...arm,
    landmarks: [...arm.landmarks].sort((a, b) => a.time - b.time || key(a.estimate.id, b.estimate.id)),
    atRisk: [...arm.atRisk].sort((a, b) => a.time - b.time || key(a.count.id, b.count.id)),
  }))
  return { ...evidence, arms }
}

/** Where the administrative law is known, each censored patient gets a reason, in the shares that the model expects at that time. */
function withReasons(full: Fit, patients: Patients): Patients {
  const { model, posterior } = full
  if (model.arms.every(({ law }) => law === null)) return patients
  const reason = new Uint8Array(patients.time.length).fill(censoringReason.other)
  const window = 0.02 * model.horizon
  const owed = model.arms.map(() => 0.5)
  patients.time.forEach((time, i) => {
    const index = patients.assigned[i]!
    const { administrative, law } = model.arms[index]!
    if (patients.event[i] === 1 || law === null || administrative === null) return
    const [from, to] = [Math.max(1e-3, time - window), Math.min(model.horizon, time + window)]
    const all = hazardsOf(model, posterior.state, index, Float64Array.of(0, from, to)).censoring
    const share = (administrative(to) - administrative(from)) / Math.max(all[2]! - all[1]!, 1e-12)
    const byCutOff = time < law.minimum ? 0 : time >= law.maximum ? 1 : Math.min(1, share)
    owed[index]! += byCutOff
    if (owed[index]! < 1 || byCutOff === 0) return
    owed[index]! -= 1
    reason[i] = censoringReason.administrative
  })
  return { ...patients, reason }
}
