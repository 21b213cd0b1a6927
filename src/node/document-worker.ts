import { parentPort } from 'node:worker_threads'
import { type BesideInputs, renderBeside } from './render-beside.ts'

/** What `documentThread` sends: everything but the port that tells of progress, which is no data. */
export type DocumentJob = Omit<BesideInputs, 'onProgress'>

export type DocumentAnswer =
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string }

const port = parentPort
if (port === null) throw new TypeError('document-worker: only documentThread starts it')
// One after the other, in the order in which they come.
let before: Promise<void> = Promise.resolve()
port.on('message', (job: DocumentJob) => {
  before = before.then(async () => {
    port.postMessage(await answer(job))
  })
})

async function answer(job: DocumentJob): Promise<DocumentAnswer> {
  try {
    return { kind: 'files', files: await renderBeside(job) }
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    return { kind: 'failed', message, stack }
  }
}
