import { expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'
import { analysed, changed } from './small.ts'

/* By hand: a median printed as 6.0 stands for 5.95 to 6.05 months, so that a rebuilt one of 6.04 is that figure and not beyond it. */
test('a rebuilt median that is the printed one to its rounding is not the model’s alone', () => {
  const record = changed(smallRecord, {
    'median: 6.0 (4.5 to 8.5)\n        survival: { 6: 50%, 12: 25% }\n': 'median: 6.0\n',
  })
  const median = analysed(smallPlan, record).results.rows.find(
    (it) => it.measure === 'median' && it.arm === 'old' && it.role === 'reference',
  )
  expect(median?.verdict).toBe('reproduced')
  expect(median?.estimate ?? 0).toBeGreaterThan(6)
  expect(median?.status).toBe('ok')
})

test('without follow-up or numbers at risk censoring is the model’s alone, and the report does not speak of follow-up figures', () => {
  const said = (record: string): string => analysed(smallPlan, record).results.limits.join(' ')
  const without = changed(smallRecord, { "follow-up: { median: '18'": "unused: { median: '18'" }).replace(
    /^unused.*\n/mu,
    '',
  )
  expect(said(smallRecord)).toContain('follows from the follow-up figures')
  expect(said(without)).not.toContain('follow-up figures')
  expect(said(without)).toContain('neither numbers at risk nor a follow-up are recorded')
})
