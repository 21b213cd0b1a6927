import { coxGrid } from '../../dist/node/index.js'
import { randomStream } from '../../dist/numeric/random-stream.js'
import { imputedVersions } from '../../dist/scenario/imputed-versions.js'
import { poolGrid } from '../../dist/scenario/pool-grid.js'
import { patients } from '../../dist/survival/index.js'
import { patientsOf } from './patients-of.mjs'

const DELTAS = Array.from({ length: 100 }, (_, i) => 0.1 * Math.exp((i / 99) * Math.log(100)))

/** Tipping over the deltas of both arms, from patients to pooled ratios: 400 patients, every other censoring a drop-out with ten months more. */
export async function twoArmGrid(imputations, workers) {
  const columns = patientsOf(400, 7)
  const dropOut = columns.event.map((event, i) => (event === 0 && i % 2 === 0 ? 1 : 0))
  const set = patients({
    ...columns,
    reason: dropOut,
    administrative: columns.time.map((time, i) => time + 10 * dropOut[i]),
  })
  const begin = performance.now()
  const cpu = process.cpuUsage()
  const arms = [0, 1].map((arm) =>
    imputedVersions({ patients: () => set, arm, deltas: DELTAS, imputations, random: randomStream(7, `bench/${arm}`) }),
  )
  const imputed = performance.now()
  const grid = await coxGrid(...arms, { workers })
  const fitted = performance.now()
  const pooled = poolGrid(grid, imputations)
  const end = performance.now()
  const { user, system } = process.cpuUsage(cpu)
  if (pooled.length !== 10_000 || pooled.some((cell) => cell === null))
    throw new Error('a ratio in each cell is required')
  const seconds = (from, to) => (to - from) / 1000
  return {
    impute: seconds(begin, imputed),
    fit: seconds(imputed, fitted),
    pool: seconds(fitted, end),
    elapsed: seconds(begin, end),
    processor: (user + system) / 1e6,
  }
}
