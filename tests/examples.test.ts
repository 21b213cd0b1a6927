import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { docstringBlocks, markdownBlocks, type ExampleBlock } from './examples/example-block.ts'
import { type ExampleCheck, runExamples } from './examples/run-example.ts'
import { sameValue } from './examples/same-value.ts'

/* Every example of the docstrings, of the README and of docs/scenarios.md runs against the built package and gives the value that it says. */

const read = (path: string): string => readFileSync(path, 'utf8')
const blocks = [
  ...readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .flatMap((path) => docstringBlocks(join('src', path), read(join('src', path)))),
  ...markdownBlocks('README.md', existsSync('README.md') ? read('README.md') : ''),
  ...markdownBlocks('docs/scenarios.md', read('docs/scenarios.md')),
]

/** Differences of one block, as `path:line expression is ..., not ...`. */
const differing = (checks: readonly ExampleCheck[]): readonly string[] =>
  checks
    .filter(({ actual, expected }) => !sameValue(actual, expected))
    .map(
      ({ at, expression, ...it }) =>
        `${at} ${expression} is ${JSON.stringify(it.actual)}, not ${JSON.stringify(it.expected)}`,
    )

const differences = (block: ExampleBlock): readonly string[] => runExamples([block]).flatMap((it) => differing(it()))

describe('examples', () => {
  const ran = runExamples(blocks)
  test.each(blocks.map((block, index) => [`${block.path}:${block.line}`, ran[index]] as const))('%s', (_at, checks) => {
    expect(checks).toBeDefined()
    if (checks !== undefined) expect(differing(checks())).toEqual([])
  })
})

test('every function of remeier/survival has one', () => {
  const functions = exportedFunctions('src/survival', 'index.ts')
  expect(functions.length).toBeGreaterThan(20)
  expect(functions.filter(({ hasExample }) => !hasExample).map(({ name }) => name)).toEqual([])
})

describe('a wrong example', () => {
  const block = (...lines: readonly string[]): ExampleBlock => ({
    path: 'a.ts',
    line: 10,
    lines: ["import { patients } from 'remeier/survival'", ...lines],
  })

  test('is found by its line', () => {
    const found = differences(
      block('const p = patients({ time: [1, 2], event: [1, 0] })', 'p.time // => [1, 2.00000001]'),
    )
    expect(found).toEqual(['a.ts:12 p.time is [1,2], not [1,2.00000001]'])
  })
  test('may be a tenth of a tolerance off, or span lines', () => {
    const found = differences(
      block('patients({', '  time: [1, 2],', '  event: [1, 0]', '}).time // => [1, 2.0000000001]'),
    )
    expect(found).toEqual([])
  })
  test.each([
    [
      'that throws',
      'patients({ time: [-1], event: [1] }) // => 1',
      /^a\.ts:10: the example does not run: RangeError: /,
    ],
    [
      'with an import that there is not',
      "import { none } from 'remeier/survival'\n1 // => 1",
      'a.ts:10: the example does not run: SyntaxError: remeier/survival has no export none',
    ],
    ['that is no code', 'patients(} // => 1', /^a\.ts:10: the example does not run: SyntaxError: /],
    [
      'without a value',
      'patients({ time: [1], event: [1] })',
      'a.ts:10: an example shows a value: expression // => value',
    ],
    ['with its value after a statement', 'const x = 1 // => 1', 'a.ts:11: // => stands after an expression'],
    ['of another package', "import 'zod'", 'a.ts:11: an example imports remeier, not zod'],
  ])('%s is an error', (_what, line, message) => {
    expect(() => differences(block(line))).toThrow(message)
  })
  test('without a block is an error', () => {
    expect(() => docstringBlocks('a.ts', '/**\n * @example\n * f(1)\n */')).toThrow('a.ts:2: a ```ts block is required')
    expect(() => docstringBlocks('a.ts', '/**\n * @example\n * ```ts\n * f(1)\n */')).toThrow(
      'a.ts:3: the block of code',
    )
  })

  test.each([
    [1, 1 + 2e-9],
    [1e-12, 2e-9],
    [[1], [1, 2]],
    [{ a: 1 }, {}],
    [{ a: 1 }, { b: 1 }],
    [null, 0],
    ['(NaN)', 0],
    [[], {}],
  ])('%j is not %j', (actual, expected) => {
    expect(sameValue(actual, expected)).toBe(false)
  })
})

interface ExportedFunction {
  readonly name: string
  readonly hasExample: boolean
}

/** The functions that an entry exports, with whether their docstring, in the file that declares them, has an example. */
function exportedFunctions(folder: string, entry: string): readonly ExportedFunction[] {
  const parse = (file: string) => ts.createSourceFile(file, read(join(folder, file)), ts.ScriptTarget.Latest, true)
  return parse(entry).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly || !statement.exportClause) return []
    if (!ts.isNamedExports(statement.exportClause) || !statement.moduleSpecifier) return []
    const names = statement.exportClause.elements.map((element) => (element.propertyName ?? element.name).text)
    const declared = parse(statement.moduleSpecifier.getText().slice(1, -1)).statements.filter(ts.isFunctionDeclaration)
    return declared
      .filter(({ name }) => name !== undefined && names.includes(name.text))
      .map((node) => ({
        name: node.name?.text ?? '',
        hasExample: ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'example'),
      }))
  })
}
