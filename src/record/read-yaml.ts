import { Composer, LineCounter, Parser, isAlias, isCollection, isMap, isScalar, isSeq, visit } from 'yaml'
import type { Alias, CST, Document, Node, YAMLMap } from 'yaml'
import type { Diagnostic } from './diagnostic.ts'
import { explainSyntax } from './explain-syntax.ts'
import type { Position } from './spans.ts'
import type { Tree, TreeEntry } from './tree.ts'

/** The largest record of a five-hundred-figure paper is about a tenth of this. */
const mostCharacters = 500_000
/** Deeper than any record or plan; the composer of the YAML library is recursive and must never see noise such as `[[[[[...`. */
const deepest = 60
/** What aliases may unfold to. */
const mostNodes = 50_000
const mostProblems = 25

export type ReadYaml =
  | { readonly kind: 'read'; readonly tree: Tree }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }

/** Thrown inside `readYaml` only, to leave a deep walk; never reaches a caller. */
class Refusal extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.diagnostic = diagnostic
  }
}

/** Reads YAML 1.2 text. Whatever the text is, the answer comes quickly: a tree, or what is wrong with it, all at once. */
export function readYaml(source: string, file: string): ReadYaml {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  const refused = refusal(text, file)
  if (refused) return { kind: 'invalid', diagnostics: [refused] }

  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const tooDeep = offsetBeyond(tokens, deepest)
  if (tooDeep !== null) {
    return { kind: 'invalid', diagnostics: [nestedTooDeep(file, positionOf(lines, tooDeep))] }
  }
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  const [document] = [...composer.compose(tokens, true, text.length)]
  if (!document) return { kind: 'invalid', diagnostics: [emptyFile(file)] }
  const problems = [...document.errors, ...document.warnings]
  if (problems.length > 0) {
    const told = problems
      .slice(0, mostProblems)
      .map((it) => explainSyntax(it, text, file, positionOf(lines, it.pos[0])))
    const more = problems.length - told.length
    const last = told.at(-1)
    if (more > 0 && last)
      told.push({ ...plain(file, last), rule: 'broken-yaml', message: `${more} more problems follow` })
    return { kind: 'invalid', diagnostics: told }
  }
  const second = tokens.filter((token) => token.type === 'document')[1]
  if (second) return { kind: 'invalid', diagnostics: [secondDocument(file, positionOf(lines, second.offset))] }
  return toTree(document, lines, file)
}

