import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { rebuild } from '../../src/analysis/rebuild.ts'
import { figures } from '../../src/evidence/evidence.ts'
import { cholesky, choleskyInverse } from '../../src/numeric/cholesky.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { gridFraction, gridSize } from '../../src/reconstruct/grid.ts'
import { horizonClues } from '../../src/reconstruct/horizon-clues.ts'
import type { PriorData } from '../../src/reconstruct/learnt-prior.ts'
import { learntPrior } from '../../src/reconstruct/learnt-prior.ts'
import { trialPrior } from '../../src/reconstruct/trial-prior.ts'
import { armSize } from '../../src/reconstruct/state.ts'
import { invert, workFor } from '../bench/prior/invert.ts'
import { learn } from '../bench/prior/learn.ts'
import type { LearningCase } from '../bench/prior/learn.ts'
import { learnHorizon } from '../bench/prior/learn-horizon.ts'
import { learnPrior } from '../bench/prior/learn-prior.ts'
import { compress } from '../bench/prior/compress.ts'
import { start } from '../bench/prior/start.ts'
import { openBed } from '../bench/reconstruction/bed.ts'
import { recordOf } from '../record/record-of.ts'

/** Trials with S = exp(-2 u h), log h normal with sd 0.5 and shared by the arms, and G = exp(-u), seen without sampling error of note. */
function trials(count: number): LearningCase[] {
  const stream = randomStream(7, 'tests/learning')
  return Array.from({ length: count }, (_, k) => {
    const shift = 0.5 * stream(k).normal()
    const hazard = new Float64Array(armSize)
    for (let j = 0; j < gridSize; j += 1) {
      hazard[j] = 2 * gridFraction[j]! * Math.exp(shift)
      hazard[gridSize + j] = gridFraction[j]!
    }
    return { features: [1], arms: [0, 1].map(() => ({ n: 100_000, hazard })) }
  })
}

const settings = { iterations: 8, ridge: 3, shrinkage: 1 }

