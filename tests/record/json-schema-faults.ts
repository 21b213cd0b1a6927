export type Json = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As much of JSON Schema as zod writes; an unknown keyword fails the test rather than pass unread. */
export function jsonSchemaFaults(root: Json, value: unknown): readonly string[] {
  return faults(root, root, value, '')
}

function faults(root: Json, schema: unknown, value: unknown, at: string): readonly string[] {
  if (!isMap(schema)) return schema === true ? [] : [`${at}: no schema`]
  return Object.entries(schema).flatMap(([keyword, rule]) => fault(root, keyword, rule, schema, value, at))
}

function fault(
  root: Json,
  keyword: string,
  rule: unknown,
  schema: Json,
  value: unknown,
  at: string,
): readonly string[] {
  const list: readonly unknown[] = Array.isArray(rule) ? rule : [rule]
  const bad = (holds: boolean): readonly string[] =>
    holds ? [] : [`${at}: ${keyword} ${JSON.stringify(rule).slice(0, 120)}`]
  switch (keyword) {
    case '$schema':
    case 'title':
    case 'description':
    case 'definitions':
    case 'default':
      return []
    case '$ref': {
      const definitions = root['definitions']
      const name = String(rule).replace('#/definitions/', '')
      return faults(root, isMap(definitions) ? definitions[name] : undefined, value, at)
    }
    case 'type':
      return bad(list.some((type) => isOfType(String(type), value)))
    case 'enum':
      return bad(list.includes(value))
    case 'const':
      return bad(rule === value)
    case 'oneOf':
      return bad(list.filter((it) => faults(root, it, value, at).length === 0).length === 1)
    case 'anyOf':
      return bad(list.some((it) => faults(root, it, value, at).length === 0))
    case 'allOf':
      return list.flatMap((it) => faults(root, it, value, at))
    case 'pattern':
      return bad(typeof value !== 'string' || new RegExp(String(rule), 'u').test(value))
    case 'minLength':
      return bad(typeof value !== 'string' || value.length >= Number(rule))
    case 'minimum':
      return bad(typeof value !== 'number' || value >= Number(rule))
    case 'maximum':
      return bad(typeof value !== 'number' || value <= Number(rule))
    case 'exclusiveMinimum':
      return bad(typeof value !== 'number' || value > Number(rule))
    case 'exclusiveMaximum':
      return bad(typeof value !== 'number' || value < Number(rule))
    case 'maxItems':
      return bad(!Array.isArray(value) || value.length <= Number(rule))
    case 'minItems':
      return bad(!Array.isArray(value) || value.length >= Number(rule))
    case 'items':
      if (!Array.isArray(value)) return []
      // Of a list of schemas each is for the value at its place.
      return value.flatMap((it, index) => {
        const own: unknown = Array.isArray(rule) ? rule[index] : rule
        return own === undefined ? [] : faults(root, own, it, `${at}/${index}`)
      })
    case 'additionalItems':
      return bad(!Array.isArray(value) || !Array.isArray(schema['items']) || value.length <= schema['items'].length)
    case 'required':
      return bad(!isMap(value) || list.every((it) => String(it) in value))
    case 'properties':
      return isMap(value) && isMap(rule)
        ? Object.entries(rule).flatMap(([key, it]) =>
            key in value ? faults(root, it, value[key], `${at}/${key}`) : [],
          )
        : []
    case 'propertyNames':
      return isMap(value) ? Object.keys(value).flatMap((key) => faults(root, rule, key, `${at}/${key}`)) : []
    case 'additionalProperties': {
      const known = isMap(schema['properties']) ? schema['properties'] : {}
      const others = isMap(value) ? Object.entries(value).filter(([key]) => !(key in known)) : []
      return rule === false
        ? bad(others.length === 0)
        : others.flatMap(([key, it]) => faults(root, rule, it, `${at}/${key}`))
    }
    default:
      return [`${at}: keyword ${keyword} is not known to this test`]
  }
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'object') return isMap(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}
