import { expect, test } from 'vitest'
import { whoseColumns, whoseNote } from '../../src/report/whose-columns.ts'
import type { Row } from '../../src/result/row.ts'
import { analysed, oneArm } from '../analysis/small.ts'

const { results } = analysed(oneArm.plan, oneArm.record)
const published = results.rows.find((it) => it.role === 'reference')
if (published === undefined) throw new Error('no reference')
const row = (own: Partial<Row>): Row => ({ ...published, role: 'supplementary', scenario: 'other', ...own })

test('population and clock are columns where rows differ in them', () => {
  const rows = [
    row({ population: 'infused (108)', clock: 'treatment' }),
    row({ population: 'enrolled (120)', clock: 'enrolment' }),
  ]
  expect(rows.map(whoseColumns(rows))).toEqual([
    ['infused (108)', 'treatment', ''],
    ['enrolled (120)', 'enrolment', ''],
  ])
  expect(whoseNote(results, rows)).toBe('')
})

test('where all rows agree and the published result has others, a note says which', () => {
  const rows = [row({ population: 'enrolled (120)', clock: 'enrolment' })]
  expect(rows.map(whoseColumns(rows))).toEqual([['', '', '']])
  expect(whoseNote(results, rows)).toBe('All rows: population enrolled (120), time from enrolment. ')
  expect(whoseNote(results, [row({})])).toBe('')
})

test('the method is a column only where rows would else look the same', () => {
  const rows = [row({ method: 'wilson' }), row({ method: 'clopper-pearson' }), row({ method: 'other', time: 7 })]
  expect(rows.map((it) => whoseColumns(rows)(it)[2])).toEqual(['wilson', 'clopper-pearson', ''])
})

test('a start that is not stated is said so', () => {
  const rows = [row({ clock: 'not stated' }), row({ clock: 'enrolment' })]
  expect(whoseColumns(rows)(row({ clock: 'not stated' }))[1]).toBe('a start that is not stated')
})
