import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import { scenarioSchema } from '../../src/analysis/plan-schema.ts'
import { settingsOf } from '../../src/analysis/settings.ts'
import { planWith } from './methods/plan-with.ts'

const settings = (method: string, standing: string, fields: readonly string[]): readonly string[] => {
  const text = planWith(method, standing, fields)
  const parsed = parsePlan(text, 'small.yaml')
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.diagnostics))
  const scenario = parsed.plan.scenarios.find((it) => it.method === method)
  if (scenario === undefined) throw new Error(`no scenario ${method}`)
  return settingsOf(scenario)
}

describe('settings of a scenario', () => {
  const standing = 'role: supplementary; data: reconstructed; identification: randomised'
  test('what a plan leaves out is printed as the default', () => {
    expect(settings('weighted tests', standing, [])).toContain('weights: [0, 0], [1, 0], [0, 1], [1, 1] (default)')
    expect(settings('weighted tests', standing, []).find((it) => it.startsWith('modest until'))).toMatch(
      /^modest until: left out/u,
    )
  })
  test('what a plan says is printed as it says it', () => {
    const said = settings('weighted tests', standing, ['weights: [[0, 0], [0, 1]]', 'modest until: 6'])
    expect(said).toEqual(['weights: [0, 0], [0, 1]', 'modest until: 6'])
  })
  test('times are in months', () => {
    expect(settings('effects over time', standing, ['times: [6, 12]'])).toEqual(['times: 6, 12'])
  })
})

test('every field with a default or that may be left out is printed for every scenario of the plans here', () => {
  const plans = readdirSync('analyses').filter((it) => it.endsWith('.yaml'))
  for (const file of plans) {
    const parsed = parsePlan(readFileSync(`analyses/${file}`, 'utf8'), file)
    if (parsed.kind === 'invalid') throw new Error(file)
    for (const scenario of parsed.plan.scenarios) {
      const schema = scenarioSchema.options.find((it) => it.shape.method.value === scenario.method)
      const fields: Readonly<Record<string, { readonly def: { readonly type: string } }>> = schema?.shape ?? {}
      const open = Object.entries(fields).filter(([, it]) => ['default', 'optional'].includes(it.def.type))
      const printed = settingsOf(scenario)
      for (const [key] of open) {
        // Of every method alike, and printed elsewhere.
        if (key === 'record' || key === 'measures' || key === 'control') continue
        expect(
          printed.some((it) => it.startsWith(`${key}: `)),
          `${file} ${scenario.id} ${key}`,
        ).toBe(true)
      }
    }
  }
})
