import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secondParameter, withSecondParameter } from '../../src/result/second-parameter.ts'

describe('the second of two parameters', () => {
  test('stands at the end of the variant', () => {
    expect(withSecondParameter({ asked: '', parameter: 'delta standard', value: 0.5 })).toBe('delta standard = 0.5')
    expect(secondParameter('the upper 95% limit of the hazard ratio reaches 1; delta standard = 0.5')).toEqual({
      asked: 'the upper 95% limit of the hazard ratio reaches 1',
      parameter: 'delta standard',
      value: 0.5,
    })
  })

  test('is what was written, to six digits', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.constantFrom('', 'asked', 'asked; and; lag 1 = none'),
        (value, asked) => {
          const read = secondParameter(withSecondParameter({ asked, parameter: 'delta standard-2', value }))
          const rounded = Number(value.toPrecision(6))
          expect(read).toEqual({ asked, parameter: 'delta standard-2', value: rounded === 0 ? 0 : rounded })
        },
      ),
    )
  })

  test('is not there in other variants', () => {
    for (const variant of ['', 'worst case', 'the hazard ratio reaches 1; 1.3 months', 'a = b'])
      expect(secondParameter(variant)).toBeNull()
  })
})
