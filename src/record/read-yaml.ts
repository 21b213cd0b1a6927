import { Composer, LineCounter, Parser, type CST, type YAMLError } from 'yaml'
import type { Diagnostic } from './diagnostic.ts'
import { explainSyntax } from './explain-syntax.ts'
import { openBrackets } from './open-brackets.ts'
import type { Position } from './spans.ts'
import { isTabIndent, withoutTabEcho } from './tab-indents.ts'
import { positionOf, toTree, type ReadYaml } from './to-tree.ts'
import {
  deepest,
  emptyFile,
  hidden,
  hiddenCharacter,
  mostCharacters,
  nestedTooDeep,
  notText,
  secondDocument,
  tooLarge,
  yamlProblem,
} from './yaml-problem.ts'

const mostProblems = 25

/** Reads YAML 1.2 text. Whatever the text is, the answer comes quickly: a tree, or what is wrong with it, all at once. */
export function readYaml(source: string, file: string): ReadYaml {
  // A carriage return alone ends a line too (YAML 1.2, 5.4), which the parser does not know.
  const text = (source.startsWith('\uFEFF') ? source.slice(1) : source).replaceAll(/\r(?!\n)/gu, '\n')
  const refused = refusal(text, file)
  if (refused) return { kind: 'invalid', diagnostics: [refused] }

  const lines = new LineCounter()
  const invalid = (offset: number, words: typeof emptyFile): ReadYaml => ({
    kind: 'invalid',
    diagnostics: [yamlProblem(file, positionOf(lines, offset), words)],
  })
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const tooDeep = offsetBeyond(tokens, deepest)
  if (tooDeep !== null) return invalid(tooDeep, nestedTooDeep)
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  const [document] = [...composer.compose(tokens, true, text.length)]
  if (!document) return invalid(0, emptyFile)
  const open = openBrackets(tokens)
  const found = withoutTabEcho(onePerLine([...document.errors, ...document.warnings], lines), text, lines)
  if (open.length > 0 && found.length > 0 && !found.some((it) => isTabIndent(it, text))) {
    // What follows a bracket that does not end is its echo.
    const told = open.map((it) => yamlProblem(file, positionOf(lines, it.offset), it.words))
    return { kind: 'invalid', diagnostics: told.slice(0, mostProblems) }
  }
  if (found.length > 0) {
    const place = (it: (typeof found)[number]): Position => positionOf(lines, it.pos[0])
    const told = found.slice(0, mostProblems).map((it) => explainSyntax(it, text, file, place(it)))
    const next = found[mostProblems]
    const more = { rule: 'broken-yaml', message: `${found.length - mostProblems} more problems from here on` }
    return { kind: 'invalid', diagnostics: next ? [...told, yamlProblem(file, place(next), more)] : told }
  }
  const second = tokens.filter((token) => token.type === 'document')[1]
  return second ? invalid(second.offset, secondDocument) : toTree(document, lines, file)
}

/** What follows the first mistake of a line is mostly its echo. */
function onePerLine<T extends YAMLError>(problems: readonly T[], lines: LineCounter): readonly T[] {
  const seen = new Set<number>()
  return problems.filter((it) => {
    const { line } = positionOf(lines, it.pos[0])
    return seen.has(line) ? false : seen.add(line)
  })
}

function refusal(text: string, file: string): Diagnostic | null {
  const start = { line: 1, column: 1 }
  if (text.length > mostCharacters) return yamlProblem(file, start, tooLarge(text.length))
  if (text.trim() === '') return yamlProblem(file, start, emptyFile)
  // Control characters, and the mark that a decoder leaves where bytes were not UTF-8.
  const odd = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]/u.exec(text)
  const found = odd ?? hiddenCharacter.exec(text)
  if (found === null) return null
  const before = text.slice(0, found.index).split(/\r\n|\n/u)
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 }
  return yamlProblem(file, place, odd === null ? hidden(found[0]) : notText(found[0]))
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
