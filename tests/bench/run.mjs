import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as survival from '../../dist/survival/index.js'
import { requireFile } from '../../dist/node/require-folder.js'
import { grid } from './grid.mjs'
import { patientsOf } from './patients-of.mjs'
import { rServer } from './r-server.mjs'
import { twoArmGrid } from './two-arm-grid.mjs'

// Speed of remeier/survival: npm run bench [-- --write FILE.md] [--draws 200]. Ratios of medians, measured in turn in one run.
const { values } = parseArgs({ options: { write: { type: 'string' }, draws: { type: 'string', default: '200' } } })
try {
  if (values.write !== undefined) requireFile(values.write, '--write')
} catch (error) {
  console.error(error.message)
  process.exit(2)
}
const { arm, bootstrap, bootstrapHazardRatio, cox, kaplanMeier, logRank, patients, productLimit, rmst } = survival

const small = Array.from({ length: 16 }, (_, i) => patientsOf(400, i + 1))
const large = patientsOf(1_000_000, 99)
const sorted = small.map((set) => patients(set))
const single = sorted.map((set) => arm(set, 'control'))
const memory = new Float64Array(1200)
let sink = 0

/** Three arrays read once: what the machine needs to look at the patients. */
function plainPass({ time, event, assigned }) {
  let sum = 0
  for (let i = 0; i < time.length; i++) sum += time[i] + event[i] + assigned[i]
  return sum
}

/** The steps of a curve that have limits. */
const stepsOf = (set) =>
  Float64Array.from(new Set(productLimit(patients(set)).survival)).filter((value) => value > 0 && value < 1)
const smallSteps = small.map(stepsOf)
const largeSteps = stepsOf(large)
const row = new Float64Array(512)

/** What log-log limits cannot do without: a logarithm and three exponentials a step. */
function functionsOfLimits(steps) {
  let sum = 0
  for (let from = 0; from < steps.length; from += row.length) {
    const size = Math.min(row.length, steps.length - from)
    for (let k = 0; k < size; k++) row[k] = Math.log(steps[from + k])
    for (let turn = 0; turn < 3; turn++) for (let k = 0; k < size; k++) row[k] = Math.exp(row[k] - 1)
    sum += row[0]
  }
  return sum
}

/** Memory for columns of a million numbers, each written once. */
function newColumns(count) {
  const block = new Float64Array(count * 1_000_000)
  for (let i = 0; i < block.length; i++) block[i] = i
  return block[1]
}

/** Everything that users of a draw ask for. */
function measure(sample) {
  const [a, b] = [arm(sample, 'control'), arm(sample, 'new')]
  const ends = productLimit(a).survival[0] + productLimit(b).survival[0]
  const means = rmst(b, 12).value - rmst(a, 12).value
  const fit = cox(sample)
  return fit.kind === 'value' ? fit.logHazardRatio + ends + means : null
}

// Batches of half a millisecond or more; the clock of processor time has microseconds.
const REPLICATES = 100
const ours = {
  plain: { calls: 400, run: (i) => plainPass(small[i & 15]) },
  patients: { calls: 60, run: (i) => patients(small[i & 15]).time[0] },
  presorted: { calls: 60, run: (i) => patients(sorted[i & 15]).time[0] },
  'sort + cox': { calls: 60, run: (i) => cox(patients(small[i & 15])).z },
  'sort + logRank': { calls: 60, run: (i) => logRank(patients(small[i & 15])).z },
  'sort + kaplanMeier': { calls: 30, run: (i) => kaplanMeier(patients(small[i & 15])).survival[0] },
  'sort + productLimit': { calls: 60, run: (i) => productLimit(patients(small[i & 15])).survival[0] },
  functions: { calls: 60, run: (i) => functionsOfLimits(smallSteps[i & 15]) },
  cox: { calls: 200, run: (i) => cox(sorted[i & 15]).z },
  logRank: { calls: 200, run: (i) => logRank(sorted[i & 15]).z },
  'productLimit, memory reused': { calls: 200, run: (i) => productLimit(single[i & 15], memory).survival[0] },
  productLimit: { calls: 200, run: (i) => productLimit(single[i & 15]).survival[0] },
  kaplanMeier: { calls: 60, run: (i) => kaplanMeier(single[i & 15]).survival[0] },
  rmst: { calls: 200, run: (i) => rmst(single[i & 15], 12).value },
  replicate: {
    calls: 1,
    per: REPLICATES,
    run: (i) => bootstrapHazardRatio(sorted[i & 15], { seed: i, draws: REPLICATES }).standardError,
  },
  draw: {
    calls: 1,
    per: REPLICATES,
    run: (i) => bootstrap(sorted[i & 15], measure, { seed: i, draws: REPLICATES }).value,
  },
}
const inLarge = {
  plain: () => plainPass(large),
  patients: () => patients(large).time[0],
  functions: () => functionsOfLimits(largeSteps),
  'eight columns': () => newColumns(8),
  'six columns': () => newColumns(6),
  'sort + cox': () => cox(patients(large)).z,
  'sort + logRank': () => logRank(patients(large)).z,
  'sort + kaplanMeier': () => kaplanMeier(patients(large)).survival[0],
  'sort + productLimit': () => productLimit(patients(large)).survival[0],
}
// R's clock of processor time has milliseconds: enough calls for some twenty of them.
const inR = {
  'coxph.fit': 250,
  coxph: 10,
  'survdiff.fit': 80,
  survdiff: 20,
  survfitKM: 160,
  'survfitKM,none': 160,
  survfit: 25,
}
const slowInR = new Set(['coxph', 'survdiff', 'survfit'])

