import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { codeHash } from '../../src/node/code-hash.ts'
import { type Asked, type CachedReport, reportCache } from '../../src/node/report-cache.ts'

const folder = mkdtempSync(join(tmpdir(), 'remeier-cache-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const asked: Asked = { file: 'a.yaml', inputs: [{ path: 'a.yaml', sha256: '1' }], formats: ['html'], date: '' }
const built: CachedReport = {
  report: {
    document: { title: 'T', subtitle: '', provenance: [], blocks: [] } as never,
    files: new Map([['report.md', 'text']]),
  },
  beside: new Map<string, string | Uint8Array>([['png/a.png', Uint8Array.of(1, 2, 3)]]),
  fidelity: [],
}

describe('cache of reports', () => {
  test('gives back what was kept, and only for the same question to the same program', () => {
    const cache = reportCache('code')(folder)
    expect(cache.read(asked)).toBeNull()
    cache.write(asked, built)
    const found = cache.read(asked)
    expect(found?.report.files).toEqual(built.report.files)
    expect(found?.beside).toEqual(built.beside)
    expect(reportCache('other code')(folder).read(asked)).toBeNull()
    for (const other of [
      { ...asked, file: 'b.yaml' },
      { ...asked, inputs: [{ path: 'a.yaml', sha256: '2' }] },
      { ...asked, inputs: [...asked.inputs, { path: 'b.yaml', sha256: '1' }] },
      { ...asked, formats: ['html', 'pdf'] },
      { ...asked, date: '0' },
    ])
      expect(cache.read(other), JSON.stringify(other)).toBeNull()
  })

  test('what is damaged is not there', () => {
    const cache = reportCache('damage')(folder)
    cache.write(asked, built)
    const kept = readdirSync(join(folder, '.remeier-cache')).map((it) => join(folder, '.remeier-cache', it))
    for (const damage of [Buffer.alloc(0), Buffer.from('nonsense'), Buffer.alloc(5000, 1)]) {
      for (const path of kept) writeFileSync(path, damage)
      expect(cache.read(asked)).toBeNull()
    }
    cache.write(asked, built)
    expect(cache.read(asked)).not.toBeNull()
  })

  test('in node_modules/.cache where the project has node_modules', () => {
    const project = join(folder, 'project')
    mkdirSync(join(project, 'node_modules'), { recursive: true })
    reportCache('code')(project).write(asked, built)
    expect(readdirSync(project)).toEqual(['node_modules'])
    expect(readdirSync(join(project, 'node_modules', '.cache', 'remeier'))).toHaveLength(1)
  })

  test('keeps 60 and nothing beside them', () => {
    const cache = reportCache('code')(folder)
    for (let k = 0; k < 70; k++) cache.write({ ...asked, date: String(k) }, built)
    const names = readdirSync(join(folder, '.remeier-cache'))
    expect(names.filter((it) => it !== '.gitignore')).toHaveLength(60)
  })

  test('where nothing can be written there is no cache, and no error', () => {
    const cache = reportCache('code')('/dev/null/nowhere')
    cache.write(asked, built)
    expect(cache.read(asked)).toBeNull()
  })

  test('the hash of the program stands still while the program does', () => {
    expect(codeHash()).toMatch(/^[0-9a-f]{64}$/)
    expect(codeHash()).toBe(codeHash())
  })
})
