import { parseArgs } from 'node:util'
import { cleanCurve } from '../../src/evidence/clean-curve.ts'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { digitisedAtRisk } from '../../src/reconstruct/digitised-at-risk.ts'
import { farFromReadings } from '../../src/reconstruct/digitised-distance.ts'
import { digitisedTotals } from '../../src/reconstruct/digitised-totals.ts'
import { countEvents } from '../../src/reconstruct/lattice.ts'
import { benchArguments, wholeOption } from './bench-options.ts'
import { digitisedOf } from './reconstruction/digitised-of.ts'
import { tellPlainly } from './tell-plainly.ts'
import { type Hand, readArm, readings, seen, shapes, type SimulatedArm } from './simulated-digitised.ts'

// How often a right number of events or at risk is named as one that the readings exclude, and how often a wrong one is: npm run bench:event-totals
// Simulated arms of known patients. `--arms N`: of each size, hand and way of censoring.

const sizes = [10, 25, 50, 100, 200, 400] as const

const hands: Readonly<Record<string, Hand>> = {
  'by program': { survival: 0.0005, time: 0.0003 },
  careful: { survival: 0.0015, time: 0.001 },
  coarse: { survival: 0.004, time: 0.002 },
}

interface Chance {
  readonly uniform: () => number
}

/** Time of censoring: what is likely rests on its being even between two numbers at risk, so that three ways are not. */
const censorings: Readonly<Record<string, (random: Chance) => number>> = {
  even: (random) => Math.min(12 + 30 * random.uniform(), random.uniform() < 0.12 ? 40 * random.uniform() : Infinity),
  'at a cut-off': (random) =>
    Math.min(21 + 3 * random.uniform(), random.uniform() < 0.2 ? 24 * random.uniform() : Infinity),
  'at visits': (random) => {
    const time = Math.min(12 + 30 * random.uniform(), random.uniform() < 0.25 ? 40 * random.uniform() : Infinity)
    return Math.max(0.05, Math.floor(time / 3) * 3 + 0.1 * random.uniform())
  },
  'at the start': (random) =>
    random.uniform() < 0.06 ? 0.5 * random.uniform() : 14 + 20 * Math.exp(3 * Math.log(random.uniform())),
}

tellPlainly()
const { values } = parseArgs({ args: benchArguments(), options: { arms: { type: 'string', default: '10' } } })
const perCell = wholeOption('--arms', values.arms, 1)

interface Case {
  readonly n: number
  readonly hand: string
  readonly censoring: string
  readonly arm: SimulatedArm
}

const simulated = sizes.flatMap((n, i) =>
  Object.entries(hands).flatMap(([hand, held], j) =>
    Object.entries(censorings).flatMap(([censoring, censored], k) =>
      Array.from({ length: perCell }, (_, at): Case => {
        const index = at + perCell * (k + 4 * (j + 3 * i))
        const random = randomStream(20261122, 'numbers of events')(index)
        const shape = shapes[index % shapes.length]!
        const rows = Array.from({ length: n }, () => seen(shape.time(random.exponential()), censored(random)))
        const reading = readings[Math.floor(index / shapes.length) % readings.length]!
        return { n, hand, censoring, arm: { ...readArm(rows, reading, held, random), id: `${index}` } }
      }),
    ),
  ),
)

/** Coarse readings of few patients may rise so much that they are refused. */
const cases = simulated.filter(({ arm: { points } }) => {
  const read = points.map(([time, survival], k) => ({
    label: `point ${k + 1}`,
    line: k + 1,
    column: 1,
    time,
    survival,
  }))
  return cleanCurve(read, { unit: 'months' }).kind === 'curve'
})

interface Told {
  /** Named as excluded by the readings, and not followed. */
  readonly named: boolean
  /** Noted as a total that may count events after the end of the picture. */
  readonly later: boolean
  /** Allowed, and all the same not met by the patients. */
  readonly missed: boolean
  /** The curve far from a reading. */
  readonly far: boolean
}

function evidenceOf({ id, n, points, atRisk }: SimulatedArm, events: number, counts: readonly number[]) {
  const file = { arms: [{ name: 'arm', n, events, points, at_risk: { times: atRisk.times, n: counts } }] }
  return digitisedOf(file, { id, unit: 'months', endpoint: 'event', class: 'other' })
}

