import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { trialJsonSchema } from '../../src/record/json-schema.ts'
import { isMap, type Json, jsonSchemaFaults } from './json-schema-faults.ts'

const committed: unknown = JSON.parse(readFileSync('data/trial.schema.json', 'utf8'))
const root: Json = isMap(committed) ? committed : {}

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
    expect(jsonSchemaFaults(root, parse(text))).toEqual([])
    expect(text.startsWith('# yaml-language-server: $schema=../trial.schema.json\n')).toBe(true)
  })

  test('refuses what the parser refuses', () => {
    const record: unknown = parse(readFileSync('data/trials/karmma-3-2023.yaml', 'utf8'))
    if (!isMap(record)) throw new Error('must be a map')
    expect(jsonSchemaFaults(root, { ...record, 'time unit': 'moons' })).toEqual([
      '/time unit: enum ["days","weeks","months","years"]',
    ])
    expect(jsonSchemaFaults(root, { ...record, colour: 'red' })).toEqual([': additionalProperties false'])
  })

  test('explains every field', () => {
    const bare = [...fields(root)].filter(
      ([, it]) => !isMap(it) || !('description' in it || 'allOf' in it || '$ref' in it),
    )
    expect(bare).toEqual([])
    expect([...fields(root)].length).toBeGreaterThan(100)
  })
})
