import { run } from '../../dist/cli/run.js'

// Processor time of `remeier audit` over all records of this project, start of Node included: npm run bench:audit-speed. Time on the
// wall is no more than that on a machine with nothing else to do.
let out = ''
const listening = { out: (text) => (out += text), err: () => undefined, width: 80, colour: false, live: false }
const code = await run(['audit', '--json'], listening)
const { user, system } = process.cpuUsage()
const { files } = JSON.parse(out)
const checks = files.reduce((sum, { tally }) => sum + tally.checks, 0)
console.log(
  `${files.length} records, ${checks} checks, exit ${code}: ${((user + system) / 1e6).toFixed(1)} s of processor time`,
)
