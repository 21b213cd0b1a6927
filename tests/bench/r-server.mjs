import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** R, kept running so that its calls can be timed between ours; null where there is no Rscript. */
export async function rServer(sets) {
  const folder = mkdtempSync(join(tmpdir(), 'remeier-bench-'))
  for (const [n, set] of sets)
    for (const name of ['time', 'event', 'assigned']) writeFileSync(join(folder, `${name}-${n}.bin`), set[name])
  const script = fileURLToPath(new URL('speed.R', import.meta.url))
  const child = spawn('Rscript', ['--vanilla', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const missing = new Promise((resolve) => child.once('error', () => resolve(null)))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const line = await Promise.race([missing, lines.next()])
    return line && !line.done ? line.value.trim() : null
  }
  const clean = () => rmSync(folder, { recursive: true, force: true })
  const versions = await next()
  if (versions === null) {
    clean()
    return null
  }
  return {
    versions,
    /** Seconds of one call of a routine on the patients of this size. */
    time: async (task, n, repetitions) => {
      child.stdin.write(`${task} ${n} ${repetitions}\n`)
      return Number(await next())
    },
    stop: () => {
      child.stdin.end()
      clean()
    },
  }
}
