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
 * Runs blocks in one process started in this package, so that \`remeier/...\` is what an importer gets: the built files, by the package's export
 * map. Each block is a function of its own, strict as a module is.
 */
export function runExamples(blocks: readonly ExampleBlock[]): readonly (() => readonly ExampleCheck[])[] {
  const read = blocks.map((block) => attempt(() => readBlock(block)))
  const codes = read.flatMap((it) => (it.kind === 'done' ? [it.value.code] : []))
  const told = codes.length === 0 ? [] : run(codes)
  if (!Array.isArray(told) || told.length !== codes.length) throw new Error('lost a block')
  const answers: readonly unknown[] = told
  let next = 0
  return read.map((it, at) => {
    const block = blocks[at]
    const answer = it.kind === 'done' ? answers[next++] : null
    return () => {
      if (it.kind === 'failed') throw it.error
      if (block === undefined) throw new Error('lost a block')
      return checked(block, it.value.checks, answer)
    }
  })
}

function run(codes: readonly string[]): unknown {
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', runner], {
      encoding: 'utf8',
      input: JSON.stringify(codes),
      maxBuffer: 50_000_000,
    }),
  )
}

/** Reads the code of blocks as JSON, and prints for each its values, or why it does not run. */
const runner = `
import { readFileSync } from 'node:fs'
const loaded = {
  remeier: await import('remeier'),
  'remeier/survival': await import('remeier/survival'),
  'remeier/node': await import('remeier/node'),
}
const modules = Object.fromEntries(Object.entries(loaded).map(([entry, module]) => [entry, new Proxy(module, {
  get: (it, name) => {
    if (!(name in it)) throw new SyntaxError(entry + ' has no export ' + String(name))
    return it[name]
  },
})]))
const Block = (async () => {}).constructor
const plain = ${plain}
const told = []
for (const code of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    const seen = []
    await new Block('modules', 'seenValues', '"use strict";' + code)(modules, seen)
    told.push({ seen: JSON.parse(plain(seen)) })
  } catch (error) {
    told.push({ error: String(error) })
  }
}
console.log(JSON.stringify(told))
`

type Attempt<Made> =
  { readonly kind: 'done'; readonly value: Made } | { readonly kind: 'failed'; readonly error: unknown }

function attempt<Made>(make: () => Made): Attempt<Made> {
  try {
    return { kind: 'done', value: make() }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

function checked(block: ExampleBlock, checks: Checks, answer: unknown): readonly ExampleCheck[] {
  const at = `${block.path}:${block.line}`
  if (typeof answer !== 'object' || answer === null) throw new Error(`${at}: lost a value`)
  if ('error' in answer) throw new Error(`${at}: the example does not run: ${String(answer.error)}`)
  const seen = 'seen' in answer ? answer.seen : null
  if (!Array.isArray(seen) || seen.length !== checks.length) throw new Error(`${at}: lost a value`)
  return checks.map((check, index) => {
    const pair: unknown = seen[index]
    if (!Array.isArray(pair)) throw new Error(`${check.at}: lost a value`)
    return { ...check, actual: pair[0] as unknown, expected: pair[1] as unknown }
  })
}

type Checks = readonly Pick<ExampleCheck, 'at' | 'expression'>[]

function readBlock(block: ExampleBlock): { readonly code: string; readonly checks: Checks } {
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
  return { code: [...imports, ...body].join('\n'), checks }
}

/** An import as what it takes from the modules that are there: a function cannot import. */
function importedFrom(statement: ts.ImportDeclaration, at: string): string {
  const name = ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : ''
  if (!/^remeier(\/survival|\/node)?$/.test(name)) throw new Error(`${at}: an example imports remeier, not ${name}`)
  const names = statement.importClause?.namedBindings
  if (names === undefined || !ts.isNamedImports(names)) throw new Error(`${at}: an example imports names`)
  const taken = names.elements.map((it) =>
    it.propertyName ? `${it.propertyName.text}: ${it.name.text}` : it.name.text,
  )
  return `const { ${taken.join(', ')} } = modules['${name}']`
}
