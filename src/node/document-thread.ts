import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { DocumentAnswer } from './document-worker.ts'
import { type BesideInputs, renderBeside } from './render-beside.ts'

export interface DocumentThread {
  /** `renderBeside`, while this thread goes on: the next report is drawn while the documents of the last are set. */
  readonly render: (inputs: BesideInputs) => Promise<ReadonlyMap<string, Uint8Array>>
  /** Ends the thread; whatever it was doing is lost. */
  readonly close: () => Promise<void>
}

const workerFile = new URL('./document-worker.js', import.meta.url)

/** One thread that sets documents, begun when the first is asked for. Run from its sources, where no compiled worker lies beside, everything is done in the calling thread. */
export function documentThread(): DocumentThread {
  let worker: Worker | null = null
  const waiting: { readonly done: (answer: DocumentAnswer) => void; readonly fail: (error: Error) => void }[] = []
  const begin = (): Worker => {
    const begun = new Worker(workerFile, { execArgv: [] })
    begun.on('message', (answer: DocumentAnswer) => waiting.shift()?.done(answer))
    begun.on('error', (error) => {
      for (const it of waiting.splice(0)) it.fail(error)
    })
    return begun
  }
  const render: DocumentThread['render'] = async ({ onProgress, ...job }) => {
    const nothing = job.formats.every((it) => it === 'html')
    if (nothing || !existsSync(fileURLToPath(workerFile)))
      return renderBeside(onProgress === undefined ? job : { ...job, onProgress })
    onProgress?.('setting the documents', 0, 1)
    worker ??= begin()
    const thread = worker
    const answer = await new Promise<DocumentAnswer>((done, fail) => {
      waiting.push({ done, fail })
      thread.postMessage(job)
    })
    if (answer.kind === 'failed') throw Object.assign(new Error(answer.message), { stack: answer.stack })
    return answer.files
  }
  const close = async (): Promise<void> => {
    waiting.length = 0
    await worker?.terminate()
  }
  return { render, close }
}
