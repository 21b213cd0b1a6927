import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differences } from './golden-check/differences.ts'

/*
 * The golden files are what R says: the scripts that wrote them run again, in a folder of their own, and give them back. Not to the
 * byte, as R's last digits hang on the processor and the version; a number that somebody typed is further off than that.
 */

const golden = 'tests/golden'
const packages = ['survival', 'mvtnorm', 'MASS', 'jsonlite']
const here =
  spawnSync('Rscript', ['-e', packages.map((name) => `library(${name})`).join(';')], { stdio: 'ignore' }).status === 0
const why = here ? '' : 'skipped: needs R with survival, mvtnorm, MASS and jsonlite'
const folder = mkdtempSync(join(tmpdir(), 'remeier-golden-'))
const again = join(folder, golden)

/** JSON files below a folder, by path in it. */
const jsonFiles = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const scripts = readdirSync(golden).filter((file) => file.endsWith('.R') && file !== 'json.R')

beforeAll(async () => {
  if (!here) {
    process.stderr.write(`tests/golden.test.ts: ${why}\n`)
    return
  }
  // Scripts name their files from the root of the repository: the same folders, elsewhere.
  for (const path of jsonFiles(golden)) mkdirSync(join(again, path, '..'), { recursive: true })
  for (const file of [...scripts, 'json.R']) cpSync(join(golden, file), join(again, file))
  await Promise.all(
    scripts.map((script) => promisify(execFile)('Rscript', [join(golden, script)], { cwd: folder, timeout: 300_000 })),
  )
}, 300_000)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe(here ? 'the R scripts give back' : why, () => {
  test.skipIf(!here)('every golden file, and no other', () => {
    expect(jsonFiles(again)).toEqual(jsonFiles(golden))
    expect(scripts.length).toBeGreaterThan(3)
  })
  test.skipIf(!here).each(jsonFiles(golden))('%s', (path) => {
    expect(differences(read(join(again, path)), read(join(golden, path)))).toEqual([])
  })
})

describe('a difference is found', () => {
  test.each([
    [{ a: [1, 2] }, { a: [1, 2.0000001] }, ['a.1: 2.0000001, R says 2']],
    [1e-300, 1.001e-300, [': 1.001e-300, R says 1e-300']],
    [{ a: 1 }, { a: 1, b: 2 }, ['b: 2, R says nothing']],
    [{ a: 1, b: 2 }, { a: 1 }, ['b: nothing, R says 2']],
    [[1], [1, 2], ['1: 2, R says nothing']],
    [null, 0, [': 0, R says null']],
    ['a', 'b', [': "b", R says "a"']],
  ])('%j, %j', (ours, committed, found) => {
    expect(differences(ours, committed)).toEqual(found)
  })
  test('but none in the last digits, nor in the versions of R and its packages', () => {
    expect(differences({ r: 'R 4.3', x: 0.1 + 0.2 }, { r: 'R 4.2', x: 0.3 })).toEqual([])
    expect(differences({ versions: { R: '4.3' }, x: 1e-17 }, { versions: { R: '4.2' }, x: -2e-17 })).toEqual([])
  })
})
