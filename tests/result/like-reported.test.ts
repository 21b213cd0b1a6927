import { expect, test } from 'vitest'
import { likeReported, pValueLikeReported } from '../../src/result/like-reported.ts'

test('a number beside a reported one has the sign and the unit of that one', () => {
  expect(likeReported({ reported: '51.1' }, '51.1% (40.2–60.3)')).toBe('51.1 (40.2–60.3)')
  expect(likeReported({ reported: '51.1%' }, '51.1%')).toBe('51.1%')
  expect(likeReported({ reported: '28.0', unit: 'weeks' }, '28.0 weeks')).toBe('28.0')
  expect(likeReported({ reported: '28.0 weeks', unit: 'weeks' }, '28.0 weeks')).toBe('28.0 weeks')
})

test('a p-value beside a reported one has its decimals', () => {
  expect(pValueLikeReported('.0004', 0.00043)).toBe('0.0004')
  expect(pValueLikeReported('0.0004', 0.00002)).toBe('<0.0001')
  expect(pValueLikeReported('0.03', 0.0312)).toBe('0.03')
  expect(pValueLikeReported('<0.001', 0.0004)).toBeNull()
  expect(pValueLikeReported('', 0.0004)).toBeNull()
})
