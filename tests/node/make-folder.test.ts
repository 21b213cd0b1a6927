import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { outFolder } from '../../src/cli/out-folder.ts'
import { makeFolder } from '../../src/node/make-folder.ts'
import { requireFile } from '../../src/node/require-folder.ts'
import { systemTrouble } from '../../src/node/system-trouble.ts'
import { UserMistake } from '../../src/node/user-mistake.ts'

const here = mkdtempSync(join(tmpdir(), 'remeier-'))
afterAll(() => {
  rmSync(here, { recursive: true, force: true })
})

/** What the making of a folder ends with, in words. */
function trouble(folder: string): string {
  try {
    makeFolder(folder)
    return 'made'
  } catch (error) {
    return error instanceof UserMistake ? error.message : (systemTrouble(error) ?? 'a defect')
  }
}

describe('makeFolder', () => {
  test('makes all that is missing, and leaves what is there', () => {
    const folder = join(here, 'a', 'b', 'c')
    expect(trouble(folder)).toBe('made')
    writeFileSync(join(folder, 'kept'), '')
    expect(trouble(folder)).toBe('made')
    expect(existsSync(join(folder, 'kept'))).toBe(true)
  })
  test('a file in the way', () => {
    writeFileSync(join(here, 'file'), '')
    expect(trouble(join(here, 'file', 'below'))).toBe(
      `${join(here, 'file')} is a file, not a folder: choose another --out.`,
    )
  })
  test.skipIf(!existsSync('/proc/self'))(
    'a place that takes no folders, and where a recursive mkdir never returns',
    () => {
      expect(trouble('/proc/remeier/out')).toBe(
        'nothing can be written to /proc (it takes no folders): choose another --out.',
      )
    },
  )
  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be written to (skipped as root: needs a user whom permissions stop)',
    () => {
      mkdirSync(join(here, 'closed'), { mode: 0o500 })
      expect(trouble(join(here, 'closed', 'below'))).toMatch(/closed \(permission denied\): choose another --out/)
    },
  )
})

describe('requireFile', () => {
  const said = (path: string): string => {
    try {
      requireFile(path, '--page')
      return 'fine'
    } catch (error) {
      return error instanceof UserMistake ? error.message : 'a defect'
    }
  }
  test('a file to come, or one that is there, which stays as it is', () => {
    expect(said(join(here, 'to', 'come.md'))).toBe('fine')
    expect(existsSync(join(here, 'to'))).toBe(false)
    writeFileSync(join(here, 'there.md'), 'kept')
    expect(said(join(here, 'there.md'))).toBe('fine')
    expect(readFileSync(join(here, 'there.md'), 'utf8')).toBe('kept')
  })
  test('no name, a folder, a file in the way', () => {
    expect(said('')).toBe('--page names a file, got nothing.')
    expect(said(here)).toBe(`${here} is a folder: --page names a file.`)
    expect(said(join(here, 'there.md', 'below'))).toMatch(/there\.md is a file, not a folder: choose another --page/)
  })
  test.skipIf(!existsSync('/proc/self'))('a place that takes nothing', () => {
    expect(said('/proc/page.md')).toBe('nothing can be written to /proc (it takes no folders): choose another --page.')
  })
})

describe('--out', () => {
  test('names a folder, or is left out', () => {
    expect(outFolder({})).toBeUndefined()
    expect(outFolder({ out: '.' })).toBe('.')
    expect(() => outFolder({ out: '' })).toThrow('--out names a folder, got nothing')
  })
})
