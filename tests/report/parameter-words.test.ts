import { expect, test } from 'vitest'
import { labels } from '../../src/report/labels.ts'
import { frontierTables } from '../../src/report/frontier-tables.ts'
import { questions } from '../../src/report/slide-questions.ts'
import { results } from './fixture.ts'

/* By hand: arms by their labels, parameters in words. */

const trial = results.trials[0]!
const [control, experimental] = (['control', 'experimental'] as const).map((role) =>
  trial.arms.find((it) => it.role === role)!,
)
const tipping = {
  ...results.rows.find((it) => it.origin === 'tipping')!,
  trial: trial.id,
  variant: `the upper 95% limit of the hazard ratio reaches 1; delta ${control!.id} = 0.14678`,
  parameter: `delta ${experimental!.id}`,
  estimate: 2.5,
}
const [of, ofControl] = [`delta of ${experimental!.label}`, `delta of ${control!.label}`]

test('a question names the arms of both parameters, and not their ids', () => {
  const asked = questions({ ...results, rows: [tipping] })
  expect(asked.map((it) => it.question)).toContain(
    `“the upper 95% limit of the hazard ratio reaches 1” at ${of} 2.5 with ${ofControl} 0.147 (delta: hazard after drop-out, as a multiple): is that plausible in these patients?`,
  )
  expect(JSON.stringify(asked)).not.toContain(' = ')
})

test('a frontier names the arms of both parameters', () => {
  const [table] = frontierTables(results, [tipping])
  expect(table?.caption).toContain(`: ${of} at which the upper 95% limit of the hazard ratio reaches 1`)
  expect(table?.columns[0]?.label).toBe(`D${ofControl.slice(1)}`)
  expect(table?.rows[0]?.[0]).toBe('0.147')
})

test('a multiple is said as times', () => {
  const name = labels(results)
  expect(name.parameterAt(trial.id, 'hazard of the control arm, multiplied', 0.634)).toBe(
    '0.634 times the hazard of the control arm',
  )
  expect(name.parameterAt(trial.id, 'delta', null)).toBe('delta')
  expect(name.variant({ trial: trial.id, variant: 'with no lag' })).toBe('with no lag')
})
