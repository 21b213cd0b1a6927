import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { carrier } from '../../src/reconstruct/carrier.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { inOrder, reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import { cox } from '../../src/survival/cox.ts'
import { openBed } from './reconstruction/bed.ts'
import { summaryLevels } from './reconstruction/comparison.ts'
import { quantile } from './reconstruction/summarise.ts'

// Processor time of rebuilding a bed, beside that of a Cox fit of the same patients:
// npm run bench:reconstruction-speed -- --bed DIR [--level L1|L2|L3]... [--every 1] [--rounds 3]
// Every comparison is rebuilt once before the clock counts, then --rounds times, of which the median counts.
const { values } = parseArgs({
  options: {
    bed: { type: 'string' },
    level: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
  },
})
const draws = 1000
const fits = 200

/** Goals: the largest median, and the largest 90th percentile where there is one; milliseconds. */
const tasks = [
  { key: 'curve', what: 'curve', goal: 2, most: null },
  { key: 'carrier', what: 'carrier', goal: 5, most: 40 },
  { key: 'curves', what: '1,000 curve draws', goal: 30, most: null },
  { key: 'patients', what: 'patient draw, its curve drawn', goal: 0.03, most: null },
  { key: 'both', what: 'patient draw with its curve', goal: null, most: null },
  { key: 'whole', what: 'whole reconstruction, with predictions of every figure', goal: null, most: null },
  { key: 'cox', what: 'Cox fit', goal: null, most: null },
] as const
type Key = (typeof tasks)[number]['key']
type Times = Record<Key, number>

if (values.bed === undefined) throw new RangeError('--bed DIR is required: a folder with summary')
const { comparisons } = openBed(values.bed)
const lines = [`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, processor time in ms.`]
for (const level of summaryLevels.filter((it) => values.level?.includes(it) ?? true)) {
  const chosen = comparisons.filter((it, i) => i % Number(values.every) === 0 && it.levels.includes(level))
  const evidence = chosen.map((it) => it.given(level).evidence).filter((it) => estimate(inOrder(it), usual) !== null)
  for (const it of evidence) timesOf(it)
  const found = evidence.map((it) => {
    const rounds = Array.from({ length: Number(values.rounds) }, () => timesOf(it))
    return timesBy((key) => quantile(rounds.map((round) => round[key]), 0.5)) // prettier-ignore
  })
  lines.push('', `## ${level}, ${evidence.length} comparisons`, '', ...table(found))
}
lines.push('', `Load of the machine at the end: ${loadavg()[0]?.toFixed(1) ?? '-'}.`, '')
process.stdout.write(lines.join('\n'))

function timesBy(of: (key: Key) => number): Times {
  return {
    curve: of('curve'),
    carrier: of('carrier'),
    curves: of('curves'),
    patients: of('patients'),
    both: of('both'),
    whole: of('whole'),
    cox: of('cox'),
  }
}

function timesOf(printed: EndpointEvidence): Times {
  const evidence = inOrder(printed)
  const [curve, estimated] = timed(() => estimate(evidence, usual))
  if (estimated === null) throw new RangeError('nothing tells of time')
  const [placed] = timed(() => carrier(evidence, estimated.fit, 1, estimated.grid))
  const [whole, rebuilt] = timed(() => reconstruct(printed, { seed: 1 }))
  if ('kind' in rebuilt) throw new RangeError(rebuilt.reason)
  const [curves] = timed(() => {
    for (let k = 0; k < draws; k += 1) rebuilt.drawCurves(k)
  })
  const [drawn] = timed(() => {
    for (let k = 0; k < draws; k += 1) rebuilt.drawPatients(k)
  })
  const [fitted] = timed(() => {
    for (let k = 0; k < fits; k += 1) cox(rebuilt.patients)
  })
  const patients = Math.max(0, drawn - curves) / draws
  return { curve, carrier: placed, curves, patients, both: drawn / draws, whole, cox: fitted / fits }
}

/** Milliseconds of processor time of this process: what others take of the machine does not count. */
function timed<T>(run: () => T): readonly [number, T] {
  const begin = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(begin)
  return [(user + system) / 1000, result]
}

function table(found: readonly Times[]): string[] {
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
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`)
}
