import { describe, expect, test } from 'vitest'
import { collect } from '../../src/evidence/collect.ts'
import type { EnrolmentDates } from '../../src/evidence/evidence.ts'
import { readTrial } from './read-trial.ts'

const month = 30.4375

function datesOf(design: string, changes: readonly (readonly [string, string])[] = [], endpoint = 'pfs') {
  const file = readTrial([['  sample size: 150\n', `  sample size: 150\n${design}`], ...changes])
  const it = collect(file, endpoint)
  if (it.kind === 'refused') throw new Error(JSON.stringify(it.diagnostics))
  return it.evidence.enrolment
}

describe('dates of enrolment and cut-off', () => {
  test('by hand: days give one number, months all days that they can mean', () => {
    const exact = datesOf('  enrolment: 2019-05-01 to 2021-05-31\n  cutoff: 2022-05-01\n')
    // 1096 days, one of them of a leap year, and 335.
    const wanted: EnrolmentDates = {
      first: '2019-05-01',
      last: '2021-05-31',
      cutoff: '2022-05-01',
      longest: { lower: 1096 / month, upper: 1096 / month },
      shortest: { lower: 335 / month, upper: 335 / month },
    }
    expect(exact).toEqual(wanted)
    const months = datesOf('  enrolment: 2019-05 to 2022-04\n  cutoff: 2022-04-18\n')!
    // From 31 May 2019 or 1 May 2019; the last patient may have come on the day of the cut-off.
    expect(months.longest).toEqual({ lower: 1053 / month, upper: 1083 / month })
    expect(months.shortest).toEqual({ lower: 0, upper: 17 / month })
  })

  test('an endpoint with a cut-off of its own has its own', () => {
    const own: readonly (readonly [string, string])[] = [
      ['    class: progression-like\n', '    class: progression-like\n    cutoff: 2022-11-01\n'],
    ]
    const design = '  enrolment: 2019-05-01 to 2021-05-31\n  cutoff: 2022-05-01\n'
    expect(datesOf(design, own)).toMatchObject({ cutoff: '2022-11-01', longest: { lower: 1280 / month } })
    expect(datesOf(design, own, 'os')).toMatchObject({ cutoff: '2022-05-01' })
  })

  test('no last enrolment: only the longest time is known', () => {
    const dates = datesOf('  enrolment: { first: 2019-05, last: not stated }\n  cutoff: 2022-04-18\n')
    expect(dates).toMatchObject({ shortest: null })
  })

  test('by hand: a cut-off before the first or the last enrolment leaves no time from it', () => {
    const before = datesOf('  enrolment: 2023-05 to 2023-09\n  cutoff: 2022-04-18\n')!
    expect(before).toMatchObject({ cutoff: '2022-04-18', longest: { lower: 0, upper: 0 }, shortest: null })
    const amid = datesOf('  enrolment: 2019-05-01 to 2022-09\n  cutoff: 2022-05-01\n')!
    expect(amid).toMatchObject({ longest: { lower: 1096 / month, upper: 1096 / month }, shortest: null })
  })

  test.each([
    ['', []],
    ['  enrolment: 2019-05 to 2022-04\n', []],
    ['  cutoff: 2022-04-18\n', []],
    ['  enrolment: not stated\n  cutoff: 2022-04-18\n', []],
    // Time since infusion or first response says nothing of the time since enrolment.
    [
      '  enrolment: 2019-05 to 2022-04\n  cutoff: 2022-04-18\n',
      [['    class: progression-like\n    clock: randomisation', '    class: progression-like\n    clock: infusion']],
    ],
    [
      '  enrolment: 2019-05 to 2022-04\n  cutoff: 2022-04-18\n',
      [['    class: progression-like\n    clock: randomisation', '    class: progression-like\n    clock: not stated']],
    ],
  ] as const)('%j says nothing of how long patients can have been followed (%j)', (design, changes) => {
    expect(datesOf(design, changes)).toBeUndefined()
  })
})
