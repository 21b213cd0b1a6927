import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { circles, fileCircles, forbiddenImports, misnamed, roomCircles } from './architecture/breaches.ts'
import { house } from './architecture/house.ts'
import { sourceFile } from './architecture/source-file.ts'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => sourceFile(path, readFileSync(join('src', path), 'utf8')))

/** Files that hold a family of exports under the family's name. */
const families: Readonly<Record<string, string>> = {
  'analysis/plan-fields.ts': 'the fields that every scenario of a plan is made of',
  'cli/help-text.ts': 'one text a command',
  'chart/theme.ts': 'colours, sizes and fonts by their own names',
  'numeric/normal-box.ts': 'the probability outside a box: outsideBox',
  'record/schema/statement.ts': 'the four kinds of statement',
  'result/format.ts': 'one formatter a kind of number',
  'result/frames.ts': 'the row types of all frames',
}

describe('the house', () => {
  test('has its files', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(500)
  })
  test('imports between rooms, packages and node: modules follow the table', () => {
    expect(forbiddenImports(files, house)).toEqual([])
  })
  test('has no circle of files', () => {
    expect(fileCircles(files)).toEqual([])
  })
  test('has no circle of rooms, nor has the table', () => {
    expect(roomCircles(files)).toEqual([])
    expect(circles(new Map(Object.entries(house).map(([name, room]) => [name, room.rooms])))).toEqual([])
  })
  test('names its files for what they export', () => {
    expect(misnamed(files, families)).toEqual([])
  })
  test('lists no exception that is not one', () => {
    const needed = misnamed(files, {}).map((breach) => breach.slice(0, breach.indexOf(':')))
    expect(Object.keys(families).filter((path) => !needed.includes(path))).toEqual([])
  })
})

