import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadPlan } from '../../src/cli/load-plan.ts'
import { changed } from '../analysis/small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

/* The record and the plan are made up. */

function rulesOf(planText: string): readonly string[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'remeier-load-')))
  mkdirSync(join(folder, 'data/trials'), { recursive: true })
  mkdirSync(join(folder, 'analyses'))
  writeFileSync(join(folder, 'data/trials/small-2024.yaml'), smallRecord)
  const file = join(folder, 'analyses/small.yaml')
  writeFileSync(file, planText)
  const loaded = loadPlan(file)
  const found = loaded.kind === 'refused' ? loaded.diagnostics : loaded.plan.notes
  return found.map((it) => `${it.line} ${it.rule}`)
}

const scenario = `  - id: as-published
    label: Over time
    method: effects over time
    role: supplementary
    data: reconstructed
    identification: randomised
    question: When?
    arm: newer
    control: old
    times: [6]
    estimand: { treatment: x, population: x, variable: x, intercurrent events: x, summary: x }
    assumptions: [The curves were rebuilt.]
`

test('what is wrong with a plan in itself and what its records do not give it are told at once, in the order of the file', () => {
  expect(rulesOf(smallPlan)).toEqual([])
  const both = rulesOf(changed(smallPlan, { 'id: small\n': 'id: smaller\n' }) + scenario)
  expect(both.map((it) => it.replace(/^\d+ /u, ''))).toEqual(['wrong-name', 'duplicate-scenario', 'unknown-arm'])
  const lines = both.map((it) => Number(it.split(' ')[0]))
  expect(lines).toEqual([...lines].sort((a, b) => a - b))
})

test('a record that is named twice is told of once', () => {
  const twice = rulesOf(
    changed(smallPlan, { '[small-2024]': '[small-2024, small-2024]' }) +
      changed(scenario, { 'id: as-published': 'id: over-time' }),
  )
  expect(twice.map((it) => it.replace(/^\d+ /u, ''))).toEqual(['duplicate-record', 'unknown-arm'])
})
