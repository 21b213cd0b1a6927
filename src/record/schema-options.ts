import { z } from 'zod'
import type { Path } from './spans.ts'
import { locate, type Tree } from './tree.ts'

/** What may stand at one place of a file: a schema taken apart into its alternatives, wrappers removed. */
export type Options = readonly z.core.$ZodType[]

/** Where `here` is given, what stands at the place: the field that chooses between alternatives ("method") then leaves only the chosen one. */
export function optionsOf(schema: z.core.$ZodType, here?: Tree): Options {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  ) {
    return optionsOf(schema.def.innerType, here)
  }
  if (schema instanceof z.ZodPipe) {
    const from = schema.def.in
    return optionsOf(from instanceof z.ZodTransform ? schema.def.out : from, here)
  }
  if (schema instanceof z.ZodLazy) return optionsOf(schema.def.getter(), here)
  if (schema instanceof z.ZodDiscriminatedUnion) return chosen(schema, here)
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((it) => optionsOf(it, here))
  if (schema instanceof z.ZodIntersection)
    return [...optionsOf(schema.def.left, here), ...optionsOf(schema.def.right, here)]
  return [schema]
}

/** All alternatives where the choosing field is missing or holds no known word. */
function chosen({ def }: z.ZodDiscriminatedUnion, here: Tree | undefined): Options {
  const all = def.options.flatMap((it) => optionsOf(it, here))
  const word = here?.kind === 'map' ? here.entries.get(def.discriminator)?.value : undefined
  if (word?.kind !== 'scalar') return all
  const own = all.filter((it) => wordsOf(below([it], def.discriminator)).includes(word.text))
  return own.length > 0 ? own : all
}

/** The alternatives one step further down. */
export function below(options: Options, key: PropertyKey, here?: Tree): Options {
  return options.flatMap((option) => {
    if (option instanceof z.ZodObject) {
      const field: unknown = Object.hasOwn(option.def.shape, key) ? option.def.shape[String(key)] : option.def.catchall
      return field instanceof z.core.$ZodType ? optionsOf(field, here) : []
    }
    if (option instanceof z.ZodRecord) return optionsOf(option.def.valueType, here)
    if (option instanceof z.ZodArray) return optionsOf(option.def.element, here)
    if (option instanceof z.ZodTuple && typeof key === 'number') {
      const item = option.def.items[key] ?? option.def.rest
      return item ? optionsOf(item, here) : []
    }
    return []
  })
}

/** What may stand at the end of a path: in a file, by what it says above; without one, by the schema alone. */
export function along(schema: z.core.$ZodType, path: Path, tree?: Tree): Options {
  const at = (steps: number): Tree | undefined => {
    if (tree === undefined) return undefined
    const place = locate(tree, path.slice(0, steps))
    return place.found ? place.value : undefined
  }
  return path.reduce<Options>((options, key, step) => below(options, key, at(step + 1)), optionsOf(schema, at(0)))
}

/** Whether a field may be left out. */
export function isOptional(options: Options, key: PropertyKey): boolean {
  return options.every((option) => {
    if (!(option instanceof z.ZodObject)) return true
    const field: unknown = Object.hasOwn(option.def.shape, key) ? option.def.shape[String(key)] : undefined
    return !(field instanceof z.core.$ZodType) || field._zod.optin === 'optional'
  })
}

/** Fields that may stand at one place. */
export function fieldsOf(options: Options): readonly string[] {
  return options.flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.def.shape) : []))
}

/** Whether a number or a truth value that YAML has read may stay one here. */
export function takesAsRead(options: Options, value: string | number | boolean): boolean {
  return options.some((option) => {
    if (option instanceof z.ZodNumber) return typeof value === 'number'
    if (option instanceof z.ZodBoolean) return typeof value === 'boolean'
    if (option instanceof z.ZodLiteral) return literalsOf(option).some((it) => typeof it === typeof value)
    return false
  })
}

export function takesText(options: Options): boolean {
  return options.some(
    (option) =>
      option instanceof z.ZodString ||
      option instanceof z.ZodStringFormat ||
      option instanceof z.ZodTemplateLiteral ||
      ((option instanceof z.ZodLiteral || option instanceof z.ZodEnum) && literalsOf(option).every(isText)),
  )
}

/** Fixed words that may stand at one place. */
export function wordsOf(options: Options): readonly string[] {
  return options.flatMap((option) =>
    option instanceof z.ZodLiteral || option instanceof z.ZodEnum ? literalsOf(option).map(String) : [],
  )
}

function literalsOf(option: z.ZodLiteral | z.ZodEnum): readonly unknown[] {
  return option instanceof z.ZodLiteral ? [...option.values] : option.options
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

/** What is expected at one place, in words. */
export function expectation(options: Options): string {
  const kinds = options.map((option) => {
    if (option instanceof z.ZodObject || option instanceof z.ZodRecord) return 'a map of "name: value" lines'
    if (option instanceof z.ZodArray || option instanceof z.ZodTuple) return 'a list'
    if (option instanceof z.ZodNumber) return isWhole(option) ? 'a whole number' : 'a number'
    if (option instanceof z.ZodBoolean) return 'true or false'
    if (option instanceof z.ZodLiteral || option instanceof z.ZodEnum) return literalsOf(option).map(String).join(' | ')
    if (takesText([option])) return 'text'
    return 'a value'
  })
  return [...new Set(kinds)].join(' or ')
}

function isWhole(option: z.ZodNumber): boolean {
  return (
    option instanceof z.ZodNumberFormat ||
    (option.def.checks ?? []).some((it) => it instanceof z.core.$ZodCheckNumberFormat)
  )
}
