import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { trialJsonSchema } from '../../src/record/json-schema.ts'

type Json = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const committed: unknown = JSON.parse(readFileSync('data/trial.schema.json', 'utf8'))
const root: Json = isMap(committed) ? committed : {}

/** As much of JSON Schema as zod writes; an unknown keyword fails the test rather than pass unread. */
function faults(schema: unknown, value: unknown, at: string): readonly string[] {
  if (!isMap(schema)) return schema === true ? [] : [`${at}: no schema`]
  return Object.entries(schema).flatMap(([keyword, rule]) => fault(keyword, rule, schema, value, at))
}

function fault(keyword: string, rule: unknown, schema: Json, value: unknown, at: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(rule) ? rule : [rule]
  const bad = (holds: boolean): readonly string[] => (holds ? [] : [`${at}: ${keyword} ${JSON.stringify(rule)}`])
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
      return faults(isMap(definitions) ? definitions[name] : undefined, value, at)
    }
    case 'type':
      return bad(list.some((type) => isOfType(String(type), value)))
    case 'enum':
      return bad(list.includes(value))
    case 'const':
      return bad(rule === value)
    case 'anyOf':
      return bad(list.some((it) => faults(it, value, at).length === 0))
    case 'allOf':
      return list.flatMap((it) => faults(it, value, at))
    case 'pattern':
      return bad(typeof value !== 'string' || new RegExp(String(rule), 'u').test(value))
    case 'minLength':
      return bad(typeof value !== 'string' || value.length >= Number(rule))
    case 'minimum':
      return bad(typeof value !== 'number' || value >= Number(rule))
    case 'maximum':
      return bad(typeof value !== 'number' || value <= Number(rule))
    case 'minItems':
      return bad(!Array.isArray(value) || value.length >= Number(rule))
    case 'items':
      return Array.isArray(value) ? value.flatMap((it, index) => faults(rule, it, `${at}/${index}`)) : []
    case 'required':
      return bad(!isMap(value) || list.every((it) => String(it) in value))
    case 'properties':
      return isMap(value) && isMap(rule)
        ? Object.entries(rule).flatMap(([key, it]) => (key in value ? faults(it, value[key], `${at}/${key}`) : []))
        : []
    case 'propertyNames':
      return isMap(value) ? Object.keys(value).flatMap((key) => faults(rule, key, `${at}/${key}`)) : []
    case 'additionalProperties': {
      const known = isMap(schema['properties']) ? schema['properties'] : {}
      const others = isMap(value) ? Object.entries(value).filter(([key]) => !(key in known)) : []
      return rule === false ? bad(others.length === 0) : others.flatMap(([key, it]) => faults(rule, it, `${at}/${key}`))
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

function* fields(schema: unknown, at = ''): Generator<readonly [string, unknown]> {
  if (Array.isArray(schema)) for (const [index, it] of schema.entries()) yield* fields(it, `${at}/${index}`)
  if (!isMap(schema)) return
  if (isMap(schema['properties'])) {
    for (const [name, it] of Object.entries(schema['properties'])) yield [`${at}/${name}`, it]
  }
  for (const [key, it] of Object.entries(schema)) yield* fields(it, `${at}/${key}`)
}

describe('data/trial.schema.json', () => {
  test('is not stale (regenerate with `npm run schema`)', () => {
    expect(readFileSync('data/trial.schema.json', 'utf8')).toBe(trialJsonSchema())
  })

  test.each(readdirSync('data/trials').filter((it) => it.endsWith('.yaml')))('%s is valid by it', (file) => {
    const text = readFileSync(`data/trials/${file}`, 'utf8')
    expect(faults(root, parse(text), '')).toEqual([])
    expect(text.startsWith('# yaml-language-server: $schema=../trial.schema.json\n')).toBe(true)
  })

  test('refuses what the parser refuses', () => {
    const record: unknown = parse(readFileSync('data/trials/karmma-3-2023.yaml', 'utf8'))
    if (!isMap(record)) throw new Error('must be a map')
    expect(faults(root, { ...record, 'time unit': 'moons' }, '')).toEqual([
      '/time unit: enum ["days","weeks","months","years"]',
    ])
    expect(faults(root, { ...record, colour: 'red' }, '')).toEqual([': additionalProperties false'])
  })

  test('explains every field', () => {
    const bare = [...fields(root)].filter(
      ([, it]) => !isMap(it) || !('description' in it || 'allOf' in it || '$ref' in it),
    )
    expect(bare).toEqual([])
    expect([...fields(root)].length).toBeGreaterThan(100)
  })
})
