import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { smallRecord } from '../end-to-end/project.ts'

/* The example of a scenario of one's own: it runs, it is as short as it says, and a record that is none is told. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'remeier-own-'))
const command = ['--import', 'tsx', 'analyses/own-scenario.ts']
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('finds the share that undoes a clear result, in every draw or not, and the same twice', () => {
  const file = join(folder, 'small-2024.yaml')
  writeFileSync(file, smallRecord)
  const run = (): string => execFileSync(process.execPath, [...command, file, 'pfs'], { cwd: root, encoding: 'utf8' })
  const [first = '', rebuilt = '', draws = ''] = run().trim().split('\n')
  expect(first).toContain('SMALL, pfs')
  // 0.55 (0.38 to 0.80): some events must be added, and all of the censored of one arm are enough.
  const share = Number(/^rebuilt patients: (0\.\d\d)$/u.exec(rebuilt)?.[1])
  expect(share).toBeGreaterThan(0.05)
  expect(share).toBeLessThan(1)
  expect(draws.split(', ')).toHaveLength(5)
  expect(run()).toContain(rebuilt)
})

test('the scenario itself has at most ten lines', () => {
  const text = readFileSync(join(root, 'analyses/own-scenario.ts'), 'utf8')
  const body = /\nfunction missedEvents[^]*?\n\}\n/u.exec(text)?.[0].trim() ?? ''
  expect(body).not.toBe('')
  expect(body.split('\n').length).toBeLessThanOrEqual(10)
})

test('what is no record is told', () => {
  const file = join(folder, 'nothing.yaml')
  writeFileSync(file, 'id: nothing\n')
  const { status, stderr } = spawnSync(process.execPath, [...command, file], { cwd: root, encoding: 'utf8' })
  expect(status).not.toBe(0)
  expect(stderr).toContain('is no record')
})