const r = await rServer([
  [400, small[0]],
  [1_000_000, large],
])
const seconds = new Map()
const record = (name, value) => seconds.set(name, [...(seconds.get(name) ?? []), value])
function median(name) {
  const found = (seconds.get(name) ?? [NaN]).toSorted((a, b) => a - b)
  return found[found.length >> 1]
}
/** A loop with code of its own for each task: one loop for all would be optimised for one and thrown away for the next. */
const loopOf = (run) =>
  new Function('run', 'return (calls) => { let sum = 0; for (let i = 0; i < calls; i++) sum += run(i) ?? 0; return sum }')(run) // prettier-ignore
const loops = new Map()
function time(name, calls, per, run) {
  if (!loops.has(name)) loops.set(name, loopOf(run))
  const loop = loops.get(name)
  const begin = process.cpuUsage()
  sink += loop(calls)
  const { user, system } = process.cpuUsage(begin)
  record(name, (user + system) / 1e6 / calls / per)
}

// Warm, and thrown away: what is not compiled yet says nothing.
for (let turn = 0; turn < 100; turn++)
  for (const [name, { calls, per = 1, run }] of Object.entries(ours)) time(name, calls, per, run)
seconds.clear()
for (let round = 0; round < 41; round++) {
  for (const [name, { calls, per = 1, run }] of Object.entries(ours))
    for (let turn = 0; turn < 3; turn++) time(name, calls, per, run)
  if (r) for (const [task, calls] of Object.entries(inR)) record(task, await r.time(task, 400, calls))
}
// What the calls before have left is collected before the clock starts, here and in R: else the next in turn would pay.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
function timeLarge(name, run) {
  // The first leaves its memory to be freed beside what follows, the second waits for that.
  collect()
  collect()
  time(`${name} 1e6`, 1, 1, run)
}
for (const [name, run] of Object.entries(inLarge)) for (let turn = 0; turn < 3; turn++) timeLarge(name, run)
for (const name of Object.keys(inLarge)) seconds.delete(`${name} 1e6`)
for (let round = 0; round < 7; round++) {
  for (const [name, run] of Object.entries(inLarge)) timeLarge(name, run)
  for (const task of r ? Object.keys(inR) : [])
    if (round < 3 && (round === 0 || !slowInR.has(task))) record(`${task} 1e6`, await r.time(task, 1_000_000, 1))
}
r?.stop()
const tipping = await grid(Number(values.draws))
const twoArm = await twoArmGrid(Number(values.draws), 2)

const show = (value, digits = 3) => (Number.isNaN(value) ? '-' : String(Number(value.toPrecision(digits))))
const micro = (name) => show(median(name) * 1e6)
const milli = (name) => show(median(name) * 1e3)
const verdict = (goal, reached) => (goal === '' || Number.isNaN(reached) ? '' : reached ? 'yes' : 'no')
const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]
const against = (what, ourName, theirName, goal, size) => {
  const ratio = median(theirName + size) / median(ourName + size)
  const unit = size === '' ? micro : milli
  return [what, unit(ourName + size), theirName, unit(theirName + size), show(ratio), goal === '' ? '' : `>= ${goal}`, verdict(goal, Number.isNaN(ratio) ? NaN : ratio >= goal), show(median(ourName + size) / median(`plain${size}`))] // prettier-ignore
}
/** How many times as fast as R we should be if nothing but these were left to do. */
const atMost = (theirName, size, parts) =>
  show(median(theirName + size) / parts.reduce((sum, part) => sum + median(part + size), 0))
