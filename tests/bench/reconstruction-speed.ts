import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { carrier } from '../../src/reconstruct/carrier.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { solve } from '../../src/reconstruct/posterior.ts'
import { inOrder, reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import { cox } from '../../src/survival/cox.ts'
import { arithmeticOfCurves, arithmeticOfPatients } from './arithmetic-of-draws.ts'
import { openBed } from './reconstruction/bed.ts'
import { summaryLevels } from './reconstruction/comparison.ts'
import { quantile } from './reconstruction/summarise.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { bedOption, benchArguments, listedOption, wholeOption } from './bench-options.ts'
import { tellPlainly } from './tell-plainly.ts'
import { writePage } from './write-page.ts'

// Processor time of rebuilding a bed, beside that of a Cox fit of the same patients:
// npm run bench:reconstruction-speed -- --bed DIR [--level L1|L2|L3]... [--every 1] [--rounds 3] [--write docs/reconstruction-speed.md --name "..."]
// Every comparison is rebuilt once before the clock counts, then --rounds times, of which the median counts.
tellPlainly()
const { values } = parseArgs({
  args: benchArguments(),
  options: {
    bed: { type: 'string' },
    level: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    write: { type: 'string' },
    name: { type: 'string', default: 'a bed' },
  },
})
const draws = 1000
const fits = 200
const passes = 10

/** Goals: the largest median, and the largest 90th percentile where there is one; milliseconds. */
const tasks = [
  { key: 'curve', what: 'curve', goal: 2, most: null },
  { key: 'pass', what: 'of a curve: one pass over the figures', goal: null, most: null },
  { key: 'carrier', what: 'carrier', goal: 5, most: 40 },
  { key: 'curves', what: '1,000 curve draws', goal: 30, most: null },
  { key: 'prepared', what: '1,000 more curve draws, their laws prepared', goal: null, most: null },
  { key: 'leastOfCurves', what: 'of 1,000 curve draws: the arithmetic alone', goal: null, most: null },
  { key: 'patients', what: 'patient draw, its curve drawn', goal: 0.03, most: null },
  { key: 'leastOfPatients', what: 'of a patient draw: the arithmetic alone', goal: null, most: null },
  { key: 'both', what: 'patient draw with its curve', goal: null, most: null },
  { key: 'whole', what: 'whole reconstruction, with predictions of every figure', goal: null, most: null },
  { key: 'cox', what: 'Cox fit', goal: null, most: null },
] as const
type Key = (typeof tasks)[number]['key']
type Times = Record<Key, number>

const levels = listedOption('--level', values.level, summaryLevels) ?? summaryLevels
const one = wholeOption('--every', values.every, 1)
const times = wholeOption('--rounds', values.rounds, 1)
const folder = bedOption(values.bed, 'summary')
if (values.write !== undefined) requireFile(values.write, '--write')
const { comparisons } = openBed(folder)
const sections: string[] = []
for (const level of levels) {
  const chosen = comparisons.filter((it, i) => i % one === 0 && it.levels.includes(level))
  const evidence = chosen.map((it) => it.given(level).evidence).filter((it) => estimate(inOrder(it), usual) !== null)
  for (const it of evidence) timesOf(it)
  const found = evidence.map((it) => {
    const rounds = Array.from({ length: times }, () => timesOf(it))
    return timesBy((key) => quantile(rounds.map((round) => round[key]), 0.5)) // prettier-ignore
  })
  sections.push(`## ${level}, ${evidence.length} comparisons\n\n${table(found)}\n`)
}
const page = pageOf(sections)
process.stdout.write(page)
writePage(values.write, page, '--write')

function pageOf(tables: readonly string[]): string {
  const every = values.every === '1' ? '' : ` --every ${values.every}`
  return `# Speed of the reconstruction

Written by \`npm run bench:reconstruction-speed -- --bed DIR${every} --write docs/reconstruction-speed.md\`, on ${values.name}${every === '' ? '' : `, one comparison in ${values.every}`}. Milliseconds of
processor time on one core: median and 90th percentile over comparisons, each rebuilt once before the clock counts and then ${values.rounds} times, of which the median counts.
Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}. The load of the machine was ${loadavg()[0]?.toFixed(1) ?? '-'} at the end: processor time leaves out what others
took, but not that they share caches, cores and memory. Ratios are to a two-arm Cox fit (\`cox\`) of the rebuilt patients of the same comparison, in the same run. No test asserts a time.

A curve is all that needs no seed: horizon, law of the state, curve, band and bounds. A carrier is the polished set of patients. L1 are medians and a hazard ratio, L2 has landmarks and follow-up too,
L3 also numbers at risk and events by arm. The first 1,000 curve draws prepare the laws that they come from, once: seven where the longest follow-up is not printed (L1), of which six have to be fitted, else one. A pass over the figures linearises all of them at one state; a curve takes several. The arithmetic alone is what no draw can do without: of a curve, a normal number for
each point of the state, the product with a triangle, exponentials of the state before and after one step back to the figures, and two exponentials for each time of the curve; of
patients, a random number for every two, and an exponential for each time.

Why goals are missed, and what was tried: “The same numbers, sooner” in \`docs/decisions.md\`.

${tables.join('\n')}`
}

function timesBy(of: (key: Key) => number): Times {
  return {
    curve: of('curve'),
    pass: of('pass'),
    carrier: of('carrier'),
    curves: of('curves'),
    prepared: of('prepared'),
    leastOfCurves: of('leastOfCurves'),
    patients: of('patients'),
    leastOfPatients: of('leastOfPatients'),
    both: of('both'),
    whole: of('whole'),
    cox: of('cox'),
  }
}

function timesOf(printed: EndpointEvidence): Times {
  const evidence = inOrder(printed)
  const [curve, estimated] = timed(() => estimate(evidence, usual))
  if (estimated === null) throw new RangeError('nothing tells of time')
  const [placed] = timed(() => carrier(estimated.believed, estimated.fit, 1, estimated.grid))
  const [whole, rebuilt] = timed(() => reconstruct(printed, { seed: 1 }))
  if ('kind' in rebuilt) throw new RangeError(rebuilt.reason)
  const drawCurves = (): void => {
    for (let k = 0; k < draws; k += 1) rebuilt.drawCurves(k)
  }
  const [curves] = timed(drawCurves)
  // Nothing is prepared any more: what patients take beyond their curves.
  const [prepared] = timed(drawCurves)
  const [drawn] = timed(() => {
    for (let k = 0; k < draws; k += 1) rebuilt.drawPatients(k)
  })
  const [fitted] = timed(() => {
    for (let k = 0; k < fits; k += 1) cox(rebuilt.patients)
  })
  const patients = Math.max(0, drawn - prepared) / draws
  const { model, moments, observations, inflate, posterior } = estimated.fit
  const [pass] = timed(() => {
    for (let k = 0; k < passes; k += 1)
      solve(model, moments, observations, { from: posterior.state, passes: 0, inflate })
  })
  const [leastOfCurves] = timed(() => arithmeticOfCurves(estimated, draws))
  const [leastOfPatients] = timed(() => arithmeticOfPatients(estimated, rebuilt.patients.time.length, draws))
  return {
    curve,
    pass: pass / passes,
    carrier: placed,
    curves,
    prepared,
    leastOfCurves,
    patients,
    leastOfPatients: leastOfPatients / draws,
    both: drawn / draws,
    whole,
    cox: fitted / fits,
  }
}

/** Milliseconds of processor time of this process: what others take of the machine does not count. */
function timed<T>(run: () => T): readonly [number, T] {
  const begin = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(begin)
  return [(user + system) / 1000, result]
}

function table(found: readonly Times[]): string {
  const show = (x: number): string => String(Number(x.toPrecision(3)))
  const rows = tasks.map(({ key, what, goal, most }) => {
    const own = found.map((it) => it[key])
    const [median, high] = [quantile(own, 0.5), quantile(own, 0.9)]
    const ratio = found.map((it) => it[key] / it.cox)
    const wanted = goal === null ? '' : `<= ${goal}${most === null ? '' : `, p90 <= ${most}`}`
    const reached = goal === null ? '' : median <= goal && (most === null || high <= most) ? 'yes' : 'no'
    return [what, show(median), show(high), show(quantile(ratio, 0.5)), show(quantile(ratio, 0.9)), wanted, reached]
  })
  const head = ['task', 'median', 'p90', 'in Cox fits, median', 'p90', 'goal', 'reached']
  const ruled = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
  return ruled.map((row) => `| ${row.join(' | ')} |`).join('\n')
}
