import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { coxGrid } from '../../dist/node/index.js'
import { patientsOf } from './patients-of.mjs'

/** One arm of 200 under 100 values of a parameter: the times beyond the first year are stretched by up to two. */
function versionsOf(draws, arm) {
  const size = 200
  const versions = 100
  const time = new Float64Array(new SharedArrayBuffer(8 * draws * versions * size))
  const event = new Uint8Array(new SharedArrayBuffer(draws * versions * size))
  for (let draw = 0; draw < draws; draw++) {
    const all = patientsOf(2 * size, 1000 + draw)
    const rows = Array.from({ length: size }, (_, i) => 2 * i + arm).sort((a, b) => all.time[a] - all.time[b])
    for (let version = 0; version < versions; version++) {
      const from = (draw * versions + version) * size
      rows.forEach((row, i) => {
        const late = Math.max(0, all.time[row] - 12)
        time[from + i] = all.time[row] + (late * version) / versions
        event[from + i] = all.event[row]
      })
    }
  }
  return { draws, versions, size, time, event }
}

/** Seconds of processor time of each thread but the main one; empty where the system has no /proc. */
function threadSeconds() {
  const seconds = new Map()
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      if (thread === String(process.pid)) continue
      const [user, system] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
        .split(') ')[1]
        .split(' ')
        .slice(11, 13)
      seconds.set(thread, (Number(user) + Number(system)) / 100)
    }
  } catch {
    // A thread may end while it is read; the next look has the others.
  }
  return seconds
}

/** Elapsed seconds, and the processor time of the thread that worked most. */
async function timed(run) {
  const before = threadSeconds()
  let busiest = NaN
  const look = () => {
    for (const [thread, now] of threadSeconds()) {
      const spent = now - (before.get(thread) ?? 0)
      if (!(spent <= busiest)) busiest = spent
    }
  }
  const looking = setInterval(look, 20)
  const begin = performance.now()
  const result = await run()
  const elapsed = (performance.now() - begin) / 1000
  clearInterval(looking)
  return { result, elapsed, busiest }
}

/** The grid on one worker and on two, in turn; the best of each, and whether the bytes agree. */
export async function grid(draws) {
  const arms = [versionsOf(draws, 0), versionsOf(draws, 1)]
  const runs = { 1: [], 2: [] }
  const sums = new Set()
  for (const workers of [1, 2, 1, 2]) {
    const { result, ...times } = await timed(() => coxGrid(...arms, { workers }))
    runs[workers].push(times)
    const hash = createHash('sha256')
    for (const column of [result.logHazardRatio, result.standardError]) hash.update(new Uint8Array(column.buffer))
    sums.add(hash.digest('hex'))
  }
  const best = (workers, what) => Math.min(...runs[workers].map((times) => times[what]))
  return {
    fits: draws * 10_000,
    elapsed: [best(1, 'elapsed'), best(2, 'elapsed')],
    busiest: [best(1, 'busiest'), best(2, 'busiest')],
    same: sums.size === 1,
  }
}
