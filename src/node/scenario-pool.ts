import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { RunScenarios } from '../analysis/analyse.ts'
import type { ScenarioResult } from '../analysis/case.ts'
import type { PrepareInput, ScenarioTask } from '../analysis/prepare.ts'
import type { ScenarioAnswer, ScenarioJob, SentPlan } from './scenario-worker.ts'

export interface ScenarioPool {
  /** Runs scenarios of a plan; several plans at the same time share the workers. */
  readonly run: RunScenarios
  /** Ends the workers; whatever they were doing is lost. */
  readonly close: () => Promise<void>
}

/** As many as the machine has processors for. */
export const defaultWorkers = (): number => availableParallelism()

const workerFile = new URL('./scenario-worker.js', import.meta.url)

/**
 * Worker threads for the scenarios of plans. What comes out does not depend on their number: each scenario addresses its random numbers by
 * seed, name and draw, and results are stored by their place in the plan.
 *
 * A worker keeps to its plan, as it has rebuilt and drawn from it; when there is no other plan left it helps with the one that has most
 * left. Run from its sources, where no compiled worker lies beside, everything is done in the calling thread.
 */
export function scenarioPool(workers: number = defaultWorkers()): ScenarioPool {
  if (!(Number.isInteger(workers) && workers >= 1))
    throw new RangeError(`scenarioPool: a whole number of workers >= 1 is required, got ${workers}`)
  if (!existsSync(fileURLToPath(workerFile))) return { run: inThisThread, close: () => Promise.resolve() }
  const jobs: Job[] = []
  const seats: Seat[] = []
  let numbered = 0
  const give = (): void => {
    while (seats.length < workers && seats.every((it) => it.busy !== null) && jobs.some((it) => it.left.length > 0))
      seats.push({ worker: new Worker(workerFile, { execArgv: [] }), job: null, busy: null })
    for (const seat of seats) {
      if (seat.busy !== null) continue
      const job = nextJob(jobs, seats, seat)
      if (job !== undefined) assign(seat, job, give)
    }
  }
  const run: RunScenarios = (input, { tasks }, onDone) =>
    new Promise((resolve, reject) => {
      const found: ScenarioResult[] = []
      let open = tasks.length
      const settle = (at: number, result: ScenarioResult): void => {
        found[at] = result
        const task = tasks[at]
        if (task !== undefined) onDone(task)
        if (--open === 0) resolve(found)
      }
      if (open === 0) {
        resolve(found)
        return
      }
      const left = tasks.map((task, at) => ({ task, at }))
      jobs.push({ number: numbered++, plan: sent(input), left, settle, fail: reject })
      give()
    })
  const close = async (): Promise<void> => {
    jobs.length = 0
    await Promise.all(seats.splice(0).map(({ worker }) => worker.terminate()))
  }
  return { run, close }
}

interface Waiting {
  readonly task: ScenarioTask
  readonly at: number
}

interface Job {
  readonly number: number
  readonly plan: SentPlan
  readonly left: Waiting[]
  readonly settle: (at: number, result: ScenarioResult) => void
  readonly fail: (error: Error) => void
}

interface Seat {
  readonly worker: Worker
  /** The plan that it has. */
  job: Job | null
  busy: Waiting | null
}

/** Its own plan; else the first that nobody works on; else the one with most left. */
function nextJob(jobs: readonly Job[], seats: readonly Seat[], { job: own }: Seat): Job | undefined {
  const open = jobs.filter((it) => it.left.length > 0)
  if (own !== null && open.includes(own)) return own
  const begun = new Set(seats.flatMap((it) => (it.busy === null || it.job === null ? [] : it.job)))
  const fresh = open.find((it) => !begun.has(it))
  return fresh ?? open.toSorted((a, b) => b.left.length - a.left.length)[0]
}

function assign(seat: Seat, job: Job, give: () => void): void {
  const { worker } = seat
  const next = job.left.shift()
  if (next === undefined) return
  const message: ScenarioJob = { job: job.number, task: next.task, ...(seat.job === job ? {} : { plan: job.plan }) }
  seat.job = job
  seat.busy = next
  const failed = (error: Error): void => {
    job.left.length = 0
    job.fail(error)
  }
  worker.removeAllListeners()
  worker.once('error', failed)
  worker.once('message', (answer: ScenarioAnswer) => {
    seat.busy = null
    if (answer.kind === 'result') job.settle(next.at, answer.result)
    else failed(Object.assign(new Error(answer.message), { stack: answer.stack }))
    give()
  })
  worker.postMessage(message)
}

const sent = ({ plan, records, others = [] }: PrepareInput): SentPlan => ({
  plan,
  records: records.map(({ trial, file }) => ({ trial, file })),
  others: others.map(({ trial, file }) => ({ trial, file })),
})

const inThisThread: RunScenarios = (_, prepared, onDone) =>
  Promise.resolve(
    prepared.tasks.map((task) => {
      const result = prepared.run(task)
      onDone(task)
      return result
    }),
  )
