import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { scenarioSchema } from '../../src/analysis/plan-schema.ts'
import { along, wordsOf } from '../../src/record/schema-options.ts'

/* docs/scenarios.md: one row a question, every plan method in one of them, every function one that the package exports, every script one that is there. */

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = read('docs/scenarios.md')
const rows = page
  .split('\n')
  .filter((it) => it.startsWith('| ') && !it.startsWith('| question'))
  .map((it) => it.split('|').map((cell) => cell.trim()))
const quoted = (text = ''): readonly string[] => [...text.matchAll(/`([^`]+)`/gu)].map(([, it]) => it ?? '')

describe('docs/scenarios.md', () => {
  test('names every method of a plan', () => {
    const named = rows.flatMap((it) => quoted(it[3]))
    const methods = wordsOf(along(scenarioSchema, ['method'])).filter((it) => it !== 'as published')
    expect(methods.length).toBeGreaterThan(20)
    expect(methods.filter((it) => !named.includes(it))).toEqual([])
  })
  test('names functions that the package exports', () => {
    const exported = read('src/index.ts')
    const named = rows.flatMap((it) => quoted(it[2]))
    expect(named.length).toBeGreaterThan(25)
    expect(named.filter((it) => !new RegExp(`export \\{[^}]*\\b${it}\\b`, 'u').test(exported))).toEqual([])
  })
  test('says of each what holds it, and how closely', () => {
    expect(rows.filter((it) => it[4] === '' || it[5] === '')).toEqual([])
  })
  test('names R functions that its scripts call', () => {
    const scripts = ['scenario', 'scenario-assumptions', 'scenario-treatment', 'survival', 'statistics', 'numeric']
    const text = scripts.map((it) => read(`tests/golden/${it}.R`)).join('\n')
    const named = rows.flatMap((it) => quoted(it[4])).filter((it) => !it.includes('/'))
    expect(named.filter((it) => !text.includes(it))).toEqual([])
  })
})