function toldOfEvents(arm: SimulatedArm, events: number): Told & { readonly evidence: EndpointEvidence } {
  const { evidence, curves } = evidenceOf(arm, events, arm.atRisk.counts)
  const totals = digitisedTotals(evidence, [...curves.values()])
  const { arm: rebuilt, points } = totals.arms[0]!
  const [named, later] = [totals.conflicts.length > 0, totals.later.length > 0]
  const missed = !named && !later && countEvents(rebuilt) !== events
  return { evidence, named, later, missed, far: farFromReadings(points, rebuilt) !== null }
}

/** Numbers at risk of which one may be wrong. */
function atRiskNamed(arm: SimulatedArm, counts: readonly number[]): boolean {
  const { evidence, curves } = evidenceOf(arm, arm.events, counts)
  const { free } = digitisedTotals(evidence, [...curves.values()])
  return digitisedAtRisk(evidence.arms[0]!, free[0]!).length > 0
}

/** The number of one time stands at the next as well, or at the one before: a slip of the eye by a column. */
function slipped({ atRisk: { counts } }: SimulatedArm, by: 1 | -1, at: number): readonly number[] | null {
  const from = counts[at - by]
  return from === undefined || from === counts[at] ? null : counts.map((it, i) => (i === at ? from : it))
}

const share = (of: readonly boolean[]): string =>
  of.length === 0 ? '-' : `${Math.round((100 * of.filter(Boolean).length) / of.length)}% of ${of.length}`

const line = (name: string, cells: readonly string[]): void => {
  process.stdout.write(`| ${[name, ...cells].join(' | ')} |\n`)
}

const right = cases.map((it) => ({
  ...it,
  told: toldOfEvents(it.arm, it.arm.events),
  table: atRiskNamed(it.arm, it.arm.atRisk.counts),
}))
const ofRight = (name: string, own: typeof right): void => {
  line(name, [
    share(own.map(({ told }) => told.named)),
    share(own.map(({ told }) => told.later)),
    share(own.map(({ told }) => told.missed)),
    share(own.map(({ told }) => told.far)),
    share(own.map(({ table }) => table)),
  ])
}
line('right numbers', [
  'events named',
  'noted as later',
  'allowed, not met',
  'far from a reading',
  'a number at risk named',
])
line('---', ['---', '---', '---', '---', '---'])
for (const n of sizes)
  ofRight(
    `${n} patients`,
    right.filter((it) => it.n === n),
  )
for (const hand of Object.keys(hands))
  ofRight(
    `read ${hand}`,
    right.filter((it) => it.hand === hand),
  )
for (const censoring of Object.keys(censorings))
  ofRight(
    `censored ${censoring}`,
    right.filter((it) => it.censoring === censoring),
  )
ofRight('all', right)

const shifts = [-0.2, -0.1, -0.05, 0.05, 0.1, 0.2]
process.stdout.write('\n')
line(
  'wrong number of events, by patients of the arm',
  shifts.map((it) => `${it > 0 ? '+' : ''}${100 * it}%`),
)
line(
  '---',
  shifts.map(() => '---'),
)
for (const n of sizes) {
  const own = cases.filter((it) => it.n === n && Number(it.arm.id) % 2 === 0)
  const powers = shifts.map((shift) => {
    const moved = Math.round(shift * n)
    const wrong = own.filter(({ arm }) => moved !== 0 && arm.events + moved >= 0 && arm.events + moved <= n)
    const tolds = wrong.map(({ arm }) => {
      const told = toldOfEvents(arm, arm.events + moved)
      return { found: told.named || told.missed, noted: told.later }
    })
    const noted = share(tolds.map((it) => it.noted))
    return share(tolds.map((it) => it.found)) + (moved > 0 ? `, ${noted.split(' ')[0] ?? ''} noted` : '')
  })
  line(`${n} patients`, powers)
}

process.stdout.write('\n')
line('one number at risk of another time', ['too large', 'too small'])
line('---', ['---', '---'])
for (const n of sizes) {
  const own = cases.filter((it) => it.n === n && Number(it.arm.id) % 2 === 0)
  const powers = ([1, -1] as const).map((by) =>
    share(
      own.flatMap(({ arm }) => {
        const counts = slipped(arm, by, Math.max(1, Math.floor(arm.atRisk.counts.length / 2)))
        return counts === null ? [] : [atRiskNamed(arm, counts)]
      }),
    ),
  )
  line(`${n} patients`, powers)
}
