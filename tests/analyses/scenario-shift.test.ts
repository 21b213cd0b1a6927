import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

import { resultsCsv } from '../../src/result/csv.ts'
import type { Row } from '../../src/result/row.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'remeier-shift-'))
const command = ['--import', 'tsx', 'analyses/scenario-shift.ts']
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const published: Row = {
  analysis: 'demo',
  trial: 'trial-a',
  endpoint: 'pfs',
  scenario: 'as-published',
  variant: '',
  method: 'cox',
  role: 'reference',
  population: 'randomised',
  clock: 'randomisation',
  arm: 'new-a',
  versus: 'old',
  measure: 'hazard-ratio',
  time: null,
  parameter: '',
  value: null,
  estimate: 0.5,
  lower: 0.25,
  upper: 1,
  level: 0.95,
  standardError: null,
  spreadLower: null,
  spreadUpper: null,
  origin: 'rebuilt',
  reported: '0.50 (0.25 to 1.00)',
  difference: 0,
  verdict: 'reproduced',
  status: 'ok',
  data: 'reconstructed',
  identification: 'randomised',
  assumption: '',
  nEvent: 100,
  seed: 1,
  draws: 10,
  sources: 'paper',
}
const scenario: Row = {
  ...published,
  scenario: 'delta, swept',
  role: 'sensitivity',
  origin: 'scenario',
  reported: '',
  difference: null,
  verdict: '',
  identification: 'assumption',
}
const milestone = { measure: 'survival', arm: 'old', versus: '', time: 12 } as const

const rows: readonly Row[] = [
  published,
  { ...scenario, variant: 'a', estimate: 0.5, lower: 0.3, upper: 0.9 },
  { ...scenario, variant: 'b', estimate: 0.75, lower: 0.5, upper: 1.2 },
  { ...scenario, variant: 'c', estimate: null, lower: null, upper: null, status: 'not-estimable' },
  { ...published, ...milestone, estimate: 0.3, lower: 0.2, upper: 0.4 },
  { ...scenario, ...milestone, estimate: 0.25, lower: null, upper: null },
  // Neither of these is an estimate of ours.
  { ...published, origin: 'reported', estimate: 0.49 },
  { ...scenario, measure: 'tipping-value', origin: 'tipping', estimate: 3 },
  // Nothing was published for this one.
  { ...scenario, measure: 'rmst-difference', time: 24, estimate: 2 },
]

/*
 * By hand. Hazard ratio: the reference's standard error of the log is ln(1 / 0.25) / (2 * 1.959964) = 0.353653, so that 0.75 lies
 * ln(0.75 / 0.5) / 0.353653 = 1.15 away. Survival: (0.25 - 0.3) / (0.2 / (2 * 1.959964)) = -0.98.
 */
test('one line per figure and scenario, with the shift worked by hand', () => {
  const file = join(folder, 'results.csv')
  writeFileSync(file, resultsCsv(rows))
  const output = execFileSync(process.execPath, [...command, file], { cwd: root, encoding: 'utf8' })
  expect(output.split('\n')).toEqual([
    '| Trial | Figure | Scenario | Role | Variants | As published | Range | Furthest shift (SE) | Includes no effect |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    '| trial-a | pfs: Hazard ratio, new-a v old | delta, swept | sensitivity | 2 | 0.50 (0.25–1.00) | 0.50–0.75 | 1.15 | 1 of 2 |',
    '| trial-a | pfs: Survival at 12 months, old | delta, swept | sensitivity | 1 | 30.0% (20.0–40.0) | 25.0% | −0.98 |  |',
    '',
    '1 scenario estimates have no published counterpart and are left out.',
    '',
  ])
})

test('says what to do where there is no file', () => {
  const run = spawnSync(process.execPath, [...command, join(folder, 'none.csv')], { cwd: root, encoding: 'utf8' })
  expect([run.status, run.stdout]).toEqual([2, ''])
  expect(run.stderr).toContain('npm run report')
})
