import type { z } from 'zod'
import type { Diagnostic } from './diagnostic.ts'
import { explainIssue, noWords } from './explain-issue.ts'
import { readYaml } from './read-yaml.ts'
import { optionsOf } from './schema-options.ts'
import { shapeValues } from './shape-values.ts'
import type { Spans } from './spans.ts'
import { spansOf } from './tree.ts'

export type Parsed<T> =
  | { readonly kind: 'parsed'; readonly value: T; readonly spans: Spans }
  /** Never empty; in the order of the file. */
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }

/**
 * YAML text as the schema describes it, or everything that is wrong with it at once, each with line and column.
 *
 * Where the schema wants text, an unquoted number is taken as it is written (66.0 stays "66.0"). A message that a schema gives
 * (`z.string('a printed figure such as "13.3"')`) is read as what is *expected*; a refinement's message is the whole sentence,
 * and its `params` may hold `rule`, `expected` and `mend`.
 */
export function parseYaml<S extends z.ZodType>(schema: S, text: string, file: string): Parsed<z.output<S>> {
  const read = readYaml(text, file)
  if (read.kind === 'invalid') return read
  const { tree, problems } = read
  const checked = schema.safeParse(shapeValues(tree, optionsOf(schema)), { error: () => noWords })
  if (checked.success && problems.length === 0) return { kind: 'parsed', value: checked.data, spans: spansOf(tree) }
  const found = (checked.error?.issues ?? []).flatMap((issue) => explainIssue(issue, { schema, tree, file }))
  const diagnostics = [...problems, ...found].sort((a, b) => a.line - b.line || a.column - b.column)
  return { kind: 'invalid', diagnostics }
}
