import { ESLint, Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { beforeAll, describe, expect, test } from 'vitest'

/*
 * The rules of eslint.config.js for src, each seen to fail on a planted breach: what would make the same input give other bytes on
 * another machine, day or version of Node. Only rules of ESLint itself are run here; those that need types run in `npm run lint`.
 */

let rules: Linter.RulesRecord = {}

beforeAll(async () => {
  const config: unknown = await new ESLint().calculateConfigForFile('src/numeric/power.ts')
  if (!isObject(config) || !isObject(config['rules'])) throw new Error('eslint.config.js gives no rules for src')
  const reproducible = Object.entries(config['rules']).filter(([name]) => name.startsWith('no-restricted-'))
  rules = Object.fromEntries(
    reproducible.filter((entry): entry is [string, Linter.RuleEntry] => Array.isArray(entry[1])),
  )
})

function breaches(code: string): readonly string[] {
  const found = new Linter().verify(
    code,
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, rules },
    'a.ts',
  )
  return found.map(({ ruleId }) => ruleId ?? 'broken')
}

describe('banned in src', () => {
  test.each([
    'x ** 2',
    'x **= 2',
    'Math.pow(x, 2)',
    "Math['pow'](x, 2)",
    'const { pow } = Math',
    'Math.random()',
    'const { random } = Math',
    'xs.map(Math.random)',
    'new Date()',
    'Date()',
    'Date.now()',
    'new Date(2026, 0, 1)',
    'new Date(iso).getHours()',
    'new Date(iso).toDateString()',
    'performance.now()',
    'globalThis.performance.now()',
    "import { performance } from 'node:perf_hooks'",
    'process.hrtime()',
    'a.localeCompare(b)',
    'x.toLocaleString()',
    'x.toLocaleUpperCase()',
    'date.toLocaleDateString()',
    'new Intl.NumberFormat()',
    'Intl.Collator()',
    'crypto.randomUUID()',
  ])('%s', (code) => {
    expect(breaches(code)).toHaveLength(1)
  })
})

test('allowed in src', () => {
  const code =
    "names.sort(); Math.exp(x); new Date('2026-01-01').getUTCFullYear(); x.toFixed(2); power(x, 2); a < b ? -1 : 1"
  expect(breaches(code)).toEqual([])
})

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
