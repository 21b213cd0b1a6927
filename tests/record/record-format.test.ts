import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'
import { trialSchema } from '../../src/record/schema/trial.ts'

const guide = readFileSync('docs/record-format.md', 'utf8')

/** Names of all fields and fixed words of the schema. */
function* namesIn(schema: unknown): Generator<string> {
  if (Array.isArray(schema)) for (const it of schema) yield* namesIn(it)
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') yield* Object.keys(value as object)
    if (key === 'enum' && Array.isArray(value)) yield* value.map(String)
    yield* namesIn(value)
  }
}

describe('docs/record-format.md', () => {
  test('names every field and every fixed word of the schema', () => {
    const names = new Set(namesIn(z.toJSONSchema(trialSchema, { io: 'input', target: 'draft-07' })))
    const plain = guide.replaceAll(/\s+/gu, ' ')
    const missing = [...names].filter(
      (it) => !new RegExp(`[\`{ ,(]${it.replaceAll(/[().]/gu, String.raw`\$&`)}[\`:},]`, 'u').test(plain),
    )
    expect(missing.filter((it) => !['1', '2'].includes(it))).toEqual([])
    expect(names.size).toBeGreaterThan(90)
  })

  test('its examples parse', () => {
    const blocks = [...guide.matchAll(/```yaml\n([^]*?)```/gu)].map((it) => it[1] ?? '')
    const top = blocks.filter((it) => /^(flow|tables|quantities):/u.test(it))
    const inside = blocks.filter((it) => /^(arms|contrast|visits):/u.test(it))
    expect([top.length, inside.length, blocks.length]).toEqual([3, 3, 6])
    const record = `id: x
trial: X
time unit: months
sources: {p: {citation: x, kind: primary}}
arms: {ide-cel: {label: E, role: experimental}, standard: {label: C, role: control}}
${top.join('')}
endpoints:
  pfs:
    label: PFS
    event: progression or death
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    censoring: not stated
${inside.join('').replaceAll(/^/gmu, '    ')}
`
    const result = parseTrial(record, 'x.yaml')
    expect(result.kind === 'invalid' ? result.diagnostics.map(formatDiagnostic) : []).toEqual([])
  })
})
