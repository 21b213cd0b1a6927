import { isAlias, isCollection, isMap, isScalar, isSeq, visit } from 'yaml'
import type { Alias, Document, LineCounter, Node, YAMLMap } from 'yaml'
import type { Diagnostic } from './diagnostic.ts'
import type { Position } from './spans.ts'
import type { Tree, TreeEntry, TreeScalar } from './tree.ts'
import {
  aliasBomb,
  deepest,
  duplicateKey,
  emptyFile,
  forbiddenName,
  hidden,
  hiddenCharacter,
  mostNodes,
  nestedTooDeep,
  oddKey,
  unknownAlias,
  yamlProblem,
} from './yaml-problem.ts'

export type ReadYaml =
  /** A field that stands twice (the first one counts) or a hidden character is no reason to stop before the rest has been checked. */
  | { readonly kind: 'read'; readonly tree: Tree; readonly problems: readonly Diagnostic[] }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }

/** Thrown inside `toTree` only, to leave a deep walk; never reaches a caller. */
class Refusal extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.diagnostic = diagnostic
  }
}

export function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
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

export function toTree(document: Document.Parsed, lines: LineCounter, file: string): ReadYaml {
  const targets = aliasTargets(document)
  const problems: Diagnostic[] = []
  let nodes = 0

  const at = (node: { range?: [number, number, number] | null | undefined } | null | undefined): Position =>
    positionOf(lines, node?.range?.[0] ?? 0)

  function resolve(alias: Alias): unknown {
    const target = targets.get(alias)
    if (target === undefined) throw new Refusal(yamlProblem(file, at(alias), unknownAlias(alias.source)))
    return target
  }

  function walk(written: unknown, depth: number): Tree {
    const node = isAlias(written) ? resolve(written) : written
    const place = at(isAlias(written) ? written : isScalar(node) || isCollection(node) ? node : undefined)
    nodes += 1
    if (nodes > mostNodes) throw new Refusal(yamlProblem(file, place, aliasBomb))
    if (depth > deepest) throw new Refusal(yamlProblem(file, place, nestedTooDeep))
    if (isMap(node)) return { kind: 'map', at: place, entries: entriesOf(node, depth) }
    if (isSeq(node)) return { kind: 'list', at: place, items: node.items.map((item) => walk(item, depth + 1)) }
    return shown(scalar(node, place))
  }

  /** An escape ("\\u202E") can write what may not stand in the file itself. */
  function shown(it: TreeScalar): TreeScalar {
    const found = hiddenCharacter.exec(it.text)
    if (found) problems.push(yamlProblem(file, it.at, hidden(found[0])))
    return it
  }

  function entriesOf(map: YAMLMap, depth: number): ReadonlyMap<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>()
    for (const pair of map.items) {
      const key = isAlias(pair.key) ? resolve(pair.key) : pair.key
      const place = at(isScalar(pair.key) || isAlias(pair.key) || isCollection(pair.key) ? pair.key : map)
      if (!isScalar(key)) throw new Refusal(yamlProblem(file, place, oddKey))
      const name = shown(scalar(key, place)).text
      if (name === '__proto__') throw new Refusal(yamlProblem(file, place, forbiddenName(name)))
      const first = entries.get(name)
      if (first) problems.push(yamlProblem(file, place, duplicateKey(name, first.at)))
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
    if (tree.kind === 'scalar' && tree.value === null)
      return { kind: 'invalid', diagnostics: [yamlProblem(file, tree.at, emptyFile)] }
    return { kind: 'read', tree, problems }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'invalid', diagnostics: [...problems, error.diagnostic] }
    throw error
  }
}

function scalar(node: unknown, at: Position): TreeScalar {
  const value: unknown = isScalar(node) ? node.value : null
  const text = isScalar(node) ? node.source : ''
  if (typeof value === 'string') return { kind: 'scalar', at, value, text: value }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'scalar', at, value, text: text ?? String(value) }
  }
  return { kind: 'scalar', at, value: null, text: text ?? '' }
}