const compared = (size, goals) => [
  against('Cox', 'sort + cox', 'coxph.fit', goals[0], size),
  against('Cox', 'sort + cox', 'coxph', goals[1], size),
  against('log-rank', 'sort + logRank', 'survdiff.fit', goals[2], size),
  against('log-rank', 'sort + logRank', 'survdiff', '', size),
  against('Kaplan-Meier, with log-log limits', 'sort + kaplanMeier', 'survfitKM', goals[3], size),
  against('Kaplan-Meier, with log-log limits', 'sort + kaplanMeier', 'survfit', '', size),
  against('Kaplan-Meier and variance, both without limits', 'sort + productLimit', 'survfitKM,none', goals[3], size),
]
const inUnits = (what, name, goal) => {
  const ratio = median(name) / median('cox')
  return [what, micro(name), show(ratio), goal === '' ? '' : `<= ${goal}`, verdict(goal, ratio <= goal)]
}
const headR = (unit) => ['estimator', unit, 'R', `R, ${unit}`, 'times faster', 'goal', 'reached', 'plain passes']
const scaling = ([one, two]) => one / two
const shared = scaling(tipping.busiest) >= 1.8 ? 'in processor time' : 'no'
const page = [
  '# Benchmarks',
  '',
  'Written by `npm run bench -- --write docs/benchmarks.md`. Medians of processor time in one run in which the calls took turns, on one core.',
  `Node ${process.version}, ${r ? `R and survival ${r.versions}` : 'no R'}, ${cpus().length} x ${cpus()[0]?.model}. The load of the machine was ${loadavg()[0].toFixed(1)} at the end: processor time`,
  'leaves out what others took, but not that they share caches and memory. No test asserts a time.',
  '',
  'A plain pass reads the three arrays of the patients once. `patients` checks the columns, sorts and merges near-ties; R’s fitting routines are',
  'called on data that are prepared and unsorted, its user functions on a formula.',
  '',
  '## 400 patients, checking and sorting included, microseconds',
  '',
  ...table(headR('us'), compared('', [10, 200, 30, 30])),
  '',
  `\`patients\` alone takes ${micro('patients')} us, and ${micro('presorted')} where the rows are in order. A logarithm and three exponentials for each step of a curve take ${micro('functions')} us:`,
  `whatever else is saved, a curve with limits is at most ${atMost('survfitKM', '', ['patients', 'functions'])} times as fast as R, one without at most ${atMost('survfitKM,none', '', ['patients'])} times.`,
  '',
  'Why goals are missed, and what was tried: “Speed and size” in `docs/decisions.md`.',
  '',
  '## 1,000,000 patients, checking and sorting included, milliseconds',
  '',
  ...table(headR('ms'), compared(' 1e6', [5, '', 5, 5])),
  '',
  `\`patients\` alone takes ${milli('patients 1e6')} ms. Continuous times: so many lie within rounding error of each other that they are merged, as R does. New memory for the eight columns of a curve takes`,
  `${milli('eight columns 1e6')} ms (for six, without limits, ${milli('six columns 1e6')}), the functions of the limits ${milli('functions 1e6')}: a curve with limits is at most ${atMost('survfitKM', ' 1e6', ['patients', 'functions', 'eight columns'])} times as fast as R, one without at most ${atMost('survfitKM,none', ' 1e6', ['patients', 'six columns'])} times.`,
  '',
  '## In units of one Cox fit of 400 sorted patients',
  '',
  ...table(
    ['loop', 'us', 'units', 'goal', 'reached'],
    [
      inUnits('Cox, 400', 'cox', ''),
      inUnits('log-rank, 400', 'logRank', 0.75),
      inUnits('`productLimit` of 200, memory reused', 'productLimit, memory reused', 0.25),
      inUnits('`productLimit` of 200', 'productLimit', 0.25),
      inUnits('`kaplanMeier` of 200, with log-log limits', 'kaplanMeier', 0.25),
      inUnits('RMST of 200 with its standard error', 'rmst', 0.2),
      inUnits('replicate of `bootstrapHazardRatio`, 400', 'replicate', 1.8),
      inUnits('replicate of `bootstrap` with two product limits, Cox and two RMST, 400', 'draw', 8),
    ],
  ),
  '',
  '## Grid on worker threads',
  '',
  `${tipping.fits} Cox fits of 400. The bytes of the results ${tipping.same ? 'are the same' : 'DIFFER'}. Two workers that each need half the processor time take half as long where two cores are idle.`,
  '',
  ...table(
    ['seconds', 'one worker', 'two workers', 'scaling', 'goal', 'reached'],
    [
      ['elapsed', ...tipping.elapsed.map((time) => show(time)), show(scaling(tipping.elapsed)), '>= 1.8', scaling(tipping.elapsed) >= 1.8 ? 'yes' : shared],
      ['processor time of the busiest worker', ...tipping.busiest.map((time) => show(time)), show(scaling(tipping.busiest)), '', ''],
    ], // prettier-ignore
  ),
  '',
  '## Tipping over the deltas of both arms',
  '',
  `100 x 100 deltas of 400 patients, ${values.draws} imputations a cell, from patients to ratios pooled by Rubin’s rules (\`imputedVersions\`, \`coxGrid\` on two workers, \`poolGrid\`).`,
  'Half the processor time is about what two idle cores take.',
  '',
  ...table(
    [
      'seconds',
      'impute',
      'fit',
      'pool',
      'elapsed',
      'processor time',
      'half of it',
      'of one Cox fit, a cell and imputation',
      'goal',
      'reached',
    ],
    [
      [show(twoArm.impute), show(twoArm.fit), show(twoArm.pool), show(twoArm.elapsed), show(twoArm.processor), show(twoArm.processor / 2), show((twoArm.processor * 1e6) / (Number(values.draws) * 10_000) / (median('cox') * 1e6)), '<= 8', twoArm.elapsed <= 8 ? 'yes' : twoArm.processor / 2 <= 8 ? 'in processor time' : 'no'],
    ].map((row) => ['', ...row]), // prettier-ignore
  ),
  '',
].join('\n')
process.stdout.write(page)
if (values.write) writeFileSync(values.write, page)
if (Number.isNaN(sink) || !tipping.same) process.exitCode = 1
