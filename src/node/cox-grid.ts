import { Worker } from 'node:worker_threads'
import type { ArmVersions } from '../survival/cox-arms-sweep.ts'
import type { CoxGridResult } from '../survival/cox-grid-draw.ts'
import type { GridWorker } from './grid-worker.ts'

export interface CoxGridOptions {
  /** Worker threads, >= 1; default 1. The result does not depend on it. */
  readonly workers?: number
}

/**
 * Two-arm Cox regressions (Efron's ties) over a grid, for tipping points of two parameters: in every draw, each version of the
 * reference arm against each version of the other arm. Worker threads share the draws out; each result is stored by its draw
 * and cell, so that its bytes are the same for any number of workers.
 *
 * Times must ascend within a version, events before censorings; times are tied where they are equal (put them on a lattice).
 * Throws a RangeError where the draws or lengths do not fit.
 *
 * @example
 * ```ts
 * import { coxGrid } from 'remeier/node'
 * const a = { draws: 1, versions: 1, size: 2, time: Float64Array.of(1, 3), event: Uint8Array.of(1, 1) }
 * const b = { draws: 1, versions: 1, size: 2, time: Float64Array.of(2, 4), event: Uint8Array.of(1, 1) }
 * const grid = await coxGrid(a, b)
 * grid.logHazardRatio[0] // => -0.9406136421072089
 * ```
 */
export async function coxGrid(
  reference: ArmVersions,
  other: ArmVersions,
  { workers = 1 }: CoxGridOptions = {},
): Promise<CoxGridResult> {
  if (!(Number.isInteger(workers) && workers >= 1))
    throw new RangeError(`coxGrid: a whole number of workers >= 1 is required, got ${workers}`)
  if (reference.draws !== other.draws)
    throw new RangeError(`coxGrid: as many draws of both arms are required, got ${reference.draws} and ${other.draws}`)
  const shared = { reference: share(reference), other: share(other) }
  const cells = reference.draws * reference.versions * other.versions
  const result = {
    logHazardRatio: new Float64Array(new SharedArrayBuffer(8 * cells)),
    standardError: new Float64Array(new SharedArrayBuffer(8 * cells)),
  }
  await Promise.all(
    Array.from({ length: Math.min(workers, Math.max(1, reference.draws)) }, (_, first) =>
      run({ ...shared, result, first, workers: Math.min(workers, Math.max(1, reference.draws)) }),
    ),
  )
  return result
}

/** The arm in shared memory, so that no worker copies it. */
function share(arm: ArmVersions): ArmVersions {
  const { draws, versions, size, time, event } = arm
  const length = draws * versions * size
  if (time.length !== length || event.length !== length)
    throw new RangeError(
      `coxGrid: draws x versions x size = ${length} times and events are required, got ${time.length} and ${event.length}`,
    )
  if (time.buffer instanceof SharedArrayBuffer && event.buffer instanceof SharedArrayBuffer) return arm
  const sharedTime = new Float64Array(new SharedArrayBuffer(8 * length))
  const sharedEvent = new Uint8Array(new SharedArrayBuffer(length))
  sharedTime.set(time)
  sharedEvent.set(event)
  return { draws, versions, size, time: sharedTime, event: sharedEvent }
}

function run(workerData: GridWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    // Flags of the command line (--eval, say) are the main thread's.
    const worker = new Worker(new URL('./grid-worker.js', import.meta.url), { workerData, execArgv: [] })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`coxGrid: a worker stopped with exit code ${code}`))
    })
  })
}
