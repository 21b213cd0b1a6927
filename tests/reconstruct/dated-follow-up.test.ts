import { describe, expect, test } from 'vitest'
import type { EndpointEvidence, EnrolmentDates } from '../../src/evidence/evidence.ts'
import { administrativeLaw } from '../../src/reconstruct/administrative-law.ts'
import { whyNotMeasured } from '../../src/reconstruct/coverage-is-measured.ts'
import { datedFollowUp } from '../../src/reconstruct/dated-follow-up.ts'
import { endsOf } from '../../src/reconstruct/drawn-ends.ts'
import { horizonOf } from '../../src/reconstruct/horizon.ts'
import { reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { evidenceOf, type Sketch } from './build-evidence.ts'

const dates: EnrolmentDates = {
  first: '2019-05',
  last: '2021-05',
  cutoff: '2022-05-01',
  longest: { lower: 35, upper: 36 },
  shortest: { lower: 11, upper: 12 },
}

const arms = {
  control: { n: 150, median: '14.0 (11.5-17.1)', survival: { 12: '55%' } },
  experimental: { n: 150, median: '20.1 (16.0-25.3)', survival: { 12: '66%' } },
}

function dated(followUp?: Sketch['followUp'], enrolment: EnrolmentDates | null = dates): EndpointEvidence {
  const sketch = { arms, events: 180, hazardRatio: '0.70 (0.52-0.94)', class: 'death' } as const
  return { ...evidenceOf({ ...sketch, ...(followUp && { followUp }) }), ...(enrolment && { enrolment }) }
}

function rebuilt(evidence: EndpointEvidence): Reconstruction {
  const it = reconstruct(evidence, { seed: 1 })
  if ('kind' in it) throw new Error(it.reason)
  return it
}

describe('the end of the curves from dates', () => {
  test('is the time from the first enrolment to the cut-off where no longest follow-up is printed: reported, not assumed', () => {
    expect(horizonOf(dated(), usual)).toEqual({
      months: 35.5,
      basis: 'reported',
      statement:
        'The curves end at 35.5 months, the time from the first enrolment (2019-05) to the data cut-off (2022-05-01), the middle of 35 to 36 months; the longest follow-up is not reported.',
    })
    const median = horizonOf(dated({ median: '22.0', definition: 'reverse Kaplan-Meier' }), usual)
    expect(median).toMatchObject({ months: 35.5, basis: 'reported' })
  })

  test('gives way to a longest follow-up that is printed', () => {
    const range = { median: '22.0', range: ['3.0', '33.3'], definition: 'reverse Kaplan-Meier' } as const
    expect(horizonOf(dated(range), usual)).toEqual(horizonOf(dated(range, null), usual))
  })

  test('is an assumption where only years are stated', () => {
    const years = { ...dates, first: '2019', longest: { lower: 28, upper: 40 } }
    const end = horizonOf(dated(undefined, years), usual)!
    expect(end).toMatchObject({ months: 34, basis: 'assumed' })
    expect(end.statement).toContain('assumed: the time from the first enrolment (2019)')
  })

  test('is never before the latest reported time', () => {
    const late = { ...dates, longest: { lower: 11.9, upper: 25 } }
    expect(horizonOf(dated(undefined, late), usual)!.months).toBe(25.3)
  })
})

describe('what a reader is told of an end from dates', () => {
  const plain = { stratified: false, adjusted: false, adjustment: 'none' } as const
  const median = { median: '22.0', definition: 'reverse Kaplan-Meier' } as const
  const range = { ...median, range: ['3.0', '33.3'] } as const

  /** Plain ratios, so that nothing but the dates can take the warrant away. */
  function warranted(it: EndpointEvidence): EndpointEvidence {
    const contrasts = it.contrasts.map(({ hazardRatio, ...rest }) => ({
      ...rest,
      hazardRatio: hazardRatio && { ...hazardRatio, ...plain },
    }))
    return { ...it, contrasts }
  }

  test('stands among the assumptions where the dates are exact enough to count as reported, too', () => {
    const { statement, basis } = horizonOf(dated(median), usual)!
    expect(basis).toBe('reported')
    expect(rebuilt(dated(median)).assumptions).toContain(statement)
    expect(rebuilt(dated(range)).assumptions.join('\n')).not.toContain('The curves end')
  })

  test('coverage was not measured for it, nor is it called calibrated', () => {
    expect(whyNotMeasured(warranted(dated(median, null)))).toEqual([])
    expect(whyNotMeasured(warranted(dated(range)))).toEqual([])
    expect(whyNotMeasured(warranted(dated(median)))).toEqual([
      'the end of the curves is taken from the dates of enrolment and cut-off',
    ])
    expect(rebuilt(warranted(dated(median, null))).calibrated).toBe(true)
    expect(rebuilt(warranted(dated(median))).calibrated).toBe(false)
  })
})

describe('draws', () => {
  test('end where the dates say; at several times where those are vague', () => {
    expect(endsOf(dated(), { months: 35.5 })).toEqual([35.5])
    const ends = endsOf(dated(undefined, { ...dates, longest: { lower: 28, upper: 43 } }), { months: 35.5 })
    expect(ends).toHaveLength(7)
    expect(Math.max(...ends)).toBeLessThan(43)
    expect(endsOf(dated(undefined, null), { months: 35.5 })).toHaveLength(7)
  })
})

describe('who entered when', () => {
  const { range } = datedFollowUp(dated())

  test('by hand: evenly from the first to the last enrolment, the median half-way', () => {
    const law = administrativeLaw(null, 35.5, 1, range)!
    expect(law).toMatchObject({ minimum: 11.5, median: 23.5, maximum: 35.5 })
    expect([11.5, 17.5, 23.5, 29.5, 35.5].map((time) => law.survival(time))).toEqual([1, 0.75, 0.5, 0.25, 0])
    expect(administrativeLaw(null, 35.5, 1, null)).toBeNull()
    expect(administrativeLaw(null, 35.5, 1, { ...range!, shortest: null })).toBeNull()
  })

  test('a printed follow-up keeps its role; potential follow-up takes the ends that it does not print', () => {
    const followUp = (definition: 'potential' | 'reverse Kaplan-Meier') =>
      dated({ median: '20.0', definition }).followUp
    expect(administrativeLaw(followUp('reverse Kaplan-Meier'), 35.5, 1, range)).toBeNull()
    expect(administrativeLaw(followUp('potential'), 35.5, 1, range)).toMatchObject({
      minimum: 11.5,
      median: 20,
      maximum: 35.5,
    })
  })

  test('goes into patients and is said to be an assumption', () => {
    const it = rebuilt(dated())
    const early = it.patients.time.filter((time, i) => time < 11 && it.patients.event[i] === 0).length
    const all = it.patients.event.filter((event) => event === 0).length
    const plain = rebuilt(dated(undefined, null))
    const before = plain.patients.time.filter((time, i) => time < 11 && plain.patients.event[i] === 0).length
    expect(early / all).toBeLessThan(0.25)
    expect(early).toBeLessThan(before)
    expect(Math.max(...it.patients.time)).toBeLessThanOrEqual(35.5)
    expect(it.assumptions.join('\n')).toMatch(
      /Patients are taken to have entered evenly from the first to the last enrolment \(2019-05 to 2021-05\), so that the time from entry to the data cut-off \(2022-05-01\) runs from 11.5 to 35.5 months with its median half-way, at 23.5: an assumption/,
    )
    expect(it.calibrated).toBe(false)
    expect(it.fidelity.filter(({ verdict }) => verdict === 'missed')).toEqual([])
  })
})

describe('dates that contradict figures', () => {
  const told = (evidence: EndpointEvidence): string | null => datedFollowUp(evidence).contradiction

  test.each([
    [
      'a landmark later than the cut-off allows',
      dated(undefined, { ...dates, longest: { lower: 20, upper: 21 } }),
      /at 25.3 months/,
    ],
    [
      'a median follow-up longer than all time',
      dated({ median: '40.0', definition: 'reverse Kaplan-Meier' }),
      /goes to 40 months/,
    ],
    [
      'a longest follow-up longer than all time',
      dated({ range: ['1.0', '39.0'], definition: 'unknown' }),
      /goes to 39 months/,
    ],
    [
      'potential follow-up below that of the last patient',
      dated({ median: '10.0', definition: 'potential' }),
      /half of the patients/,
    ],
    [
      'a longest potential follow-up that ends early',
      dated({ median: '20.0', range: ['11.0', '30.0'], definition: 'potential' }),
      /reported as 30 months/,
    ],
  ])('%s: said, and nothing is taken from them', (_, evidence, words) => {
    expect(told(evidence)).toMatch(words)
    expect(datedFollowUp(evidence).range).toBeNull()
    const it = rebuilt(evidence)
    expect(it.notes.join('\n')).toContain(told(evidence)!)
    expect(it.patients.time).toEqual(rebuilt({ ...evidence, enrolment: undefined }).patients.time)
  })

  const none = { lower: 0, upper: 0 }
  test.each([
    [
      'the cut-off first',
      { ...dates, cutoff: '2018-04-18', longest: none, shortest: null },
      ['data cut-off (2018-04-18)'],
    ],
    [
      'the last enrolment first',
      { ...dates, first: '2021-05', last: '2019-04', longest: { lower: 11, upper: 12 } },
      ['last enrolment (2019-04)'],
    ],
    [
      'both',
      { ...dates, first: '2021-05', last: '2019-04', cutoff: '2018-04-18', longest: none, shortest: null },
      ['last enrolment (2019-04)', 'data cut-off (2018-04-18)'],
    ],
  ])('that stand in no order (%s): said, and nothing is taken from them', (_, enrolment, words) => {
    const evidence = dated(undefined, enrolment)
    for (const each of words) expect(told(evidence)).toContain(`${each} lies before the first`)
    const it = rebuilt(evidence)
    expect(it.notes).toContain(told(evidence))
    expect(it.patients.time).toEqual(rebuilt({ ...evidence, enrolment: undefined }).patients.time)
  })

  test('a cut-off before the last enrolment: said, and the first enrolment is used alone', () => {
    const evidence = dated(undefined, { ...dates, last: '2022-09', shortest: null })
    const { range, contradiction } = datedFollowUp(evidence)
    expect(range).toMatchObject({ longest: 35.5, shortest: null })
    expect(contradiction).toContain('the data cut-off (2022-05-01) lies before the last enrolment (2022-09)')
    expect(rebuilt(evidence).notes).toContain(contradiction)
  })

  test('dates that may be one day or month are in order', () => {
    expect(told(dated(undefined, { ...dates, last: '2022-05' }))).toBeNull()
    expect(told(dated(undefined, { ...dates, last: '2022' }))).toBeNull()
  })

  test('30 days for a month, and a month or two of screening, are no contradiction', () => {
    expect(told(dated({ range: ['1.0', '36.5'], definition: 'reverse Kaplan-Meier' }))).toBeNull()
    expect(told(dated({ median: '20.0', range: ['11.0', '33.5'], definition: 'potential' }))).toBeNull()
    expect(told(dated({ median: '22.0', range: ['3.0', '30.0'], definition: 'reverse Kaplan-Meier' }))).toBeNull()
  })
})
