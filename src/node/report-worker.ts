import { parentPort } from 'node:worker_threads'
import type { ScenarioResult } from '../analysis/case.ts'
import { type Prepared, prepare, type PrepareInput, type ScenarioTask } from '../analysis/prepare.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { Spans } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import { type BesideInputs, renderBeside } from './render-beside.ts'
import { type RenderedReport, renderReport, type ReportInputs } from './render-report.ts'
import { UserMistake } from './user-mistake.ts'

/** What a worker of `reportPool` is asked for, as data: one scenario of a plan, the text and charts of a report, or documents beside it. */
export type ReportTask =
  | {
      readonly kind: 'scenario'
      /** Number of the plan. */
      readonly job: number
      /** Set where the worker does not have this plan. */
      readonly plan?: SentPlan
      readonly task: ScenarioTask
    }
  | { readonly kind: 'report'; readonly inputs: ReportData }
  | { readonly kind: 'beside'; readonly inputs: BesideData }

/** A plan with its records as data: where something stands in a file is a function, and cannot be sent. */
export interface SentPlan extends Omit<PrepareInput, 'records' | 'others'> {
  readonly records: readonly SentRecord[]
  readonly others: readonly SentRecord[]
}

interface SentRecord {
  readonly trial: Trial
  readonly file: string
}

type ReportData = Omit<ReportInputs, 'onProgress'>
type BesideData = Omit<BesideInputs, 'onProgress'>

/** What it says: how far it is, and at last what it made. */
export type ReportAnswer =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'scenario'; readonly result: ScenarioResult }
  | { readonly kind: 'report'; readonly report: RenderedReport }
  | { readonly kind: 'beside'; readonly files: ReadonlyMap<string, Uint8Array> }
  | {
      readonly kind: 'failed'
      readonly message: string
      readonly stack: string
      /** Whether it is the user who can mend it. */
      readonly mistake: boolean
    }

const port = parentPort
if (port === null) throw new TypeError('report-worker: only reportPool starts it')
const say = (answer: ReportAnswer): void => {
  port.postMessage(answer)
}
const onProgress = (step: string, done: number, total: number): void => {
  say({ kind: 'progress', step, done, total })
}
// One plan at a time: its draws are large.
let held: { readonly job: number; readonly prepared: Prepared } | null = null
// The next task comes when this one is answered.
port.on('message', (task: ReportTask) => {
  answered(task).then(say, (error: unknown) => {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    say({ kind: 'failed', message, stack, mistake: error instanceof UserMistake })
  })
})

async function answered(task: ReportTask): Promise<ReportAnswer> {
  switch (task.kind) {
    case 'scenario':
      return { kind: 'scenario', result: scenario(task) }
    case 'report':
      return { kind: 'report', report: await renderReport({ ...task.inputs, onProgress }) }
    case 'beside':
      return { kind: 'beside', files: await renderBeside({ ...task.inputs, onProgress }) }
  }
}

function scenario({ job, plan, task }: Extract<ReportTask, { readonly kind: 'scenario' }>): ScenarioResult {
  if (plan !== undefined) held = { job, prepared: preparedOf(plan) }
  if (held?.job !== job) throw new RangeError(`report-worker: plan ${job} is required first`)
  return held.prepared.run(task)
}

/** The main thread has prepared the same plan, and told of every problem at its place. */
function preparedOf({ plan, records, others }: SentPlan): Prepared {
  const nowhere = { line: 1, column: 1 }
  const spans: Spans = { value: () => nowhere, key: () => nowhere }
  const placed = (record: SentRecord): TrialFile => ({ ...record, spans })
  const preparing = prepare({ plan, records: records.map(placed), others: others.map(placed) })
  if (preparing.kind === 'refused') throw new RangeError('report-worker: a plan that can be prepared is required')
  return preparing.prepared
}
