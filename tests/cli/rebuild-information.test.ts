import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'remeier-information-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function remeier(...args: string[]) {
  let out = ''
  let err = ''
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    width: 100,
    colour: false,
    live: false,
  })
  return { code, out, err }
}

const record = ['rebuild', 'data/trials/karmma-3-2023.yaml', '--endpoint', 'pfs']

test('--information prints timeline, grade and the five most valuable missing figures, and writes them', async () => {
  const { code, out } = await remeier(...record, '--information', '--out', folder)
  expect(code).toBe(0)
  expect(out).toMatch(/What the printed figures tell, and when[\s\S]*Survival at 12 months\s+55%/)
  expect(out).toMatch(/pinned[\s\S]*extrapolated/)
  const worth = out.slice(out.indexOf('What one more figure would be worth'))
  expect(worth.match(/^.*\d+%\s+\d+\.\d$/gm)).toHaveLength(5)
  // A record has no field for it.
  expect(worth).not.toContain('restricted mean')
  const rows = readFileSync(join(folder, 'information.csv'), 'utf8').trimEnd().split('\n')
  expect(rows[0]).toMatch(/^trial,endpoint,arm,row,/)
  expect(rows.length).toBeGreaterThan(30)
})

test('--json holds the same, and nothing of it without --information', async () => {
  const asked = await remeier(...record, '--information', '--json')
  const answer: unknown = JSON.parse(asked.out)
  const missing: unknown = expect.arrayContaining([
    expect.objectContaining({ kind: 'restricted-mean', arm: 'ide-cel', numbers: 1 }),
    expect.objectContaining({ figure: 'survival at 24 months, Ide-cel' }),
  ])
  const lastFigure = { standard: 12, 'ide-cel': 16.1 }
  expect(answer).toMatchObject({ endpoints: [{ information: { calibrated: false, lastFigure, missing } }] })
  expect((await remeier(...record, '--json')).out).not.toContain('"information"')
  expect((await remeier(...record)).out).not.toContain('What one more figure')
})

test('--information is refused beside curves', async () => {
  const { code, err } = await remeier('rebuild', '--information', '--curve', 'a.csv')
  expect(code).toBe(2)
  expect(err).toContain('leave --curve out')
})
