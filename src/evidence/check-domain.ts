import { nearestDouble } from './decimal.ts'
import type { Cursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import type { Notation } from './quantity.ts'

/** Notes what no time, percentage, count, ratio or probability can be. */
export function checkDomain(
  cursor: Cursor,
  draft: Draft,
  notation: Notation,
  role: 'estimate' | 'limit',
  signed = false,
): void {
  const { content } = draft
  const fail = (rule: string, message: string, expected: string): void => {
    cursor.fail(
      rule,
      message,
      expected,
      'check the figure against the paper, and that it stands in the right field',
      draft,
    )
  }
  if (content.kind === 'unread') return
  if (content.kind !== 'number') {
    checkMissing(cursor, content.kind, fail)
    return
  }
  const value = nearestDouble(content.decimal)
  const printed = cursor.printed.slice(draft.start, draft.end)
  switch (cursor.unit) {
    case 'months':
      if (value < 0 && !signed) fail('negative-time', `${printed} is a negative time`, 'a time of 0 or more')
      break
    case 'proportion': {
      const top = notation === 'plain' ? 1 : 100
      if (value > top)
        fail(
          'percent-over-100',
          `${printed} is more than ${top === 1 ? '1' : '100%'}`,
          `0 to ${top === 1 ? '1' : '100%'}`,
        )
      if (value < 0) fail('negative-percent', `${printed} is a negative percentage`, '0 to 100%')
      break
    }
    case 'count':
      if (value < 0 || content.decimal.scale > 0)
        fail('not-a-count', `${printed} is not a count`, 'a whole number, 0 or more')
      break
    case 'ratio': {
      // A limit printed as 0.00 is a small positive number; a ratio of 0, or an estimate of 0.00, is none.
      const roundedZero = role === 'limit' && value === 0 && content.decimal.scale > 0
      if (value <= 0 && !roundedZero) fail('ratio-not-positive', `a ratio cannot be ${printed}`, 'a ratio above 0')
      break
    }
    case 'probability':
      if (value < 0 || value > 1) fail('not-a-probability', `${printed} is not a probability`, 'a number from 0 to 1')
      break
  }
}

function checkMissing(
  { unit }: Cursor,
  kind: 'not-reached' | 'not-estimable',
  fail: (rule: string, message: string, expected: string) => void,
): void {
  if (unit === 'count') fail('not-a-count', 'a count is a number', 'a whole number, 0 or more')
  else if (kind === 'not-reached' && unit !== 'months')
    fail('not-a-time', 'only a time can be not reached', 'a number or NE')
}
