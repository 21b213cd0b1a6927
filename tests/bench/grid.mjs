import { createHash } from 'node:crypto'
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

/** The grid on one worker and on two, in turn; the best of each, and whether the bytes agree. */
export async function grid(draws) {
  const arms = [versionsOf(draws, 0), versionsOf(draws, 1)]
  const seconds = { 1: [], 2: [] }
  const sums = new Set()
  for (const workers of [1, 2, 1, 2]) {
    const begin = performance.now()
    const { logHazardRatio, standardError } = await coxGrid(...arms, { workers })
    seconds[workers].push((performance.now() - begin) / 1000)
    const hash = createHash('sha256')
    for (const column of [logHazardRatio, standardError]) hash.update(new Uint8Array(column.buffer))
    sums.add(hash.digest('hex'))
  }
  return { fits: draws * 10_000, one: Math.min(...seconds[1]), two: Math.min(...seconds[2]), same: sums.size === 1 }
}
