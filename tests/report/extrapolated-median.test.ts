import { describe, expect, test } from 'vitest'
import { readReferences } from '../../src/node/read-references.ts'
import { compose } from '../../src/report/compose.ts'
import { isExtrapolated } from '../../src/report/is-extrapolated.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import type { Row } from '../../src/result/row.ts'
import { analysed, changed } from '../analysis/small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

/* A rebuilt median that is not reached, past the last printed figure of its arm. The record is made up. */

const record = (figures: string): string =>
  changed(smallRecord, {
    '        median: 12.0 (9.0 to 16.0)\n        survival: { 6: 70%, 12: 50% }\n': figures,
    'total: 120': 'total: 85',
    '0.55 (0.38 to 0.80)': '0.25 (0.16 to 0.39)',
  })

describe('the table of effects', () => {
  const line = (figures: string): string => {
    const text = renderMarkdown(compose(analysed(smallPlan, record(figures)).results, readReferences()))
    return text.split('\n').find((it) => it.startsWith('| Median (months)')) ?? ''
  }
  test('marks the limit of a median where no figure pins its arm', () => {
    expect(line('        median: NR\n')).toMatch(
      /^\| Median \(months\) \| not reached \([\d.]+ to not reached\) † \| 6\.0 /u,
    )
  })
  test('does not mark a limit that the paper prints', () => {
    expect(line('        median: NR (17.0 to NR)\n        survival: { 6: 85%, 12: 80% }\n')).toMatch(
      /^\| Median \(months\) \| not reached \(17\.0 to not reached\) \| 6\.0 /u,
    )
  })
})

/* By hand: the last figure of the arm is at 17 months, the curves go on to 30. */
describe('past the last figure', () => {
  const { endpoints, rows } = analysed(smallPlan, smallRecord).results
  const [median] = rows.filter((it) => it.measure === 'median' && it.arm === 'new')
  if (median === undefined) throw new Error('a median is required')
  const until17 = endpoints.map((it) => ({
    ...it,
    horizon: 30,
    pinned: [{ arm: 'new', label: 'New drug', first: 6, last: 17 }],
  }))
  const notReached: Row = { ...median, estimate: null, upper: null, status: 'not-reached' }
  test.each<[Partial<Row>, boolean]>([
    [{ lower: 17.04, reported: 'NR (17.0 to NR)' }, false],
    [{ lower: 17.06, reported: 'NR (17.0 to NR)' }, true],
    [{ lower: 17.3, reported: 'NR (17 to NR)' }, false],
    [{ lower: 17.6, reported: 'NR (17 to NR)' }, true],
    [{ lower: 16.2, reported: 'NR' }, false],
    [{ lower: 20, reported: 'NR' }, true],
    [{ lower: null, reported: 'NR' }, false],
    [{ lower: 16.2, reported: '' }, true],
    [{ lower: null, reported: '' }, true],
    [{ status: 'ok', estimate: 12, lower: 9, reported: '' }, false],
    [{ status: 'extrapolated', estimate: 20, lower: 9, reported: '' }, true],
  ])('%j: %s', (some, beyond) => {
    expect(isExtrapolated({ endpoints: until17 }, { ...notReached, ...some })).toBe(beyond)
  })
  test('nothing is past a figure at the end of the curves', () => {
    const toTheEnd = until17.map((it) => ({ ...it, horizon: 17 }))
    expect(isExtrapolated({ endpoints: toTheEnd }, { ...notReached, lower: 16.2, reported: '' })).toBe(false)
  })
})