function refusal(text: string, file: string): Diagnostic | null {
  const start = { line: 1, column: 1 }
  if (text.length > mostCharacters) {
    return {
      ...plain(file, start),
      rule: 'too-large',
      message: 'this file is too large to be a record or a plan',
      expected: `at most ${mostCharacters} characters`,
      found: String(text.length),
      mend: 'check that this is the file that you meant',
    }
  }
  if (text.trim() === '') return emptyFile(file)
  // Control characters, and the mark that a decoder leaves where bytes were not UTF-8.
  const odd = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]/u.exec(text)
  if (odd === null) return null
  const before = text.slice(0, odd.index).split(/\r\n|\n|\r/u)
  return {
    ...plain(file, { line: before.length, column: (before.at(-1) ?? '').length + 1 }),
    rule: 'not-text',
    message: 'this file holds a character that cannot be text',
    expected: 'plain text in UTF-8',
    found: `U+${(odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    mend: 'save the file as UTF-8, or delete the character',
  }
}

function emptyFile(file: string): Diagnostic {
  return {
    ...plain(file, { line: 1, column: 1 }),
    rule: 'empty-file',
    message: 'this file is empty',
    mend: 'start from `remeier new trial NAME` or `remeier new analysis NAME`',
  }
}

function nestedTooDeep(file: string, at: Position): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'too-deep',
    message: 'lists or maps are nested too deeply here',
    expected: `at most ${deepest} levels`,
    mend: 'look for a bracket or brace that is never closed',
  }
}

function plain(file: string, at: Position): Pick<Diagnostic, 'severity' | 'file' | 'line' | 'column'> {
  return { severity: 'error', file, line: at.line, column: at.column }
}

function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** Where the nesting passes `limit`, without recursion: this is what protects the recursive composer. */
function offsetBeyond(tokens: readonly CST.Token[], limit: number): number | null {
  const open: [CST.Token, number][] = tokens.map((token) => [token, 0])
  for (let top = open.pop(); top; top = open.pop()) {
    const [token, depth] = top
    if (depth > limit) return token.offset
    if (token.type === 'document' && token.value) open.push([token.value, depth])
    if (!('items' in token)) continue
    for (const item of token.items) {
      if (item.key) open.push([item.key, depth + 1])
      if (item.value) open.push([item.value, depth + 1])
    }
  }
  return null
}

/** What each alias means: the nearest node above it that bears its anchor. */
function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source)
      if (target) targets.set(alias, target)
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return targets
}

function toTree(document: Document.Parsed, lines: LineCounter, file: string): ReadYaml {
  const targets = aliasTargets(document)
  const duplicates: Diagnostic[] = []
  let nodes = 0

  const at = (node: { range?: [number, number, number] | null | undefined } | null | undefined): Position =>
    positionOf(lines, node?.range?.[0] ?? 0)

  function resolve(alias: Alias): unknown {
    const target = targets.get(alias)
    if (target === undefined) throw new Refusal(unknownAlias(file, at(alias), alias.source))
    return target
  }

  function walk(written: unknown, depth: number): Tree {
    const node = isAlias(written) ? resolve(written) : written
    const place = at(isAlias(written) ? written : isScalar(node) || isCollection(node) ? node : undefined)
    nodes += 1
    if (nodes > mostNodes) throw new Refusal(aliasBomb(file, place))
    if (depth > deepest) throw new Refusal(nestedTooDeep(file, place))
    if (isMap(node)) return { kind: 'map', at: place, entries: entriesOf(node, depth) }
    if (isSeq(node)) return { kind: 'list', at: place, items: node.items.map((item) => walk(item, depth + 1)) }
    return scalar(node, place)
  }

  function entriesOf(map: YAMLMap, depth: number): ReadonlyMap<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>()
    for (const pair of map.items) {
      const key = isAlias(pair.key) ? resolve(pair.key) : pair.key
      const place = at(isScalar(pair.key) || isAlias(pair.key) || isCollection(pair.key) ? pair.key : map)
      if (!isScalar(key)) throw new Refusal(oddKey(file, place))
      const name = scalar(key, place).text
      if (name === '__proto__') throw new Refusal(forbiddenName(file, place, name))
      const first = entries.get(name)
      if (first) duplicates.push(duplicateKey(file, place, name, first.at))
      else entries.set(name, { at: place, value: valueOf(pair.value, place, depth) })
    }
    return entries
  }

  /** A key without a value ("median:") stands where its key stands. */
  function valueOf(value: unknown, key: Position, depth: number): Tree {
    const tree = walk(value, depth + 1)
    return tree.kind === 'scalar' && tree.text === '' && tree.value === null ? { ...tree, at: key } : tree
  }

  try {
    const tree = walk(document.contents, 0)
    if (tree.kind === 'scalar' && tree.value === null) return { kind: 'invalid', diagnostics: [emptyFile(file)] }
    return duplicates.length > 0 ? { kind: 'invalid', diagnostics: duplicates } : { kind: 'read', tree }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'invalid', diagnostics: [...duplicates, error.diagnostic] }
    throw error
  }
}

function scalar(node: unknown, at: Position): Tree & { readonly kind: 'scalar' } {
  const value: unknown = isScalar(node) ? node.value : null
  const text = isScalar(node) ? node.source : ''
  if (typeof value === 'string') return { kind: 'scalar', at, value, text: value }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'scalar', at, value, text: text ?? String(value) }
  }
  return { kind: 'scalar', at, value: null, text: text ?? '' }
}

function duplicateKey(file: string, at: Position, name: string, first: Position): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'duplicate-key',
    message: `"${name}" stands here twice`,
    expected: 'each field once',
    found: `another on line ${first.line}`,
    mend: 'delete one of the two',
  }
}

function secondDocument(file: string, at: Position): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'broken-yaml',
    message: 'a second document begins here',
    expected: 'one record or plan in a file',
    mend: 'delete the line "---"',
  }
}

function unknownAlias(file: string, at: Position, name: string): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'broken-yaml',
    message: `*${name} refers to an anchor that is not in this file`,
    mend: `write &${name} before the value that is meant, or put quotes around text that begins with *`,
  }
}

function aliasBomb(file: string, at: Position): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'alias-bomb',
    message: 'the aliases of this file unfold to too much',
    expected: `at most ${mostNodes} values`,
    mend: 'write the values out',
  }
}

/** JavaScript gives this name a meaning of its own: a field of that name would vanish without a word. */
function forbiddenName(file: string, at: Position, name: string): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'wrong-name',
    message: `"${name}" cannot be a name here`,
    mend: 'choose another name',
  }
}

function oddKey(file: string, at: Position): Diagnostic {
  return {
    ...plain(file, at),
    rule: 'broken-yaml',
    message: 'a list or a map cannot be the name of a field',
    expected: 'a word or a number before the colon',
    mend: 'if this is text that begins with [ or {, put it in quotes',
  }
}
