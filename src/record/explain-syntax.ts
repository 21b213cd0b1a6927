import type { YAMLError } from 'yaml'
import type { Diagnostic } from './diagnostic.ts'
import type { Position } from './spans.ts'
import { isTabIndent } from './tab-indents.ts'

type Words = Pick<Diagnostic, 'message' | 'mend'>

/** What the YAML library finds, in words for someone who has never read the YAML specification. */
const words: Partial<Record<YAMLError['code'], Words>> = {
  TAB_AS_INDENT: { message: 'a tab stands where spaces must', mend: 'indent with spaces' },
  BAD_INDENT: { message: 'the indentation does not fit', mend: 'line this up with the fields that it belongs to' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a second ": " on one line',
    mend: 'put quotes around text that holds a colon and a space',
  },
  BLOCK_IN_FLOW: {
    message: 'a block cannot stand inside [ ] or { }',
    mend: 'close the bracket, or put quotes around text that holds a colon and a space',
  },
  MULTILINE_IMPLICIT_KEY: { message: 'this line is not "name: value"', mend: 'put a colon and a space after the name' },
  TAG_RESOLVE_FAILED: { message: 'tags such as !name have no meaning here', mend: 'delete the tag, or quote the text' },
  BAD_ALIAS: {
    message: 'text that begins with * or & needs quotes',
    mend: 'put the text in quotes',
  },
  BAD_DQ_ESCAPE: { message: 'an unknown escape inside double quotes', mend: 'use single quotes' },
  KEY_OVER_1024_CHARS: {
    message: 'the name of a field is too long',
    mend: 'look for a missing quote or line break above',
  },
  BAD_SCALAR_START: {
    message: 'a value cannot begin with this character',
    mend: 'put the value in quotes',
  },
}

export function explainSyntax(error: YAMLError, text: string, file: string, at: Position): Diagnostic {
  const base = { severity: 'error', rule: 'broken-yaml', file, line: at.line, column: at.column } as const
  // ">36" opens a folded block in YAML, and its digits are read as options: the commonest trap in a record of printed figures.
  const header = /[>|][-+\d]*$/u.exec(text.slice(Math.max(0, error.pos[0] - 8), error.pos[0] + 1))
  if (header !== null || /block scalar/iu.test(error.message)) {
    const back = header === null ? 0 : header[0].length - 1
    return {
      ...base,
      column: base.column - back,
      message: 'text that begins with > or | needs quotes',
      mend: 'put the value in quotes, as in ">36"',
    }
  }
  if (/closing ["']quote/u.test(error.message)) {
    return { ...base, message: 'a quotation that begins here or above does not end', mend: 'add the closing quote' }
  }
  if (error.message.includes('without - indicator')) {
    return {
      ...base,
      message: 'a line without "- " among the items of a list',
      mend: 'begin it with "- ", or line it up with the field that it belongs to',
    }
  }
  const mend = 'look for a missing bracket, comma, colon or quote on this line and on the one above'
  return {
    ...base,
    message: plainMessage(error.message),
    mend,
    ...words[isTabIndent(error, text) ? 'TAB_AS_INDENT' : error.code],
  }
}

function plainMessage(message: string): string {
  const sentence = message.replace(/^Unexpected flow-/u, 'unexpected ').replaceAll(/\bflow-(map|seq)-/gu, '')
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
