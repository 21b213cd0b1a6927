import { parentPort } from 'node:worker_threads'
import type { ScenarioResult } from '../analysis/case.ts'
import { type Prepared, prepare } from '../analysis/prepare.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import type { Spans } from '../record/spans.ts'
import { renderBeside } from './render-beside.ts'
import { renderReport } from './render-report.ts'
import type { ReportAnswer, ReportTask, SentPlan, SentRecord } from './report-task.ts'
import { UserMistake } from './user-mistake.ts'

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
