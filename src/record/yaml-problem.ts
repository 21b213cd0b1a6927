import type { Diagnostic } from './diagnostic.ts'
import type { Position } from './spans.ts'

/** Deeper than any record or plan; the composer of the YAML library is recursive and must never see noise such as `[[[[[...`. */
export const deepest = 60
/** What aliases may unfold to. */
export const mostNodes = 50_000
/** The largest record of a five-hundred-figure paper is about a fifth of this. */
export const mostCharacters = 500_000

type Words = Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>

export function yamlProblem(file: string, at: Position, words: Words): Diagnostic {
  return { severity: 'error', file, line: at.line, column: at.column, ...words }
}

export const emptyFile: Words = {
  rule: 'empty-file',
  message: 'this file is empty',
  mend: 'start from `remeier new trial NAME` or `remeier new analysis NAME`',
}

export const nestedTooDeep: Words = {
  rule: 'too-deep',
  message: 'lists or maps are nested too deeply here',
  expected: `at most ${deepest} levels`,
  mend: 'look for a bracket or brace that is never closed',
}

export const secondDocument: Words = {
  rule: 'broken-yaml',
  message: 'a second document begins here',
  expected: 'one record or plan in a file',
  mend: 'delete the line "---"',
}

export const aliasBomb: Words = {
  rule: 'alias-bomb',
  message: 'the aliases of this file unfold to too much',
  expected: `at most ${mostNodes} values`,
  mend: 'write the values out',
}

export const oddKey: Words = {
  rule: 'broken-yaml',
  message: 'a list or a map cannot be the name of a field',
  expected: 'a word or a number before the colon',
  mend: 'if this is text that begins with [ or {, put it in quotes',
}

export function tooLarge(characters: number): Words {
  return {
    rule: 'too-large',
    message: 'this file is too large to be a record or a plan',
    expected: `at most ${mostCharacters} characters`,
    found: String(characters),
    mend: 'check that this is the file that you meant',
  }
}

export function notText(character: string): Words {
  if (character === '\uFFFD') {
    return {
      rule: 'not-text',
      message: 'what stands here is not in UTF-8: the file may be in Latin-1 or Windows-1252, or be no text at all',
      expected: 'plain text in UTF-8',
      mend: 'save the file as UTF-8; where U+FFFD itself was typed or copied, type what the paper prints',
    }
  }
  return {
    rule: 'not-text',
    message: 'this file holds a character that cannot be text',
    expected: 'plain text in UTF-8',
    found: codePoint(character),
    mend: 'save the file as UTF-8, or delete the character',
  }
}

/** Characters that turn the direction of text, or steer a terminal: what is shown would not be what stands in the file. */
export const hiddenCharacter = /[\p{Bidi_Control}\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029]/u

export function hidden(character: string): Words {
  return {
    rule: 'hidden-character',
    message: 'a hidden character stands here: it would change how the text is shown',
    expected: 'characters that can be seen',
    found: codePoint(character),
    mend: 'delete it, or type the text again',
  }
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

export function duplicateKey(name: string, first: Position): Words {
  return {
    rule: 'duplicate-key',
    message: `"${name}" stands here twice`,
    expected: 'each field once',
    found: `another on line ${first.line}`,
    mend: 'delete one of the two',
  }
}

export function unknownAlias(name: string): Words {
  return {
    rule: 'broken-yaml',
    message: `*${name} refers to an anchor that is not in this file`,
    mend: `write &${name} before the value that is meant, or put quotes around text that begins with *`,
  }
}

/** JavaScript gives `__proto__` a meaning of its own: a field of that name would vanish without a word. */
export function forbiddenName(name: string): Words {
  return { rule: 'wrong-name', message: `"${name}" cannot be a name here`, mend: 'choose another name' }
}
