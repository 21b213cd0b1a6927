import { spawnSync } from 'node:child_process'

// Time of `remeier audit` over all records of this project, start of Node included: npm run bench:audit-speed [-- RUNS].
const runs = Number(process.argv[2] ?? 5)
const measured = Array.from({ length: runs }, () => {
  const begin = process.hrtime.bigint()
  const ended = spawnSync(process.execPath, ['dist/cli/main.js', 'audit', '--json'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const { exit, files } = JSON.parse(ended.stdout)
  const wall = Number(process.hrtime.bigint() - begin) / 1e9
  return { wall, exit, records: files.length, checks: files.reduce((sum, it) => sum + it.tally.checks, 0) }
})
const walls = measured.map(({ wall }) => wall).sort((a, b) => a - b)
const [{ records, checks, exit }] = measured
const shown = (it) => `${it.toFixed(2)} s`
console.log(
  `${records} records, ${checks} checks, exit ${exit}: median ${shown(walls[Math.floor(runs / 2)])}, fastest ${shown(walls[0])}`,
)
