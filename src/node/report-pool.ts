import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { RunScenarios } from '../analysis/analyse.ts'
import type { ScenarioResult } from '../analysis/case.ts'
import type { PrepareInput } from '../analysis/prepare.ts'
import type { BesideInputs } from './render-beside.ts'
import type { RenderedReport, ReportInputs } from './render-report.ts'
import type { ReportAnswer, ReportTask, SentPlan } from './report-worker.ts'
import { UserMistake } from './user-mistake.ts'

/** Several plans at the same time share the workers. */
export interface ReportPool {
  /** Runs scenarios of a plan. */
  readonly run: RunScenarios
  /** `renderReport`, in a worker. */
  readonly report: (inputs: ReportInputs) => Promise<RenderedReport>
  /** `renderBeside`, in a worker. */
  readonly beside: (inputs: BesideInputs) => Promise<ReadonlyMap<string, Uint8Array>>
  /** Ends the workers; whatever they were doing is lost. */
  readonly close: () => Promise<void>
}

/** As many as the machine has processors for. */
export const defaultWorkers = (): number => availableParallelism()

const workerFile = new URL('./report-worker.js', import.meta.url)

/**
 * Worker threads that run the scenarios of plans and set their reports. What comes out does not depend on their number: each scenario addresses
 * its random numbers by seed, name and draw, and results are stored by their place in the plan.
 *
 * A plan that was analysed is set before more scenarios are run. A worker keeps to its plan, as it has rebuilt and drawn from it; when there is
 * no other plan left it helps with the one that has most left. Run from its sources, where no compiled worker lies beside, everything is done in
 * the calling thread.
 */
export function reportPool(workers: number = defaultWorkers()): ReportPool {
  if (!(Number.isInteger(workers) && workers >= 1))
    throw new RangeError(`reportPool: a whole number of workers >= 1 is required, got ${workers}`)
  if (!existsSync(fileURLToPath(workerFile))) return inThisThread
  const jobs: Job[] = []
  const rendering: Errand[] = []
  const seats: Seat[] = []
  let numbered = 0
  const give = (): void => {
    const waits = (): boolean => rendering.length > 0 || jobs.some((it) => it.left.length > 0)
    while (seats.length < workers && seats.every((it) => it.busy) && waits()) seats.push(newSeat())
    for (const seat of seats.filter((it) => !it.busy)) {
      const errand = rendering.shift() ?? nextScenario(jobs, seats, seat)
      if (errand !== undefined) send(seat, errand, give, () => seats.splice(seats.indexOf(seat), 1))
    }
  }
  /** `take` keeps what was asked for, and nothing else. */
  const rendered = <Made>(
    task: ReportTask,
    onProgress: OnProgress | undefined,
    take: (answer: ReportAnswer) => Made | null,
  ) =>
    new Promise<Made>((resolve, reject) => {
      const done = (answer: ReportAnswer): void => {
        const made = take(answer)
        if (made !== null) resolve(made)
      }
      rendering.push({ task: () => task, done, onProgress, fail: reject })
      give()
    })
  return {
    run: (input, { tasks }, onDone) =>
      new Promise((resolve, reject) => {
        const found: ScenarioResult[] = []
        let open = tasks.length
        const plan = sent(input)
        const job: Job = { left: [] }
        const number = numbered++
        const errands = tasks.map((task, at): Errand => ({
          task: (seat) => ({ kind: 'scenario', job: number, task, ...(seat.job === job ? {} : { plan }) }),
          job,
          done: (answer) => {
            if (answer.kind !== 'scenario') return
            found[at] = answer.result
            onDone(task)
            if (--open === 0) resolve(found)
          },
          onProgress: undefined,
          fail: (error) => {
            job.left.length = 0
            reject(error)
          },
        }))
        job.left.push(...errands)
        jobs.push(job)
        if (open === 0) resolve(found)
        give()
      }),
    report: ({ onProgress, ...inputs }) =>
      rendered({ kind: 'report', inputs }, onProgress, (it) => (it.kind === 'report' ? it.report : null)),
    beside: ({ onProgress, ...inputs }) =>
      rendered({ kind: 'beside', inputs }, onProgress, (it) => (it.kind === 'beside' ? it.files : null)),
    close: async () => {
      jobs.length = 0
      rendering.length = 0
      await Promise.all(seats.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}

type OnProgress = NonNullable<ReportInputs['onProgress']>

/** A task on its way to a worker. */
interface Errand {
  readonly task: (seat: Seat) => ReportTask
  /** The plan whose scenario it is. */
  readonly job?: Job
  readonly done: (answer: ReportAnswer) => void
  readonly onProgress: OnProgress | undefined
  readonly fail: (error: Error) => void
}

/** The scenarios of a plan. */
interface Job {
  readonly left: Errand[]
}

interface Seat {
  readonly worker: Worker
  /** The plan that it has. */
  job: Job | null
  busy: boolean
}

const newSeat = (): Seat => ({ worker: new Worker(workerFile, { execArgv: [] }), job: null, busy: false })

/** Of its own plan; else of the first that no worker has; else of the one with most left. */
function nextScenario(jobs: readonly Job[], seats: readonly Seat[], { job: own }: Seat): Errand | undefined {
  const open = jobs.filter((it) => it.left.length > 0)
  const fresh = open.find((it) => !seats.some(({ job }) => job === it))
  const longest = open.toSorted((a, b) => b.left.length - a.left.length)[0]
  const next = own !== null && open.includes(own) ? own : (fresh ?? longest)
  return next?.left.shift()
}

function send(seat: Seat, errand: Errand, give: () => void, leave: () => void): void {
  const { worker } = seat
  const task = errand.task(seat)
  if (errand.job !== undefined) seat.job = errand.job
  seat.busy = true
  worker.removeAllListeners()
  // A thread that broke down (without memory, say) does not come back.
  worker.once('error', (error) => {
    leave()
    errand.fail(error)
    give()
  })
  worker.on('message', (answer: ReportAnswer) => {
    if (answer.kind === 'progress') {
      errand.onProgress?.(answer.step, answer.done, answer.total)
      return
    }
    seat.busy = false
    if (answer.kind === 'failed') errand.fail(errorOf(answer))
    else errand.done(answer)
    give()
  })
  worker.postMessage(task)
}

const errorOf = ({ message, stack, mistake }: Extract<ReportAnswer, { readonly kind: 'failed' }>): Error =>
  mistake ? new UserMistake(message) : Object.assign(new Error(message), { stack })

const sent = ({ plan, records, others = [] }: PrepareInput): SentPlan => ({
  plan,
  records: records.map(({ trial, file }) => ({ trial, file })),
  others: others.map(({ trial, file }) => ({ trial, file })),
})

const inThisThread: ReportPool = {
  run: (_, prepared, onDone) =>
    Promise.resolve(
      prepared.tasks.map((task) => {
        const result = prepared.run(task)
        onDone(task)
        return result
      }),
    ),
  report: async (inputs) => (await import('./render-report.ts')).renderReport(inputs),
  beside: async (inputs) => (await import('./render-beside.ts')).renderBeside(inputs),
  close: () => Promise.resolve(),
}
