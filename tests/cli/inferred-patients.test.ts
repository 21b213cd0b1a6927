import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'remeier-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function said(...args: readonly string[]): Promise<readonly [exit: number, text: string]> {
  let text = ''
  const hear = (more: string): void => {
    text += more
  }
  const terminal: Terminal = { out: hear, err: hear, width: 100, colour: false, live: false }
  return [await run([...args], terminal), text]
}

const update = 'cartitude-4-2026.yaml'

describe('check of patients that are inferred from another record', () => {
  test('that record is looked for in the same folder', async () => {
    const [exit, text] = await said('check', join('data/trials', update))
    expect(exit).toBe(0)
    expect(text).not.toContain('R04')
    expect(text).toContain('can be rebuilt: pfs, os, symptom-worsening\n')
  })

  test('where it is not there, the numbers are not checked, and that is said', async () => {
    copyFileSync(join('data/trials', update), join(folder, update))
    const [exit, text] = await said('check', join(folder, update))
    expect(exit).toBe(0)
    expect(text).toMatch(
      /R04 denom-infer the record that the numbers of patients are inferred from is not at hand.*\[note\]/u,
    )
  })

  test('where it gives other numbers, that is a contradiction', async () => {
    copyFileSync('data/trials/cartitude-4-2023.yaml', join(folder, 'cartitude-4-2023.yaml'))
    writeFileSync(join(folder, update), readFileSync(join('data/trials', update), 'utf8').replace('n: 208', 'n: 209'))
    const [exit, text] = await said('check', join(folder, update))
    expect(exit).toBe(1)
    expect(text).toContain('found inferred: cilta-cel 209, standard 211')
  })
})

test('check and rebuild say that numbers of patients are assumed', async () => {
  const [exit, text] = await said('check', 'data/trials/apollo-2021.yaml')
  expect(exit).toBe(0)
  expect(text).toContain('can be rebuilt: pfs (with numbers of patients that are assumed)')
  const [rebuilt, shown] = await said('rebuild', 'data/trials/apollo-2021.yaml')
  expect(rebuilt).toBe(0)
  expect(shown).toContain('not reported (assumed)')
  expect(shown).toContain('The numbers of patients are assumed, not reported')
  expect(shown).toContain('assumed-size the number of patients of "dpd" is not printed: 152 are assumed')
})

/** By hand: a curve of three points, a risk table of one number. */
test('a risk table that begins at 0 takes the place of an assumption', async () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const curve = (arm: string, median: number): string =>
    `${arm}=${file(`${arm}.csv`, `time,survival\n0,1\n${median},0.49\n${2 * median},0.2\n`)}`
  const options = ['--curve', curve('dpd', 12.4), '--curve', curve('pd', 6.9)]
  const record = 'data/trials/apollo-2021.yaml'
  const [, bare] = await said('rebuild', record, ...options)
  expect(bare).toContain('assumed-size the number of patients of "dpd"')
  const [, given] = await said(
    'rebuild',
    record,
    ...options,
    '--at-risk',
    `dpd=${file('risk.csv', 'time,nrisk\n0,120\n')}`,
  )
  expect(given).not.toContain('assumed-size the number of patients of "dpd"')
  expect(given).toContain('assumed-size the number of patients of "pd"')
  expect(given).toMatch(/·\spatients +120 +120 +reproduced/u)
})
