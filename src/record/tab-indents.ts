import type { LineCounter, YAMLError } from 'yaml'

type Problem = Pick<YAMLError, 'code' | 'pos'>

/** Whether a problem is a tab among the spaces that indent its line; behind spaces the library finds only that they do not fit. */
export function isTabIndent({ code, pos: [offset] }: Problem, text: string): boolean {
  if (code !== 'BAD_INDENT') return code === 'TAB_AS_INDENT'
  const indent = / *\t/uy
  indent.lastIndex = text.lastIndexOf('\n', offset - 1) + 1
  return indent.test(text)
}

/**
 * Problems, one a line, without the echo of tabs that indent: the library loses its place at such a line, and with it the lines below and a
 * quotation that runs into it from the line above. The tabs themselves are all told, and so is what stands before.
 */
export function withoutTabEcho<T extends Problem>(
  problems: readonly T[],
  text: string,
  lines: LineCounter,
): readonly T[] {
  const lineOf = (it: T): number => lines.linePos(it.pos[0]).line
  const tabs = new Set(problems.filter((it) => isTabIndent(it, text)))
  const first = Math.min(...[...tabs].map(lineOf))
  return problems.filter((it) => tabs.has(it) || lineOf(it) < first - 1)
}
