import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compareReportFolder, writeReportFolder } from '../../src/node/report-folder.ts'
import { writeTables } from '../../src/node/write-tables.ts'
import { UserMistake } from '../../src/node/user-mistake.ts'

let folder = ''
let target = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remeier-folder-'))
  target = join(folder, 'reports', 'x')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const files = new Map([
  ['report.md', 'text\n'],
  ['report.html', '<html>'],
  ['provenance.json', '{ "software": { "name": "remeier" } }'],
  ['charts/a.svg', '<svg/>'],
])
const tree = (): readonly string[] => readdirSync(join(folder, 'reports'), { recursive: true }).map(String).sort()
const whole = ['x', 'x/charts', 'x/charts/a.svg', 'x/provenance.json', 'x/report.html', 'x/report.md']

describe('the folder of a report', () => {
  test('is written whole, twice alike, and leaves nothing beside', () => {
    writeReportFolder(target, files)
    expect(tree()).toEqual(whole)
    writeReportFolder(target, files)
    expect(tree()).toEqual(whole)
    expect(compareReportFolder(target, files)).toEqual({ stale: [], missing: [], extra: [] })
  })
  test('stays as it was where writing fails half-way', () => {
    writeReportFolder(target, files)
    // The last path needs a folder where a file has just been written.
    const impossible = new Map([...files, ['report.md', 'new'], ['report.md/x', '']])
    expect(() => {
      writeReportFolder(target, impossible)
    }).toThrow()
    expect(tree()).toEqual(whole)
    expect(readFileSync(join(target, 'report.md'), 'utf8')).toBe('text\n')
  })
  test('keeps what is not of a report and drops old charts', () => {
    writeReportFolder(target, files)
    mkdirSync(join(target, 'slides'))
    writeFileSync(join(target, 'slides', 'a.pptx'), 'mine')
    writeFileSync(join(target, 'charts', 'old.svg'), '')
    expect(compareReportFolder(target, files).extra).toEqual(['charts/old.svg'])
    writeReportFolder(target, files)
    expect(tree()).toEqual([...whole, 'x/slides', 'x/slides/a.pptx'].sort())
  })
  test('that holds something else is refused and untouched', () => {
    mkdirSync(target, { recursive: true })
    writeFileSync(join(target, 'thesis.md'), 'work')
    expect(() => {
      writeReportFolder(target, files)
    }).toThrow(UserMistake)
    expect(tree()).toEqual(['x', 'x/thesis.md'])
  })
  test('may be a link, which stays one', () => {
    mkdirSync(join(folder, 'elsewhere'))
    mkdirSync(join(folder, 'reports'))
    symlinkSync(join(folder, 'elsewhere'), target)
    writeReportFolder(target, files)
    expect(readdirSync(join(folder, 'elsewhere')).sort()).toEqual(readdirSync(target).sort())
    expect(readFileSync(join(target, 'report.md'), 'utf8')).toBe('text\n')
  })
  test('compares: stale, missing and extra; the page may be missing', () => {
    writeReportFolder(target, files)
    rmSync(join(target, 'report.html'))
    expect(compareReportFolder(target, files)).toEqual({ stale: [], missing: [], extra: [] })
    writeFileSync(join(target, 'report.md'), 'text')
    rmSync(join(target, 'charts', 'a.svg'))
    writeFileSync(join(target, 'charts', 'b.svg'), '')
    expect(compareReportFolder(target, files)).toEqual({
      stale: ['report.md'],
      missing: ['charts/a.svg'],
      extra: ['charts/b.svg'],
    })
  })
})

describe('tables', () => {
  test('replace their own kind and nothing else, all or none', () => {
    const [one, two] = [join(folder, 'a', 'ipd.csv'), join(folder, 'a', 'curve.csv')]
    writeTables(new Map([[one, 'x,y\n1,2\n']]))
    writeTables(
      new Map([
        [one, 'x,y\n3,4\n'],
        [two, 'z\n'],
      ]),
    )
    expect(readFileSync(one, 'utf8')).toBe('x,y\n3,4\n')
    writeFileSync(two, 'name\na person\n')
    expect(() => {
      writeTables(
        new Map([
          [one, 'x,y\n5,6\n'],
          [two, 'z\n'],
        ]),
      )
    }).toThrow(UserMistake)
    expect(readFileSync(one, 'utf8')).toBe('x,y\n3,4\n')
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['curve.csv', 'ipd.csv'])
  })
})
