/** A block of code in a text: where it begins, its statements, and what its values should be. */
export interface ExampleBlock {
  readonly path: string
  /** Line of the first statement, from 1. */
  readonly line: number
  readonly lines: readonly string[]
}

/** The blocks after `@example` in a source file. An `@example` without a ```ts block is an error that says where. */
export function docstringBlocks(path: string, text: string): readonly ExampleBlock[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    if (!/^\s*(\/\*)?\*+ @example\b/.test(line)) return []
    const inside = lines.slice(index + 1).map((it) => it.replace(/^\s*\* ?/, ''))
    if (inside[0]?.trim() !== '```ts')
      throw new Error(`${path}:${index + 1}: a \`\`\`ts block is required after @example`)
    return [blockAt(path, inside, 0, index + 1)]
  })
}

/** The ```js and ```ts blocks of a Markdown file. */
export function markdownBlocks(path: string, text: string): readonly ExampleBlock[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => (/^```(?:js|ts)$/u.test(line.trim()) ? [blockAt(path, lines, index, 0)] : []))
}

function blockAt(path: string, lines: readonly string[], fence: number, before: number): ExampleBlock {
  const end = lines.indexOf('```', fence + 1)
  if (end < 0) throw new Error(`${path}:${before + fence + 1}: the block of code does not end`)
  return { path, line: before + fence + 2, lines: lines.slice(fence + 1, end) }
}