/** Planted breaches: each rule is seen to fail, so that its silence above means something. */
describe('the rules catch', () => {
  const planted = (sources: Readonly<Record<string, string>>) =>
    Object.entries(sources).map(([path, text]) => sourceFile(path, text))
  const imports = (path: string, text: string): readonly string[] => forbiddenImports(planted({ [path]: text }), house)

  test.each([
    ['another room', 'survival/cox.ts', "import { x } from '../record/x.ts'", 'survival may not import record'],
    [
      'types of another room',
      'numeric/a.ts',
      "import type { X } from '../survival/x.ts'",
      'numeric may not import survival',
    ],
    ['a re-export', 'result/row.ts', "export { x } from '../chart/x.ts'", 'result may not import chart'],
    ['a type in an import()', 'chart/a.ts', "let a: import('../report/a.ts').A", 'chart may not import report'],
    ['a dynamic import', 'scenario/a.ts', "const a = await import('../record/a.ts')", 'scenario may not import record'],
    ['a computed import', 'scenario/a.ts', 'const a = await import(name)', 'scenario may not import a computed name'],
    ['a side effect', 'record/a.ts', "import '../numeric/a.ts'", 'record may not import numeric'],
    ['the command', 'node/a.ts', "import { a } from '../cli/a.ts'", 'node may not import cli'],
    ['the public entry', 'record/a.ts', "import { a } from '../index.ts'", 'record may not import index'],
    ['a file outside src', 'record/a.ts', "import { a } from '../../tests/a.ts'", 'record may not import outside src'],
    ['node: outside its rooms', 'analysis/a.ts', "import { join } from 'node:path'", 'analysis has no node: modules'],
    ['a package', 'survival/a.ts', "import jstat from 'jstat'", 'survival may not use the package jstat'],
    ['a part of a package', 'result/a.ts', "import { z } from 'zod/v4'", 'result may not use the package zod'],
    ['code where types are allowed', 'chart/a.ts', "import { compile } from 'vega-lite'", 'types of vega-lite only'],
    ['code between braces', 'chart/a.ts', "import { type A } from 'vega-lite'", 'types of vega-lite only'],
    ['a room nobody knows', 'misc/a.ts', 'export const a = 1', 'there is no room misc'],
  ])('%s', (_what, path, text, reason) => {
    const [breach, ...rest] = imports(path, text)
    expect(breach).toContain(reason)
    expect(rest).toEqual([])
  })

  test('and allow what the table allows, comments and strings', () => {
    const text = [
      "import type { TopLevelSpec } from 'vega-lite'",
      "import type { Field } from 'vega-lite/types_unstable/channeldef.js'",
      "import { row } from '../result/row.ts'",
      "// import { x } from '../node/x.ts'",
      'const said = "import { x } from \'../node/x.ts\'"',
    ].join('\n')
    expect(imports('chart/a.ts', text)).toEqual([])
    expect(imports('cli/main.ts', "import { x } from '../node/x.ts'\nimport 'node:fs'")).toEqual([])
  })

  test('circles of files, of two, of three and of types', () => {
    const two = planted({ 'a/a.ts': "import './b.ts'", 'a/b.ts': "import type { A } from './a.ts'" })
    expect(fileCircles(two)).toEqual(['a/a.ts -> a/b.ts -> a/a.ts'])
    const three = planted({ 'a.ts': "import './b.ts'", 'b.ts': "import './c.ts'", 'c.ts': "import './b.ts'" })
    expect(fileCircles(three)).toEqual(['b.ts -> c.ts -> b.ts'])
    const diamond = planted({ 'a.ts': "import './b.ts'\nimport './c.ts'", 'b.ts': "import './c.ts'", 'c.ts': '' })
    expect(fileCircles(diamond)).toEqual([])
  })

  test('circles of rooms without a circle of files', () => {
    const rooms = planted({
      'chart/a.ts': "import '../result/a.ts'",
      'result/a.ts': '',
      'result/b.ts': "import '../chart/b.ts'",
      'chart/b.ts': '',
    })
    expect(fileCircles(rooms)).toEqual([])
    expect(roomCircles(rooms)).toEqual(['chart -> result -> chart'])
  })

  test.each([
    ['a vague name', 'record/utils.ts', 'export const utils = 1', 'a name that says nothing'],
    ['capitals', 'record/readNumber.ts', 'export const readNumber = 1', 'not in kebab-case'],
    ['a default export', 'record/trial.ts', 'export default 1; export const trial = 1', 'a default export'],
    ['a named default', 'record/trial.ts', 'const a = 1; export { a as default, trial }', 'a default export'],
    [
      'a barrel',
      'record/trial.ts',
      "export * from './a.ts'; export const trial = 1",
      'exports everything of another file',
    ],
    ['a file of another name', 'record/trial.ts', 'export const readArm = 1', 'exports readArm, nothing of its name'],
    ['half a name', 'record/trial-arm.ts', 'export const readArm = 1', 'exports readArm, nothing of its name'],
    ['a family of another name', 'record/trial.ts', 'export const a = 1, b = 2', 'exports a, b, nothing of its name'],
    ['a file without exports', 'record/trial.ts', 'const trial = 1', 'exports nothing, nothing of its name'],
  ])('%s', (_what, path, text, reason) => {
    expect(misnamed(planted({ [path]: text }), {})).toEqual([`${path}: ${reason}`])
  })

  test('and allow every form of an export of the name', () => {
    const forms = [
      'export function jsonSchema() {}',
      'export class JsonSchema {}',
      'export interface JsonSchema {}',
      'export type JsonSchema = 1',
      'export const other = 1, jsonSchema = 2',
      'const a = 1; export { a as jsonSchema }',
      "export { jsonSchema } from './a.ts'",
      'export const trialJsonSchema = 1',
      'export const schemaOfTrial = 1, schemaOfPlan = 2',
    ]
    for (const text of forms) expect(misnamed(planted({ 'record/json-schema.ts': text }), {})).toEqual([])
    expect(misnamed(planted({ 'index.ts': 'export {}', 'statistics/jstat.d.ts': '' }), {})).toEqual([])
  })
})
