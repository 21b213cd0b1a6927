import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from './project.ts'

/** Bytes that the page of a report may have, for whoever opens it on a telephone or sends it by mail. */
const most = { 'report.html': 200_000, 'live.html': 650_000 } as const

const plans = readdirSync('analyses')
  .filter((it) => it.endsWith('.yaml'))
  .map((it) => it.replace(/\.yaml$/u, ''))

describe('pages of the plans that are shipped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'remeier-sizes-'))

  beforeAll(async () => {
    const ended = await run(['report', '--format', 'html,live', '--out', folder], process.cwd())
    if (ended.code !== 0) throw new Error(ended.err)
  }, 600_000)

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(plans)('%s: no larger than they may be', (plan) => {
    for (const [name, limit] of Object.entries(most)) {
      expect(statSync(join(folder, plan, name)).size, name).toBeLessThanOrEqual(limit)
    }
    expect(existsSync(join(folder, plan, 'supplement.html'))).toBe(true)
  })
})
