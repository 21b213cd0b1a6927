import { below, takesAsRead, takesText, type Options } from './schema-options.ts'
import type { Tree } from './tree.ts'

/**
 * The values of a tree as a schema wants them: where it wants text, a scalar is the text that stands in the file, so that an
 * unquoted 66.0 keeps its zero and an unquoted 254 may be a printed figure; elsewhere it is what YAML makes of it.
 */
export function shapeValues(tree: Tree, options: Options): unknown {
  if (tree.kind === 'list') return tree.items.map((item, index) => shapeValues(item, below(options, index)))
  if (tree.kind === 'scalar') {
    const { value, text } = tree
    return value === null || takesAsRead(options, value) || !takesText(options) ? value : text
  }
  const values: Record<string, unknown> = {}
  for (const [name, entry] of tree.entries) {
    // `__proto__` as an ordinary field, so that the schema refuses it by name.
    Object.defineProperty(values, name, {
      value: shapeValues(entry.value, below(options, name)),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return values
}
