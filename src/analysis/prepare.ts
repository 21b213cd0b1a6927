import type { TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Case, ScenarioResult } from './case.ts'
import { methodOf } from './method-of.ts'
import type { Borrowed, Draws, MethodInput } from './method.ts'
import { type Plan, planFor } from './plan.ts'
import { rebuild } from './rebuild.ts'

export interface PrepareInput {
  readonly plan: Plan
  /** In the order of the plan. */
  readonly records: readonly TrialFile[]
  /** Records that scenarios borrow from, in the order of the plan. */
  readonly others?: readonly TrialFile[]
}

/** One scenario for one record of a plan, by their numbers there: what can be run apart from all others. */
export interface ScenarioTask {
  readonly record: number
  /** Among the scenarios that the plan has for that record. */
  readonly scenario: number
}

export interface Prepared {
  /** By record. */
  readonly cases: readonly Case[]
  /** Each endpoint that scenarios borrow from, once. */
  readonly borrowed: readonly Case[]
  readonly tasks: readonly ScenarioTask[]
  /** Draws from the reconstruction when a record is met first; `onDraw` hears of every hundredth. */
  run(task: ScenarioTask, onDraw?: (draw: number) => void): ScenarioResult
}

export type Preparing =
  | { readonly kind: 'prepared'; readonly prepared: Prepared }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }

/** Everything of a plan that its scenarios start from: each endpoint rebuilt, borrowed ones too. Refuses where one cannot be. */
export function prepare(
  { plan, records, others = [] }: PrepareInput,
  onRecord?: (record: TrialFile) => void,
): Preparing {
  const refused: Diagnostic[] = []
  const caseOf = (record: TrialFile, endpoint: string): Case[] => {
    const rebuilt = rebuild(record, endpoint, { seed: plan.seed })
    if (rebuilt.kind === 'refused') {
      refused.push(...rebuilt.diagnostics)
      return []
    }
    const { reconstruction, frames, notes } = rebuilt
    return [{ plan: planFor(plan, record.trial.id), record, reconstruction, frames, notes }]
  }
  const cases = records.flatMap((record) => {
    onRecord?.(record)
    return caseOf(record, plan.endpoint)
  })
  const shelf = [...records, ...others]
  const borrowed = borrowedBy(plan).flatMap(({ record, endpoint }) => {
    const found = shelf.find(({ trial }) => trial.id === record)
    return found === undefined ? [] : caseOf(found, endpoint)
  })
  if (refused.length > 0) return { kind: 'refused', diagnostics: refused }
  const other: MethodInput['other'] = (record, endpoint) => {
    const found = borrowed.find(
      (it) => it.record.trial.id === record && it.reconstruction.evidence.endpoint === endpoint,
    )
    if (found === undefined) throw new RangeError(`analyse: the plan borrows nothing from ${record}, ${endpoint}`)
    return found
  }
  const tasks = cases.flatMap((its, record) => its.plan.scenarios.map((_, scenario) => ({ record, scenario })))
  const drawn = new Map<number, Draws>()
  const run: Prepared['run'] = ({ record, scenario: at }, onDraw) => {
    const its = cases[record]
    const scenario = its?.plan.scenarios[at]
    if (its === undefined || scenario === undefined)
      throw new RangeError(`analyse: a scenario of the plan is required, got record ${record}, scenario ${at}`)
    const draws = drawn.get(record) ?? drawsOf(its, onDraw)
    drawn.set(record, draws)
    return methodOf(scenario).run({ its, draws, other })
  }
  return { kind: 'prepared', prepared: { cases, borrowed, tasks, run } }
}

/** Each endpoint that scenarios borrow from, once. */
function borrowedBy({ scenarios }: Plan): readonly Borrowed[] {
  const all = scenarios.flatMap((it) => methodOf(it).borrows)
  return all.filter((it, at) => all.findIndex((one) => one.record === it.record && one.endpoint === it.endpoint) === at)
}

/** The draws of a plan, made once for all its scenarios; curves only where one of them works on curves. */
function drawsOf({ plan, reconstruction }: Case, onDraw?: (draw: number) => void): Draws {
  const onCurves = plan.scenarios.some((it) => methodOf(it).onCurves)
  // Curves beside the patients of the same draw: the state behind both is then drawn once.
  const all = Array.from({ length: plan.draws }, (_, k) => {
    if (k % 100 === 0) onDraw?.(k)
    return { patients: reconstruction.drawPatients(k), curves: onCurves ? reconstruction.drawCurves(k) : [] }
  })
  return { patients: all.map((it) => it.patients), curves: onCurves ? all.map((it) => it.curves) : [] }
}
