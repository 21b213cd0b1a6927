import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { planJsonSchema } from '../../src/analysis/plan-json-schema.ts'
import { planTemplate } from '../../src/analysis/template.ts'
import { livePlan } from '../page/small-live.ts'
import { isMap, jsonSchemaFaults, type Json } from '../record/json-schema-faults.ts'

const committed: unknown = JSON.parse(readFileSync('data/plan.schema.json', 'utf8'))
const root: Json = isMap(committed) ? committed : {}
const firstLine = '# yaml-language-server: $schema=../data/plan.schema.json\n'

describe('data/plan.schema.json', () => {
  test('is not stale (regenerate with `npm run schema`)', () => {
    expect(readFileSync('data/plan.schema.json', 'utf8')).toBe(planJsonSchema())
  })

  test.each(readdirSync('analyses').filter((it) => it.endsWith('.yaml')))(
    '%s has no hyphen for a dash in its prose',
    (file) => {
      expect(readFileSync(`analyses/${file}`, 'utf8').match(/^.*[^\s#] - .*$/gmu) ?? []).toEqual([])
    },
  )
  test.each(readdirSync('analyses').filter((it) => it.endsWith('.yaml')))('%s is valid by it', (file) => {
    const text = readFileSync(`analyses/${file}`, 'utf8')
    expect(jsonSchemaFaults(root, parse(text))).toEqual([])
    expect(text.startsWith(firstLine)).toBe(true)
  })

  test('a new plan names it', () => {
    expect(planTemplate('x').startsWith(firstLine)).toBe(true)
  })

  test('refuses what the parser refuses', () => {
    const plan: unknown = parse(livePlan)
    if (!isMap(plan)) throw new Error('must be a map')
    expect(jsonSchemaFaults(root, plan)).toEqual([])
    expect(jsonSchemaFaults(root, { ...plan, written: 'some day' })[0]).toMatch(/^\/written: enum/)
    expect(jsonSchemaFaults(root, { ...plan, colour: 'red' })).toEqual([': additionalProperties false'])
    const scenarios: readonly unknown[] = Array.isArray(plan['scenarios']) ? plan['scenarios'] : []
    const [first, second] = scenarios
    if (!isMap(second)) throw new Error('must be a map')
    for (const wrong of [{ method: 'inverse mixtur' }, { waiting: [-1] }, { fields: 1 }])
      expect(jsonSchemaFaults(root, { ...plan, scenarios: [first, { ...second, ...wrong }] }).length).toBeGreaterThan(0)
  })
})
