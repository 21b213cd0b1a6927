import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { outFolder } from '../../src/cli/out-folder.ts'
import { makeFolder } from '../../src/node/make-folder.ts'
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
      expect(trouble('/proc/remeier/out')).toBe('/proc takes no folders: choose another --out.')
    },
  )
  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be written to (skipped as root: needs a user whom permissions stop)',
    () => {
      mkdirSync(join(here, 'closed'), { mode: 0o500 })
      expect(trouble(join(here, 'closed', 'below'))).toBe('permission denied')
    },
  )
})

describe('--out', () => {
  test('names a folder, or is left out', () => {
    expect(outFolder({})).toBeUndefined()
    expect(outFolder({ out: '.' })).toBe('.')
    expect(() => outFolder({ out: '' })).toThrow('--out names a folder, got nothing')
  })
})
