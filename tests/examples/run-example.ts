import { execFileSync } from 'node:child_process'
import ts from 'typescript'
import type { ExampleBlock } from './example-block.ts'

/** One `expression // => value` of a block, as it came out. */
export interface ExampleCheck {
  /** `path:line` of the expression. */
  readonly at: string
  readonly expression: string
  readonly actual: unknown
  readonly expected: unknown
}

/** What numbers and arrays become on their way through JSON: typed arrays are arrays, what JSON has no word for is named. */
const plain = `(value) => JSON.stringify(value, (_, it) =>
  ArrayBuffer.isView(it) ? Array.from(it)
  : typeof it === 'number' && !Number.isFinite(it) ? '(' + it + ')'
  : it === undefined ? '(undefined)' : it)`

/**
 * Runs a block as a module of its own in this package, so that \`remeier/...\` is what an importer gets: the built files, by the
 * package's export map.
 */
export function runExample(block: ExampleBlock): readonly ExampleCheck[] {
  const { imports, body, checks } = readBlock(block)
  const code = [
    ...imports,
    `const seenValues = []; const plainValue = ${plain}`,
    ...body,
    'console.log(plainValue(seenValues))',
  ].join('\n')
  const seen: unknown = JSON.parse(run(code, block))
  if (!Array.isArray(seen) || seen.length !== checks.length)
    throw new Error(`${block.path}:${block.line}: lost a value`)
  return checks.map((check, index) => {
    const pair: unknown = seen[index]
    if (!Array.isArray(pair)) throw new Error(`${check.at}: lost a value`)
    return { ...check, actual: pair[0] as unknown, expected: pair[1] as unknown }
  })
}

function run(code: string, block: ExampleBlock): string {
  try {
    return execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const reason = /^\w*Error\b.*$/m.exec(said.replace(/^Error: Command failed.*$/m, ''))?.[0] ?? said
    throw new Error(`${block.path}:${block.line}: the example does not run: ${reason}`, { cause: error })
  }
}

function readBlock(block: ExampleBlock) {
  const text = block.lines.join('\n')
  const tree = ts.createSourceFile('example.ts', text, ts.ScriptTarget.Latest, true)
  const imports: string[] = []
  const body: string[] = []
  const checks: { at: string; expression: string }[] = []
  for (const statement of tree.statements) {
    const at = `${block.path}:${block.line + tree.getLineAndCharacterOfPosition(statement.getEnd()).line}`
    const [, value] = /^[ \t]*\/\/ => (.*)/.exec(text.slice(statement.getEnd())) ?? []
    if (ts.isImportDeclaration(statement)) imports.push(importedFrom(statement, at))
    else if (value === undefined) body.push(statement.getText())
    else if (!ts.isExpressionStatement(statement)) throw new Error(`${at}: // => stands after an expression`)
    else {
      const expression = statement.expression.getText()
      checks.push({ at, expression })
      body.push(`seenValues.push([(${expression}), (${value})])`)
    }
  }
  if (checks.length === 0)
    throw new Error(`${block.path}:${block.line}: an example shows a value: expression // => value`)
  return { imports, body, checks }
}

function importedFrom(statement: ts.ImportDeclaration, at: string): string {
  const name = ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : ''
  if (!/^remeier(\/survival|\/node)?$/.test(name)) throw new Error(`${at}: an example imports remeier, not ${name}`)
  return statement.getText()
}
