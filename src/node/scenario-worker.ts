import { parentPort } from 'node:worker_threads'
import type { ScenarioResult } from '../analysis/case.ts'
import { type Prepared, prepare, type PrepareInput, type ScenarioTask } from '../analysis/prepare.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { Spans } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'

/** What a worker of `scenarioPool` is sent: a plan where it is a new one, and one of its scenarios. */
export interface ScenarioJob {
  /** Number of the plan. */
  readonly job: number
  /** Set where the worker does not have this plan. */
  readonly plan?: SentPlan
  readonly task: ScenarioTask
}

/** A plan with its records as data: where something stands in a file is a function, and cannot be sent. */
export interface SentPlan extends Omit<PrepareInput, 'records' | 'others'> {
  readonly records: readonly SentRecord[]
  readonly others: readonly SentRecord[]
}

interface SentRecord {
  readonly trial: Trial
  readonly file: string
}

/** What it answers. */
export type ScenarioAnswer =
  | { readonly kind: 'result'; readonly result: ScenarioResult }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string }

const port = parentPort
if (port === null) throw new TypeError('scenario-worker: only scenarioPool starts it')
// One plan at a time: its draws are large.
let held: { readonly job: number; readonly prepared: Prepared } | null = null
port.on('message', (sent: ScenarioJob) => {
  port.postMessage(answer(sent))
})

function answer({ job, plan, task }: ScenarioJob): ScenarioAnswer {
  try {
    if (plan !== undefined) held = { job, prepared: preparedOf(plan) }
    if (held?.job !== job) throw new RangeError(`scenario-worker: plan ${job} is required first`)
    return { kind: 'result', result: held.prepared.run(task) }
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    return { kind: 'failed', message, stack }
  }
}

/** The main thread has prepared the same plan, and told of every problem at its place. */
function preparedOf({ plan, records, others }: SentPlan): Prepared {
  const nowhere = { line: 1, column: 1 }
  const spans: Spans = { value: () => nowhere, key: () => nowhere }
  const placed = (record: SentRecord): TrialFile => ({ ...record, spans })
  const preparing = prepare({ plan, records: records.map(placed), others: others.map(placed) })
  if (preparing.kind === 'refused') throw new RangeError('scenario-worker: a plan that can be prepared is required')
  return preparing.prepared
}
