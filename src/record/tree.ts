import type { Path, Position, Spans } from './spans.ts'

/** A YAML file with aliases resolved and nothing interpreted: every scalar keeps the text that stands in the file. */
export type Tree = TreeScalar | TreeList | TreeMap

export interface TreeScalar {
  readonly kind: 'scalar'
  readonly at: Position
  /** What YAML makes of it. */
  readonly value: string | number | boolean | null
  /** What stands in the file, without quotes: "66.0", where `value` is 66. */
  readonly text: string
}

export interface TreeList {
  readonly kind: 'list'
  readonly at: Position
  readonly items: readonly Tree[]
}

export interface TreeMap {
  readonly kind: 'map'
  readonly at: Position
  readonly entries: ReadonlyMap<string, TreeEntry>
}

export interface TreeEntry {
  readonly at: Position
  readonly value: Tree
}

interface Step {
  readonly key: Position
  readonly value: Tree
}

function step(tree: Tree, key: PropertyKey): Step | undefined {
  if (tree.kind === 'map') {
    const entry = tree.entries.get(String(key))
    return entry && { key: entry.at, value: entry.value }
  }
  const item = tree.kind === 'list' && typeof key === 'number' ? tree.items[key] : undefined
  return item && { key: item.at, value: item }
}

/** The nearest node that exists on the way down `path`, and whether it is the whole way. */
export function locate(tree: Tree, path: Path): Step & { readonly found: boolean } {
  let here: Step = { key: tree.at, value: tree }
  for (const key of path) {
    const next = step(here.value, key)
    if (next === undefined) return { ...here, found: false }
    here = next
  }
  return { ...here, found: true }
}

export function spansOf(tree: Tree): Spans {
  return {
    value: (path) => locate(tree, path).value.at,
    key: (path) => locate(tree, path).key,
  }
}
