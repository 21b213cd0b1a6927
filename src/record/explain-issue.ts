import type { z } from 'zod'
import type { Diagnostic } from './diagnostic.ts'
import { nearestName } from './nearest-name.ts'
import { along, expectation, isOptional, fieldsOf, wordsOf } from './schema-options.ts'
import type { Path } from './spans.ts'
import { locate, type Tree } from './tree.ts'

/** Stands for "the schema says nothing of its own about this mistake". */
export const noWords = '\u0000'

interface Context {
  readonly schema: z.core.$ZodType
  readonly tree: Tree
  readonly file: string
}

type Words = Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>

/** One mistake that the schema found, in plain words and with its place. Unknown fields give one diagnostic each. */
export function explainIssue(issue: z.core.$ZodIssue, context: Context, above: Path = []): readonly Diagnostic[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(path, key, context))
  if (!locate(context.tree, path).found) return [missingField(path, issue, context)]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return likeliest(issue.errors, path, context)
  if (issue.code === 'invalid_key') {
    const words = issue.issues.map((it) => it.message).find((it) => it !== noWords)
    const name = String(path.at(-1))
    return [
      place(context, locate(context.tree, path).key, {
        rule: 'wrong-name',
        message: `"${name}" cannot be a name here`,
        ...(words === undefined ? {} : { expected: words }),
      }),
    ]
  }
  return [place(context, locate(context.tree, path).value.at, wrong(issue, path, context))]
}

function place(context: Context, at: { readonly line: number; readonly column: number }, words: Words): Diagnostic {
  return { severity: 'error', file: context.file, line: at.line, column: at.column, ...words }
}

/** Of several alternatives the one that was meant: where what stands there has the right kind, else all in one sentence. */
function likeliest(branches: readonly z.core.$ZodIssue[][], path: Path, context: Context): readonly Diagnostic[] {
  const meant = branches.filter((issues) => !issues.some((it) => it.path.length === 0 && it.code === 'invalid_type'))
  const nearest = [...meant].sort((a, b) => a.length - b.length)[0]
  if (nearest !== undefined) return nearest.flatMap((it) => explainIssue(it, context, path))
  const own = branches.flat().filter((it) => it.message !== noWords)
  const options = along(context.schema, path, context.tree)
  const expected = own.length > 0 ? [...new Set(own.map((it) => it.message))].join(', or ') : expectation(options)
  const here = locate(context.tree, path).value
  return [place(context, here.at, wrongKind(path, expected, context))]
}