describe('learning a prior', () => {
  const cases = trials(40)
  const learnt = learn(cases, start(1, gridFraction), settings)

  test('finds mean, spread and likeness of the arms again (simulated, exact within what 40 trials tell)', () => {
    for (const j of [10, 25, 40]) {
      expect(Math.abs(learnt.mean[0]![j]! - Math.log(2 * gridFraction[j]!))).toBeLessThan(0.25)
      expect(Math.abs(learnt.mean[0]![gridSize + j]! - Math.log(gridFraction[j]!))).toBeLessThan(0.05)
      const own = learnt.within[j * armSize + j]!
      expect(own).toBeGreaterThan(0.12)
      expect(own).toBeLessThan(0.5)
      expect(learnt.between[j * armSize + j]! / own).toBeGreaterThan(0.9)
    }
  })

  test('gives the same numbers again', () => {
    expect(learn(cases, start(1, gridFraction), settings)).toEqual(learnt)
  })

  test('forty factors hold what eighty-two points have, to a hundredth', () => {
    const { shared, own, ownVariance } = compress(learnt, armSize, 40, (x) => x)
    for (const [i, j] of [
      [3, 3],
      [10, 40],
      [60, 20],
    ] as const) {
      const product = (rows: readonly (readonly number[])[]) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)
      const within = product(shared) + product(own) + (i === j ? ownVariance[i]! : 0)
      expect(Math.abs(within - learnt.within[i * armSize + j]!)).toBeLessThan(0.01)
      expect(Math.abs(product(shared) - learnt.between[i * armSize + j]!)).toBeLessThan(0.01)
    }
  })

  test('a horizon: the line through most trials, not the one through an outlier', () => {
    const of = (x: number, y: number) => ({ clues: { unit: 2, features: [1, x] }, horizon: 2 * Math.exp(y) })
    const line = Array.from({ length: 30 }, (_, k) => of((k - 15) / 10, 1 + (0.5 * (k - 15)) / 10 + 0.01 * (k % 3)))
    const [level, slope] = learnHorizon([...line, of(0, 6)], 0.001)
    expect(Math.abs(level! - 1.01)).toBeLessThan(0.01)
    expect(Math.abs(slope! - 0.5)).toBeLessThan(0.01)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'learn-prior-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Three comparisons of the textbook bed, changed. */
function bedWith(name: string, change: (bed: string) => void): string {
  const bed = join(folder, name)
  for (const part of ['summary', 'truth']) {
    mkdirSync(join(bed, part), { recursive: true })
    for (const id of ['gehan', 'ovarian_rx', 'veteran_trt'])
      cpSync(`tests/bench/bed/${part}/${id}.json`, join(bed, part, `${id}.json`))
  }
  change(bed)
  return bed
}

/** Nobody's median is reached: short trials of rare events. */
function withoutMedians(bed: string): void {
  for (const file of readdirSync(join(bed, 'summary'))) {
    const path = join(bed, 'summary', file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replaceAll(/"median":\{"value"[^}]*\}/g, '"median":{"value":"NR","lo":"NE","hi":"NE"}'))
  }
}

describe('a bed of another field', () => {
  test('a horizon of nothing learnt is twice the latest printed time; two trials move it by a little', () => {
    const clues = openBed('tests/bench/bed').comparisons.map((it) => horizonClues(it.evidence.L1, 30)!)
    const months = (coefficients: readonly number[], { unit, features }: (typeof clues)[0]) => {
      expect(coefficients).toHaveLength(features.length)
      return unit * Math.exp(features.reduce((sum, x, f) => sum + x * coefficients[f]!, 0))
    }
    const [first, second] = clues
    const latest = (it: (typeof clues)[0]) => it.unit * Math.exp(it.features[2]!)
    for (const it of clues) expect(months(learnHorizon([], 10), it) / latest(it)).toBeCloseTo(2, 12)
    const two = [first!, second!].map((it) => ({ clues: it, horizon: 4 * latest(it) }))
    expect(months(learnHorizon(two, 10), clues[2]!) / latest(clues[2]!)).toBeCloseTo(2 * 2 ** (2 / 12), 12)
  })

  test('no median reached anywhere: a prior is learnt, and the file says what its horizon rests on', async () => {
    const out = join(folder, 'device-prior.ts')
    const said = await learnPrior(['--bed', bedWith('rare', withoutMedians), '--out', out])
    const text = readFileSync(out, 'utf8')
    for (const it of [said, text]) expect(it).toMatch(/only 0 of the comparisons print a median at L1, 20 are required/)
    expect(text).toMatch(/^import type \{ PriorData \} from 'remeier'$/m)
    const { devicePrior } = (await import(out)) as { devicePrior: PriorData }
    expect(devicePrior.learntFrom.settings).toMatchObject({ horizonComparisons: 0 })
    expect(learntPrior(devicePrior).horizon([1, 0, Math.log(3), 0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(6, 1)
  }, 60_000)

  test.each<[string, string[], RegExp]>([
    ['no bed', ['--out', 'x.ts'], /^--bed DIR is required/],
    ['no out: the prior that ships is not overwritten', ['--bed', 'tests/bench/bed'], /^--out FILE.ts is required/],
    [
      'an out that is no module',
      ['--bed', 'tests/bench/bed', '--out', 'x.json'],
      /^--out FILE.ts is required.* x.json/,
    ],
    ['an out in no folder', ['--bed', 'tests/bench/bed', '--out', 'no/where/x.ts'], /there is no folder no\/where/],
    [
      'a name that no module can export',
      ['--bed', 'tests/bench/bed', '--out', 'x.ts', '--name', 'bad name'],
      /^--name/,
    ],
    ['no such bed', ['--bed', 'no/where', '--out', 'x.ts'], /there is no folder no\/where/],
    ['an option that is not known', ['--bad', 'x'], /'--bad'/],
  ])('%s is refused', async (_, args, message) => {
    await expect(learnPrior(args)).rejects.toThrow(message)
  })

  test('an empty bed, and comparisons that cannot teach, each named with what it lacks', async () => {
    const out = join(folder, 'x.ts')
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    await expect(learnPrior(['--bed', empty, '--out', out])).rejects.toThrow(/has no comparison/)
    const lacking = bedWith('lacking', (bed) => {
      rmSync(join(bed, 'truth', 'gehan.json'))
      writeFileSync(join(bed, 'summary', 'ovarian_rx.json'), '{"unit": "days", "levels": {}}')
    })
    const message = /gehan: there is no file of it in truth\novarian_rx: no summary/
    await expect(learnPrior(['--bed', lacking, '--out', out])).rejects.toThrow(message)
  })

  test('help on the command line; misuse is a sentence and exit code 2, without a stack', () => {
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, ['--import', 'tsx', ...args], { encoding: 'utf8', stdio: 'pipe' })
    expect(run('tests/bench/learn-prior.ts', '--help')).toMatch(/--out FILE\.ts/)
    expect(run('tests/bench/reconstruction.ts', '--help')).toMatch(/--folds/)
    for (const script of ['learn-prior', 'reconstruction']) {
      let told = { status: 0, stderr: '' }
      try {
        run(`tests/bench/${script}.ts`, '--bad')
      } catch (error) {
        told = error as typeof told
      }
      expect(told.status).toBe(2)
      expect(told.stderr).toMatch(/'--bad'/)
      expect(told.stderr).not.toMatch(/^\s+at /m)
    }
  }, 120_000)
})

test('docs/prior.md: its scripts lead from a folder of patients to a reconstruction with the prior that they teach', async () => {
  const page = readFileSync('docs/prior.md', 'utf8')
  const own = join(folder, 'docs')
  mkdirSync(join(own, 'patients'), { recursive: true })
  // The sources in the place of the package, which need not be built.
  const source = (of: string): string => `'${resolve('src', of, 'index.ts')}'`
  for (const [, name = '', code = ''] of page.matchAll(/```ts (\S+)\n(.*?)```/gs)) {
    const text = code.replaceAll(`'remeier/survival'`, source('survival')).replaceAll(`'remeier'`, source('.'))
    writeFileSync(join(own, name), text)
  }
  for (const { id, truth } of openBed('tests/bench/bed').comparisons.slice(0, 3)) {
    const rows = [...truth.time].map((time, i) => `${time},${truth.event[i]!},${'ab'[truth.assigned[i]!]!}`)
    writeFileSync(join(own, 'patients', `${id}.csv`), ['time,event,arm', ...rows].join('\n'))
  }
  const run = (script: string, ...args: string[]): string =>
    execFileSync(process.execPath, ['--import', 'tsx', join(own, script), ...args], { encoding: 'utf8' })
  // What cannot be read is named by its line, all at once and without a stack, and nothing is written: an empty cell is no 0.
  const odd = join(own, 'odd')
  mkdirSync(odd)
  writeFileSync(join(odd, 'head.csv'), 'time,event,arm\n')
  writeFileSync(join(odd, 'holes.csv'), 'time,event,arm\n1,1,a\n,1,b\n2,,b\n3,0,\n-1,0,b\nx,2,b\n4,0,b,1\n')
  writeFileSync(join(odd, 'order.csv'), 'arm,time,event\na,1,1\nb,2,0\n')
  const told = spawnSync(process.execPath, ['--import', 'tsx', join(own, 'make-bed.ts'), odd, join(own, 'none')], {
    encoding: 'utf8',
  })
  expect([told.status, told.stdout, existsSync(join(own, 'none'))]).toEqual([1, '', false])
  expect(told.stderr.trim().split('\n')).toEqual([
    'head.csv: two arms are required, got no patient',
    ...[',1,b', '2,,b', '3,0,', '-1,0,b', 'x,2,b', '4,0,b,1'].map(
      (line, k) => `holes.csv, line ${k + 3}: a time from 0, an event of 0 or 1 and an arm are required, got "${line}"`,
    ),
    'holes.csv: two arms are required, got a',
    'order.csv: the first line must be time,event,arm, got "arm,time,event"',
    'order.csv, line 2: a time from 0, an event of 0 or 1 and an arm are required, got "a,1,1"',
    'order.csv, line 3: a time from 0, an event of 0 or 1 and an arm are required, got "b,2,0"',
    'order.csv: two arms are required, got no patient',
  ])
  run('make-bed.ts', join(own, 'patients'), join(own, 'device-bed'))
  const bed = openBed(join(own, 'device-bed'))
  expect(bed.unreadable).toEqual([])
  expect(bed.comparisons.flatMap((it) => it.given('L2').left)).toEqual([])
  const figured = figures(bed.comparisons[2]!.evidence.L2).map((it) => it.measure)
  expect(new Set(figured)).toEqual(new Set(['patients', 'median', 'median-lower', 'median-upper', 'survival', 'events', 'hazard-ratio', 'hazard-ratio-lower', 'hazard-ratio-upper', 'follow-up-median'])) // prettier-ignore
  await learnPrior(['--bed', join(own, 'device-bed'), '--out', join(own, 'device-prior.ts')])
  const said = run('rebuild-with.ts', 'data/trials/karmma-3-2023.yaml', 'pfs')
  expect(said).toMatch(/^ide-cel \d+\.\d{3} 0\.\d{3} 0\.\d{3} 0\.\d{3}$/m)
  expect(said).toMatch(/a prior learnt from 3 two-arm comparisons of 3 sources/)
  expect(() => run('rebuild-with.ts', 'data/trials/karmma-3-2023.yaml', 'none')).toThrow(/none/)
  // A refusal is told, without the stack of the script.
  expect(() => run('rebuild-with.ts', 'data/trials/karmma-3-2023.yaml', 'none')).not.toThrow(/^ +at /m)
}, 120_000)

test('rebuild takes a prior: its assumptions name it, and its band is called uncalibrated', () => {
  const file = 'data/trials/karmma-3-2023.yaml'
  const parsed = recordOf(readFileSync(file, 'utf8'), file)
  const prior = learntPrior({ ...trialPrior, name: 'a prior of mine' })
  const rebuilt = rebuild({ ...parsed, file }, 'pfs', { seed: 1, prior })
  if (rebuilt.kind === 'refused') throw new Error('refused')
  expect(rebuilt.reconstruction.assumptions.join(' ')).toMatch(/a prior of mine/)
  expect(rebuilt.reconstruction.calibrated).toBe(false)
})

test('inverses in arrays of their own: those of src/numeric to rounding, of any size, whatever was in the arrays before', () => {
  const random = randomStream(3, 'tests/invert')
  for (const n of [1, 2, 3, 4, 5, 7, 8, 13]) {
    const rows = Array.from({ length: n * n }, (_, k) => random(k + 1000 * n).normal())
    const at = (i: number, j: number) =>
      rows.slice(i * n, i * n + n).reduce((sum, x, k) => sum + x * rows[j * n + k]!, 0)
    const matrix = Float64Array.from(rows, (_, k) => at(Math.floor(k / n), k % n) + (k % (n + 1) === 0 ? 1 : 0))
    const work = workFor(n)
    for (const dirt of [work.factor, work.halves]) dirt.fill(n)
    const factor = cholesky(matrix, n, work.factor)!
    const inverse = new Float64Array(n * n)
    invert(factor, n, work, inverse)
    choleskyInverse(factor, n).forEach((x, k) => {
      expect(inverse[k]).toBeCloseTo(x, 10)
    })
  }
})
