import { expect, test } from 'vitest'
import { pairOfPatients } from '../../src/reconstruct/rebuilt-figure.ts'
import { censoringReason, patients } from '../../src/survival/patients.ts'

const { administrative, other } = censoringReason

test('a pair out of three arms keeps why its patients were censored, and until when they could have been followed', () => {
  const three = patients({
    arms: ['a', 'b', 'c'],
    time: [1, 2, 3, 4],
    event: [0, 1, 0, 0],
    assigned: [0, 1, 2, 0],
    reason: [other, administrative, other, administrative],
    administrative: [9, 8, 7, 4],
  })
  const pair = pairOfPatients(three, 2, 0)
  expect(pair.arms).toEqual(['c', 'a'])
  expect([...pair.time]).toEqual([1, 3, 4])
  expect([...pair.assigned]).toEqual([1, 0, 1])
  expect([...(pair.reason ?? [])]).toEqual([other, other, administrative])
  expect([...(pair.administrative ?? [])]).toEqual([9, 7, 4])
})
