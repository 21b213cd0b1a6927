import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { scenarioSchema, planSchema } from '../../src/analysis/plan-schema.ts'
import { fieldsOf, optionsOf, wordsOf, along } from '../../src/record/schema-options.ts'
import { smallRecord } from '../end-to-end/project.ts'
import { problemsOf } from './small.ts'

/* docs/plan-format.md says what the schema says: every field and every word of a closed list, and its example is a plan. */

const page = readFileSync(new URL('../../docs/plan-format.md', import.meta.url), 'utf8')

describe('docs/plan-format.md', () => {
  test('names every field', () => {
    const dropOuts = optionsOf(scenarioSchema).flatMap((it) => along(it, ['drop-out']))
    const laws = optionsOf(scenarioSchema).flatMap((it) => along(it, ['not infused', 0]))
    const fields = [planSchema, scenarioSchema].flatMap((it) => fieldsOf(optionsOf(it)))
    const all = new Set([...fields, ...fieldsOf(dropOuts), ...fieldsOf(laws)])
    expect(all.size).toBeGreaterThan(35)
    expect([...all].filter((it) => !new RegExp(`\`[^\`]*\\b${it}\\b`, 'u').test(page))).toEqual([])
  })
  test('names every word of a closed list', () => {
    const places = ['method', 'role', 'data', 'identification', 'other arm']
    const words = [
      ...places.flatMap((it) => wordsOf(along(scenarioSchema, [it]))),
      ...wordsOf(along(scenarioSchema, ['not infused', 0, 'survival'])),
      ...wordsOf(along(scenarioSchema, ['drop-out', 'from'])),
      ...wordsOf(along(scenarioSchema, ['against', 0])),
      ...wordsOf(along(planSchema, ['time unit'])),
      ...wordsOf(along(planSchema, ['written'])),
    ]
    expect(new Set(words).size).toBeGreaterThan(25)
    expect(words.filter((it) => !page.includes(it))).toEqual([])
  })
  test('its example is a plan', () => {
    const example = /```yaml\n([^]*?)```/u.exec(page)?.[1] ?? ''
    expect(problemsOf(example, smallRecord)).toEqual([])
  })
})
