import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { compareAll } from './compare-all.ts'

/* `npm run validate -- --golden DIR` on folders that somebody else made. */

const root = mkdtempSync(join(tmpdir(), 'remeier-validate-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

let folder = ''
let count = 0
beforeEach(() => {
  folder = join(root, String(count++))
  mkdirSync(folder)
})

const aml = readFileSync('tests/golden/survival/aml.json', 'utf8')
type Json = null | number | string | boolean | readonly Json[] | JsonObject
interface JsonObject {
  readonly [key: string]: Json
}
const parse: (text: string) => JsonObject = JSON.parse
const put = (name: string, content: string | Json): void => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}
const missed = () => compareAll(folder).summaries.filter(({ largest, tolerance }) => !(largest <= tolerance))
const skipped = () => compareAll(folder).skipped.map(({ what, reason }) => `${what}: ${reason}`)

describe('what a folder may hold', () => {
  test('files in the format, and others, which are named', () => {
    put('aml.json', aml)
    put('speed.txt', 'not JSON')
    put('other.json', { anything: 1 })
    mkdirSync(join(folder, 'sub'))
    expect(compareAll(folder).files).toEqual(['aml.json'])
    expect(missed()).toEqual([])
    expect(skipped()).toContain('the file: not a .json file')
    expect(skipped()).toContain('the file: not in a format of this check: no arm_names and data')
  })

  test('a file with nothing but data and one section', () => {
    const { arm_names, data, survdiff } = parse(aml)
    put('a.json', { arm_names: arm_names!, data: data!, survdiff: survdiff! })
    const { summaries, skipped: left } = compareAll(folder)
    expect(summaries.map(({ quantity }) => quantity)).toContain('log-rank: chi-squared')
    expect(missed()).toEqual([])
    expect(left).toEqual([])
  })

  test('keys that nobody knows are named; notes are not numbers', () => {
    put('a.json', { ...parse(aml), survfit_exotic: { kind: 'x', values: [1, 2] }, note: 'by hand' })
    expect(skipped()).toContain('survfit_exotic.values: not known to this check')
    expect(skipped().join()).not.toContain('by hand')
  })

  test('a section that is no section costs itself only, and says so', () => {
    put('a.json', { ...parse(aml), survfit: { log: { arm0: { time: 3 } } } })
    expect(skipped().join()).toMatch(/survfit, arm0: cannot be compared/)
    expect(compareAll(folder).summaries.map(({ quantity }) => quantity)).toContain('log-rank: chi-squared')
  })

  test('a null where R has no number is agreed with where we have none, and is a difference where we have one', () => {
    const golden = parse(aml)
    put('a.json', { ...golden, rmst: [{ tau: 10, rmst: [null, 8], se: [1, 1] }] })
    expect(missed().map(({ quantity }) => quantity)).toContain('RMST')
  })

  test('nulls among the data', () => {
    put('a.json', { ...parse(aml), data: { time: [1, null], event: [1, 1], arm: [0, 1] } })
    put('b.json', { ...parse(aml), data: { time: [1, 2], event: [1], arm: [0, 1] } })
    expect(skipped()).toEqual(['the file: its data are not columns of numbers of one length'])
  })

  test('an arm without events: R stops somewhere, we say that there is no maximum', () => {
    put('a.json', {
      arm_names: ['a', 'b'],
      data: { time: [1, 2, 3, 4], event: [1, 1, 0, 0], arm: [0, 0, 1, 1] },
      // R 4.2.2: coxph(Surv(time, event) ~ arm), with its warning.
      coxph: { efron: { coef: -21.2, se: 30000, loglik: -0.6931471824, loglik_null: Math.log(1 / 12) } },
    })
    expect(missed()).toEqual([])
    expect(skipped()).toEqual([
      'coxph.efron: the rest of a fit or test that has no answer, or of a part that cannot be compared',
      'Cox (efron): beta: no event in arm 1 while arm 0 is at risk',
      'regression: the likelihood has no maximum in arm',
    ])
    put('a.json', {
      arm_names: ['a', 'b'],
      data: { time: [1, 2, 3, 4], event: [1, 1, 0, 0], arm: [0, 0, 1, 1] },
      coxph: { efron: { coef: -1.2, se: 1 } },
    })
    expect(missed().map(({ quantity }) => quantity)).toEqual(['Cox (efron): beta'])
  })

  test('one patient, one arm, all tied, times of 0', () => {
    const survfit = (curve: JsonObject) => ({ log: { pooled: { ...curve, std_err_surv: [0], cumhaz: [1], lower: [null], upper: [null], quantiles: { probs: [0.5], quantile: curve['time']!, lower: curve['time']!, upper: [null] } } } }) // prettier-ignore
    put('one.json', {
      arm_names: ['a', 'b'],
      data: { time: [2], event: [1], arm: [0] },
      survfit: survfit({ time: [2], n_risk: [1], n_event: [1], n_censor: [0], surv: [0] }),
      survdiff: { rho0: { chisq: null, p: null, obs: [1, 0], exp: [1, 0], var: [[0, 0], [0, 0]] } }, // prettier-ignore
    })
    put('tied.json', {
      arm_names: ['a', 'b'],
      data: { time: [0, 0, 0], event: [1, 1, 1], arm: [0, 1, 1] },
      survfit: survfit({ time: [0], n_risk: [3], n_event: [3], n_censor: [0], surv: [0] }),
      coxph: { efron: { coef: 0, se: null, loglik: -1.791759469228055, loglik_null: -1.791759469228055 } },
    })
    expect(missed().map(({ quantity, largest }) => `${quantity} ${largest}`)).toEqual([
      // The lower limit of a median from one patient does not exist; the files above say that it does.
      'quantile lower (log) Infinity',
    ])
  })
})

describe('exit codes', () => {
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/tsx/dist/cli.mjs', 'tests/survival/validate.ts', ...args],
      { encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }

  test('0: all within tolerance, with what was left out', () => {
    cpSync('tests/golden/survival/heart.json', join(folder, 'heart.json'))
    const { status, stdout } = run('--golden', folder)
    expect(status).toBe(0)
    expect(stdout).toMatch(/1 files, \d+ numbers, \d+ quantities, 0 above tolerance; \d+ parts not compared/)
    expect(stdout).toContain('Not compared:')
  })
  test('1: a difference above its tolerance, marked', () => {
    put('aml.json', aml.replace('"chisq":3.39', '"chisq":3.38'))
    const { status, stdout } = run('--golden', folder)
    expect(status).toBe(1)
    expect(stdout).toMatch(/^! log-rank: chi-squared/m)
  })
  test.each([
    ['a folder that does not exist', () => run('--golden', join(folder, 'none')), 'a folder is required, got '],
    ['an empty folder', () => run('--golden', folder), 'no file in the format'],
    ['an unknown option', () => run('--gold', folder), "Unknown option '--gold'"],
  ])('2: %s', (_, call, message) => {
    const { status, stderr } = call()
    expect(status).toBe(2)
    expect(stderr).toContain(message)
  })
  test('2: a broken file beside good ones, which are compared', () => {
    put('aml.json', aml)
    put('broken.json', aml.slice(0, 1000))
    const { status, stdout } = run('--golden', folder)
    expect(status).toBe(2)
    expect(stdout).toMatch(/the file: no JSON: .*\(broken\.json\)/)
  })
})
