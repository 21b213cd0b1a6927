import type { Case } from '../../../src/analysis/case.ts'
import { checkPlanRecord } from '../../../src/analysis/check-plan-record.ts'
import { methodOf } from '../../../src/analysis/method-of.ts'
import type { Draws } from '../../../src/analysis/method.ts'
import { rebuild } from '../../../src/analysis/rebuild.ts'
import type { TrialFile } from '../../../src/evidence/record-problem.ts'
import { randomStream } from '../../../src/numeric/random-stream.ts'
import type { ArmReconstruction } from '../../../src/reconstruct/reconstruction.ts'
import type { Row } from '../../../src/result/row.ts'
import { armAt } from '../../../src/survival/arm.ts'
import type { Curve } from '../../../src/survival/curve.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import type { Answer, Family, Target } from './family.ts'
import { planOf } from './plan-of.ts'
import { printRecord } from './print-record.ts'

/** What one trial gave for a target. */
export interface Asked {
  readonly target: Target
  /** Under the assumption that holds: from the rebuilt patients, and from the true ones. */
  readonly rebuilt: Answer
  readonly known: Answer
  /** Under another assumption, from the rebuilt patients. */
  readonly wrong: Answer | null
}

/** So that the numbers of families do not hang together. */
const SEED = 20261121

/**
 * Draws a trial, prints it, rebuilds it from the print and runs its scenarios on what was rebuilt and on the true patients. Every other paper
 * prints numbers at risk and the events of each arm. Null where the paper cannot be printed or rebuilt.
 */
export function runTrial(family: Family, index: number, draws: number): readonly Asked[] | null {
  const drawn = family.draw(randomStream(SEED, `bench/scenarios/${family.id}`)(index))
  const atRisk = index % 2 === 1
  const { elsewhere } = drawn
  const record = printRecord(drawn.paper, atRisk)
  const second = elsewhere === undefined ? undefined : printRecord(elsewhere, atRisk, 'elsewhere')
  if (record === null || second === null) return null
  const { plan, spans } = planOf(drawn, draws)
  const errors = checkPlanRecord(plan, record, spans, 'simulated.yaml').filter((it) => it.severity === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  const caseOf = (file: TrialFile): Case | null => {
    const rebuilt = rebuild(file, plan.endpoint, { seed: plan.seed })
    return rebuilt.kind === 'refused' ? null : { plan, record: file, ...rebuilt }
  }
  const own = caseOf(record)
  const other = second === undefined ? undefined : caseOf(second)
  if (own === null || other === null) return null
  const rebuilt = rowsOf(own, other, drawsOf(own, draws))
  const known = rowsOf(
    withPatients(own, drawn.paper.patients),
    other && elsewhere && withPatients(other, elsewhere.patients),
    { patients: [], curves: [] },
  )
  return drawn.targets.map((target) => ({
    target,
    rebuilt: chosen(rebuilt, target.right),
    known: target.known ?? chosen(known, target.right),
    wrong: target.wrong === undefined ? null : chosen(rebuilt, target.wrong.row),
  }))
}

function drawsOf({ plan, reconstruction }: Case, count: number): Draws {
  const numbers = Array.from({ length: count }, (_, k) => k)
  const onCurves = plan.scenarios.some((it) => methodOf(it).onCurves)
  return {
    patients: numbers.map(reconstruction.drawPatients),
    curves: onCurves ? numbers.map(reconstruction.drawCurves) : [],
  }
}

function rowsOf(its: Case, elsewhere: Case | undefined, draws: Draws): readonly Row[] {
  const other = (): Case => {
    if (elsewhere === undefined) throw new Error('nothing to borrow from')
    return elsewhere
  }
  return its.plan.scenarios.flatMap((it) => methodOf(it).run({ its, draws, other }).rows)
}

/** The same case with the true patients in place of the rebuilt ones, and their Kaplan-Meier curves in place of the smooth ones. */
function withPatients(its: Case, patients: Patients): Case {
  const arms = its.reconstruction.arms.map((arm, index): ArmReconstruction => {
    const steps = stepsOf(armAt(patients, index))
    return { ...arm, curve: { ...steps, lower: steps.survival, upper: steps.survival } }
  })
  return { ...its, reconstruction: { ...its.reconstruction, patients, arms } }
}

/** A Kaplan-Meier curve for whoever reads along straight lines: each step as two points, all but at the same time. */
function stepsOf(patients: Patients): Curve {
  const km = kaplanMeier(patients)
  const time = [0]
  const survival = [1]
  km.time.forEach((at, i) => {
    time.push(at - 1e-6, at)
    survival.push(survival.at(-1)!, km.survival[i]!)
  })
  return { time: Float64Array.from(time), survival: Float64Array.from(survival) }
}

/** The one row that a target means. */
function chosen(rows: readonly Row[], which: (row: Row) => boolean): Answer {
  const [found, ...more] = rows.filter(which)
  if (found === undefined || more.length > 0)
    throw new Error(`one row is required, got ${found === undefined ? 0 : 1 + more.length}`)
  const { estimate, lower, upper, spreadLower, spreadUpper } = found
  return { estimate, lower, upper, spreadLower, spreadUpper }
}
