import { workerData } from 'node:worker_threads'
import type { ArmVersions } from '../survival/cox-arms-sweep.ts'
import { coxGridDraw, type CoxGridResult } from '../survival/cox-grid-draw.ts'

/** What a worker of `coxGrid` is handed: all in shared memory. */
export interface GridWorker {
  readonly reference: ArmVersions
  readonly other: ArmVersions
  readonly result: CoxGridResult
  /** This worker takes every `workers`-th draw from `first`. */
  readonly first: number
  readonly workers: number
}

const task: unknown = workerData
if (!isTask(task)) throw new TypeError('grid-worker: only coxGrid starts it')
const { reference, other, result, first, workers } = task
for (let draw = first; draw < reference.draws; draw += workers) coxGridDraw(reference, other, draw, result)

function isTask(data: unknown): data is GridWorker {
  return typeof data === 'object' && data !== null && 'reference' in data && 'result' in data
}
