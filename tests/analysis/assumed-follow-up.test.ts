import { expect, test } from 'vitest'
import { assumedInWords } from '../../src/analysis/assumed-follow-up.ts'
import { patients } from '../../src/survival/patients.ts'

/* By hand: of three censored patients one was followed to 12 months, beyond the assumed longest of 10; the event at 11 is no censoring. */

const followed = patients({ arms: ['a', 'b'], time: [3, 12, 11, 5], event: [0, 0, 1, 0], assigned: [0, 0, 1, 1] })

test('what rests on assumed follow-up says so, and how many rebuilt patients were followed for longer', () => {
  expect(assumedInWords({ minimum: 2, median: 6, maximum: 10 }, followed)).toBe(
    'The administrative times are assumed, 2 to 10 months with median 6, and every number here rests on them. 1 of the 3 rebuilt patients who were censored were followed for longer than that, so that the model and the assumption do not agree on follow-up.',
  )
  expect(assumedInWords({ minimum: 2, median: 6, maximum: 12 }, followed)).not.toContain('followed for longer')
  expect(assumedInWords(undefined, followed)).toBe('')
})