function unknownField(path: Path, key: string, context: Context): Diagnostic {
  // Another alternative may have the field; this one has not.
  const fields = fieldsOf(along(context.schema, path, context.tree)).filter((it) => it !== key)
  const where = path.length === 0 ? '' : ` in ${named(path)}`
  const here = locate(context.tree, [...path, key])
  const odd = /[^\S ]|[\u200B\u2060\uFEFF]/u.exec(key)?.[0]
  if (odd !== undefined) {
    const code = `U+${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    const kind = odd === '\u00A0' || odd === '\u202F' ? 'a non-breaking space' : 'a space that is not a plain one'
    return place(context, here.key, {
      rule: 'odd-space',
      message: `${kind} (${code}) stands in or before the name of this field`,
      expected: 'plain spaces',
      found: JSON.stringify(key).replace(odd, `[${code}]`),
      mend: `type the spaces of this line again, also those before "${key.trim()}"`,
    })
  }
  const near = nearestName(key, fields)
  // "{at: Results, Efficacy}" is two fields to YAML; the second has no value and is a word of the text.
  const torn = near === null && here.value.kind === 'scalar' && here.value.value === null
  const mend = torn ? 'if this is text after a comma, put the whole text in quotes' : 'remove it, or put it into a note'
  return place(context, here.key, {
    rule: 'unknown-field',
    message: `unknown field "${key}"${where}${near === null ? '' : `; did you mean "${near}"?`}`,
    ...(near !== null || fields.length === 0 ? {} : { expected: [...new Set(fields)].join(', ') }),
    mend: near === null ? mend : `write "${near}"`,
  })
}

function missingField(path: Path, issue: z.core.$ZodIssue, context: Context): Diagnostic {
  const parent = path.slice(0, -1)
  const where = parent.length === 0 ? 'this file' : named(parent)
  const expected = issue.message === noWords ? expectation(along(context.schema, path, context.tree)) : issue.message
  return place(context, locate(context.tree, parent).key, {
    rule: 'missing-field',
    message: `"${String(path.at(-1))}" is missing in ${where}`,
    expected,
    mend: `add a line "${String(path.at(-1))}: ..."`,
  })
}

function wrong(issue: z.core.$ZodIssue, path: Path, context: Context): Words {
  const here = locate(context.tree, path).value
  const own = issue.message === noWords ? null : issue.message
  if (issue.code === 'custom') return custom(issue, own, path, here)
  const options = along(context.schema, path, context.tree)
  const found = shown(here)
  const word = here.kind === 'scalar' && here.value !== null
  // The word that chooses between alternatives ("method", "from") comes as a union without a branch.
  const chooses = issue.code === 'invalid_union' && word && wordsOf(options).length > 0
  if (issue.code === 'invalid_value' || chooses) {
    const near = word ? nearestName(here.text, wordsOf(options)) : null
    return {
      rule: 'wrong-value',
      message: `${named(path)} has a value that is not known${near === null ? '' : `; did you mean "${near}"?`}`,
      expected: own ?? expectation(options),
      found,
    }
  }
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
    return wrongKind(path, own ?? expectation(options), context)
  }
  const size = own ?? sizeWords(issue)
  return {
    rule: 'wrong-value',
    message: `${named(path)} is not as it must be`,
    ...(size === null ? {} : { expected: size }),
    found,
  }
}

function wrongKind(path: Path, expected: string, context: Context): Words {
  const here = locate(context.tree, path).value
  if (here.kind !== 'scalar' || here.value !== null) {
    return { rule: 'wrong-kind', message: `${named(path)} is of the wrong kind`, expected, found: shown(here) }
  }
  const optional = isOptional(along(context.schema, path.slice(0, -1), context.tree), path.at(-1) ?? '')
  const mend = optional ? 'fill it in, or delete the line' : 'fill it in'
  return { rule: 'empty-field', message: `${named(path)} is empty`, expected, mend }
}

function custom(issue: z.core.$ZodIssueCustom, own: string | null, path: Path, here: Tree): Words {
  const text = (key: string): string | undefined => {
    const value: unknown = issue.params?.[key]
    return typeof value === 'string' ? value : undefined
  }
  const expected = text('expected')
  const mend = text('mend')
  return {
    rule: text('rule') ?? 'wrong-value',
    message: own ?? `${named(path)} is not as it must be`,
    ...(expected === undefined ? {} : { expected }),
    ...(here.kind === 'scalar' ? { found: shown(here) } : {}),
    ...(mend === undefined ? {} : { mend }),
  }
}

function sizeWords(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return issue.minimum === 1 ? 'some text' : `at least ${issue.minimum} characters`
    if (issue.origin === 'array' || issue.origin === 'set') return `at least ${issue.minimum} in the list`
    return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return `at most ${issue.maximum} characters`
    if (issue.origin === 'array' || issue.origin === 'set') return `at most ${issue.maximum} in the list`
    return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`
  }
  if (issue.code === 'not_multiple_of') return `a multiple of ${issue.divisor}`
  return null
}

/** The field by the name that stands in the file, with the two levels above it: `"median" of arms > ide-cel`. */
function named(path: Path): string {
  if (path.length === 0) return 'this file'
  const steps = path.map((step) => (typeof step === 'number' ? `item ${step + 1}` : String(step)))
  const last = steps.at(-1) ?? ''
  const around = steps.slice(0, -1)
  const self = typeof path.at(-1) === 'number' ? last : `"${last}"`
  return around.length === 0 ? self : `${self} of ${around.join(' > ')}`
}

function shown(tree: Tree): string {
  if (tree.kind === 'list') return 'a list'
  if (tree.kind === 'map') return 'a map'
  if (tree.value === null && tree.text === '') return 'nothing'
  const text = tree.text.replaceAll(/\s+/gu, ' ')
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`
}
