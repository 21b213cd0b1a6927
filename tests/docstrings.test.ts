import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/* The docstring of every function of remeier/survival, and of every statistic of counts in remeier, names its sources by key, says what it agrees with in R and how closely, and runs. */

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
const keys = new Set(
  [...readFileSync('src/REFERENCES.md', 'utf8').matchAll(/\*\*([A-Za-z]+\d{4}[a-z]?)\*\*/g)].map((match) => match[1]!),
)

/** Random draws have no twin in R. */
const RANDOM = ['bootstrap', 'bootstrapHazardRatio']
/** Functions that estimate nothing: data in, data out. */
const NO_ESTIMATE = ['arm', 'patients', 'selectRows', 'survivalAt', 'riskTable']

/** Name and docstring of each function that an entry exports from a room. */
const functionsOf = (entry: string, room: string) =>
  parse(entry).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly || !statement.exportClause) return []
    if (!ts.isNamedExports(statement.exportClause) || !statement.moduleSpecifier) return []
    const file = join(dirname(entry), statement.moduleSpecifier.getText().slice(1, -1))
    if (dirname(file) !== room) return []
    const names = statement.exportClause.elements.map((element) => element.name.text)
    return parse(file).statements.flatMap((node): [string, string][] => {
      if (!ts.isFunctionDeclaration(node) || !node.name || !names.includes(node.name.text)) return []
      const doc = ts
        .getJSDocCommentsAndTags(node)
        .map((part) => part.getText())
        .join('\n')
      return [[node.name.text, doc]]
    })
  })
const statistics = functionsOf('src/index.ts', 'src/statistics')
const functions = [...functionsOf('src/survival/index.ts', 'src/survival'), ...statistics]

test('there are functions, and references', () => {
  expect(functions.length).toBeGreaterThan(40)
  expect(statistics.map(([name]) => name).sort()).toEqual([
    'agrestiCoull', 'clopperPearson', 'jeffreys', 'newcombeDifference', 'oddsRatio', 'riskRatio', 'wald', 'wilson', 'wilsonContinuity',
  ]) // prettier-ignore
  expect(keys.size).toBeGreaterThan(10)
})

describe.each(functions)('%s', (name, doc) => {
  const cited = [...doc.matchAll(/\[([A-Za-z]+\d{4}[a-z]?)\]/g)].map((match) => match[1]!)
  test('cites what is in src/REFERENCES.md', () => {
    expect(cited.filter((key) => !keys.has(key))).toEqual([])
    if (!NO_ESTIMATE.includes(name)) expect(cited.length).toBeGreaterThan(0)
  })
  if (![...NO_ESTIMATE, ...RANDOM].includes(name))
    test('says what of R it agrees with, and to which tolerance', () => {
      expect(doc).toMatch(/\bR\b/)
      expect(doc).toMatch(/\b1e-\d+|exactly/)
    })
  if (!NO_ESTIMATE.includes(name))
    test('says what it refuses, or when there is no answer', () => {
      expect(doc).toMatch(/RangeError|not-estimable/)
    })
  test('has an example with a value', () => {
    expect(doc).toMatch(/@example[\s\S]*\/\/ => /)
  })
})
