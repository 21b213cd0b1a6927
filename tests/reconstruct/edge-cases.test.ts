import { describe, expect, test } from 'vitest'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { whyNotMeasured } from '../../src/reconstruct/coverage-is-measured.ts'
import { learntPrior } from '../../src/reconstruct/learnt-prior.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { trialPrior } from '../../src/reconstruct/trial-prior.ts'
import { arm } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import { evidenceOf } from './build-evidence.ts'

function rebuild(evidence: EndpointEvidence): Reconstruction {
  const result = reconstruct(evidence, { seed: 5 })
  if ('kind' in result) throw new Error(result.reason)
  const { time, event } = result.patients
  for (let i = 0; i < time.length; i += 1) {
    expect(time[i]!).toBeGreaterThan(0)
    expect(Math.abs(time[i]! * 1000 - Math.round(time[i]! * 1000))).toBeLessThan(1e-6)
    if (i > 0) expect(time[i]! > time[i - 1]! || (time[i] === time[i - 1] && event[i]! <= event[i - 1]!)).toBe(true)
  }
  for (const { curve } of result.arms) {
    for (const column of [curve.survival, curve.lower, curve.upper]) {
      for (const x of column) expect(x >= 0 && x <= 1).toBe(true)
    }
  }
  return result
}

function missed(result: Reconstruction): string[] {
  return result.fidelity.filter((row) => row.verdict === 'missed').map((row) => row.figure.id)
}

const range = { median: '20.0', range: ['3.0', '36.0'], definition: 'reverse Kaplan-Meier' } as const

describe('what can be rebuilt', () => {
  test('a single arm', () => {
    const result = rebuild(
      evidenceOf({
        arms: { all: { n: 128, median: '8.8 (5.6-11.6)', survival: { 12: '38%' }, events: 80 } },
        followUp: range,
      }),
    )
    expect(missed(result)).toEqual([])
    expect(result.patients.arms).toEqual(['all'])
    expect(result.arms).toHaveLength(1)
  })

  test('one landmark and nothing else', () => {
    const result = rebuild(evidenceOf({ arms: { all: { n: 60, survival: { 12: '70%' } } } }))
    expect(missed(result)).toEqual([])
    expect(result.horizon.basis).toBe('assumed')
    expect(result.assumptions).toContain(result.horizon.statement)
    expect(result.assumptions.join(' ')).toContain('No number of events is reported')
    expect(result.assumptions.join(' ')).toContain('No median follow-up is reported')
    // Away from the landmark the band says that hardly anything is known.
    const { curve } = result.arms[0]!
    const last = curve.time.length - 1
    expect(curve.upper[last]! - curve.lower[last]!).toBeGreaterThan(0.25)
  })

  test('no median: landmarks carry the curve', () => {
    const result = rebuild(
      evidenceOf({
        arms: { a: { n: 200, survival: { 12: '81%', 24: '66%' } }, b: { n: 200, survival: { 12: '88%', 24: '75%' } } },
        hazardRatio: '0.68 (0.45-1.02)',
        events: 96,
        followUp: range,
      }),
    )
    expect(missed(result)).toEqual([])
  })

  test('numbers at risk alone', () => {
    const result = rebuild(evidenceOf({ arms: { a: { n: 100, atRisk: { 0: 100, 6: 70, 12: 45, 18: 20, 24: 4 } } } }))
    expect(missed(result)).toEqual([])
  })

  test('a median and limits that are not reached stay so', () => {
    const result = rebuild(
      evidenceOf({
        arms: {
          a: { n: 150, median: '21.4 (17.0-NE)', survival: { 12: '66%' } },
          b: { n: 150, median: 'NR (28.1-NE)', survival: { 12: '81%' } },
        },
        hazardRatio: '0.55 (0.38-0.80)',
        events: 118,
        followUp: range,
      }),
    )
    expect(missed(result)).toEqual([])
    expect(result.fidelity.find((row) => row.figure.id === 'pfs.b.median')).toMatchObject({
      rebuilt: null,
      rebuiltPrinted: 'NR',
    })
  })

  test('only a lower limit of a median is a time too', () => {
    const result = rebuild(
      evidenceOf({
        arms: { a: { n: 90, median: 'NR (14.2-NE)' }, b: { n: 90, median: 'NR (NE-NE)' } },
        events: 50,
        followUp: range,
      }),
    )
    expect(survivalAt(kaplanMeier(arm(result.patients, 'a')), 14.1)).toBeGreaterThan(0.5)
    expect(missed(result)).toEqual([])
  })

  test('100% and 0% are counts of patients, not numbers to be clamped', () => {
    const result = rebuild(
      evidenceOf({
        arms: { a: { n: 40, median: '9.0 (7.0-11.0)', survival: { 1: '100%', 30: '0%' }, events: 40 } },
        followUp: { median: '34.0', definition: 'reverse Kaplan-Meier' },
      }),
    )
    const km = kaplanMeier(arm(result.patients, 'a'))
    expect(survivalAt(km, 1)).toBeGreaterThanOrEqual(0.995)
    expect(survivalAt(km, 30)).toBeLessThanOrEqual(0.005)
    const { curve } = result.arms[0]!
    expect(survivalAt({ time: curve.time, survival: curve.upper }, 0.5)).toBe(1)
  })

  test('small arms', () => {
    const result = rebuild(
      evidenceOf({
        arms: {
          a: { n: 21, median: '8.0 (4.0-11.0)', events: 20 },
          b: { n: 21, median: '23.0 (13.0-NE)', events: 9 },
        },
        hazardRatio: '0.21 (0.10-0.47)',
        followUp: { median: '20.0', range: ['6.0', '35.0'], definition: 'reverse Kaplan-Meier' },
      }),
    )
    expect(result.patients.time.length).toBe(42)
    expect(missed(result).filter((id) => !id.includes('follow-up') && !id.includes('hazard'))).toEqual([])
  })

  test('a bound on a median (">36")', () => {
    const result = rebuild(
      evidenceOf({ arms: { a: { n: 80, median: '>30', survival: { 12: '84%' } } }, followUp: range }),
    )
    expect(survivalAt(kaplanMeier(arm(result.patients, 'a')), 30)).toBeGreaterThan(0.5)
  })

  test('three arms with a shared control', () => {
    const result = rebuild(
      evidenceOf({
        arms: {
          control: { n: 100, median: '6.0 (5.0-7.5)' },
          low: { n: 100, median: '8.0 (6.5-10.0)' },
          high: { n: 100, median: '11.0 (9.0-14.0)' },
        },
        events: 220,
        hazardRatio: '0.78 (0.58-1.05)',
        followUp: range,
      }),
    )
    expect(result.patients.arms).toEqual(['control', 'low', 'high'])
    expect(missed(result).filter((id) => !id.includes('hazard-ratio-'))).toEqual([])
  })

  test('every patient with an event', () => {
    const result = rebuild(evidenceOf({ arms: { a: { n: 50, median: '10.0 (8.0-13.0)', events: 50 } } }))
    expect(result.patients.event.every((event) => event === 1)).toBe(true)
  })

  test('no event at all', () => {
    const result = rebuild(evidenceOf({ arms: { a: { n: 50, survival: { 12: '100%' }, events: 0 } }, followUp: range }))
    expect(result.patients.event.every((event) => event === 0)).toBe(true)
    expect(survivalAt(result.arms[0]!.curve, 12)).toBeGreaterThan(0.98)
  })
})

describe('events of every arm over a median follow-up, and no figure with a time', () => {
  // By hand, as a check of scale: at a constant hazard 50 of 250 over 18 months is S(18) = 0.80, and 30 of 250 is 0.88.
  const counted = {
    arms: { a: { n: 250, events: 50 }, b: { n: 250, events: 30 } },
    hazardRatio: '0.58 (0.37-0.91)',
    followUp: { median: '18.0', definition: 'unknown' },
  } as const

  test('fix how far the curves fall; the counts come back, and the shape is said to be the prior’s', () => {
    const result = rebuild(evidenceOf(counted))
    expect(missed(result)).toEqual([])
    expect(result.horizon.basis).toBe('assumed')
    expect(result.horizon.months).toBeCloseTo(1.7 * 18, 9)
    const [a, b] = result.arms.map((it) => survivalAt(it.curve, 18))
    expect(Math.abs(a! - 0.8)).toBeLessThan(0.06)
    expect(Math.abs(b! - 0.88)).toBeLessThan(0.06)
    expect(result.calibrated).toBe(false)
    expect(result.assumptions.join(' ')).toContain('No figure says when the events happened')
    expect(whyNotMeasured(evidenceOf(counted))).toContain('no figure says when the events happened')
  })

  test('not where an arm has no number of events, or nothing says how long', () => {
    const refused = (evidence: EndpointEvidence): unknown => reconstruct(evidence, { seed: 1 })
    const cannot = { kind: 'cannot-be-rebuilt' }
    expect(refused(evidenceOf({ ...counted, arms: { a: { n: 250, events: 50 }, b: { n: 250 } } }))).toMatchObject(
      cannot,
    )
    expect(refused({ ...evidenceOf(counted), followUp: null })).toMatchObject(cannot)
  })

  test('a figure with a time makes it an ordinary rebuild', () => {
    const one = evidenceOf({
      ...counted,
      arms: { a: { n: 250, events: 50, survival: { 12: '86%' } }, b: { n: 250, events: 30 } },
    })
    expect(rebuild(one).assumptions.join(' ')).not.toContain('No figure says when')
  })
})

describe('what is said instead of invented', () => {
  test('nothing about time cannot be rebuilt', () => {
    const nothing = reconstruct(
      evidenceOf({
        arms: { a: { n: 50, median: 'NR' }, b: { n: 50 } },
        events: 20,
        hazardRatio: '0.80 (0.40-1.60)',
        followUp: range,
      }),
      { seed: 1 },
    )
    expect(nothing).toEqual({
      kind: 'cannot-be-rebuilt',
      reason: 'cannot be rebuilt: no figure that says when: the median not reached, no landmark, no numbers at risk',
    })
  })

  test('a landmark beyond follow-up is skipped, said, withheld, and does not move the end', () => {
    const result = rebuild(
      evidenceOf({
        arms: { a: { n: 90, median: '9.0 (7.5-12.0)', survival: { 12: '40%', 60: '22%' } } },
        followUp: range,
      }),
    )
    expect(result.horizon.months).toBe(36)
    expect(result.notes.join(' ')).toContain('60 months lies beyond the end of follow-up at 36 months and is not used')
    expect(result.fidelity.find((row) => row.figure.id === 'pfs.a.survival@60')).toMatchObject({
      role: 'held-out',
      verdict: 'withheld',
    })
  })

  test('without a longest follow-up 1.7 times its median is an assumption', () => {
    const result = rebuild(
      evidenceOf({
        arms: { a: { n: 90, median: '9.0 (7.5-12.0)' } },
        followUp: { median: '20.0', definition: 'reverse Kaplan-Meier' },
      }),
    )
    expect(result.horizon).toMatchObject({ months: 34, basis: 'assumed' })
    expect(result.horizon.statement).toContain('1.7 times the median follow-up of 20 months')
  })

  test('a figure that contradicts the rest is named, not forced, and the run goes on', () => {
    const sketch = {
      arms: {
        a: { n: 300, median: '10.0 (9.0-11.2)', survival: { 6: '69%', 12: '42%', 18: '28%' } },
        b: { n: 300, median: '10.2 (9.1-11.5)', survival: { 6: '68%', 12: '43%', 18: '58%' } },
      },
      followUp: range,
    }
    const result = rebuild(evidenceOf(sketch))
    expect(result.notes.join(' ')).toMatch(/pfs\.b\.survival@18: 58% does not fit the other figures/)
    const row = result.fidelity.find((it) => it.figure.id === 'pfs.b.survival@18')!
    expect(row.verdict).toBe('missed')
    expect(row.prediction?.verdict).toBe('contradicted')
    expect(row.prediction!.upper).toBeLessThan(0.5)
    // The good figures of that arm still come back.
    expect(result.fidelity.find((it) => it.figure.id === 'pfs.b.survival@12')?.verdict).toBe('reproduced')
  })

  test('a ratio that is not a plain Cox ratio is shown beside and drives nothing', () => {
    const arms = {
      a: { n: 200, median: '11.0 (9.5-13.0)', survival: { 6: '75%', 12: '46%' } },
      b: { n: 200, median: '22.0 (18.0-NE)', survival: { 6: '77%', 12: '70%' } },
    }
    const apart = rebuild(evidenceOf({ arms, hazardRatio: '0.26 (0.18-0.38)', comparable: false, followUp: range }))
    const without = rebuild(evidenceOf({ arms, followUp: range }))
    expect(apart.arms[1]!.curve).toEqual(without.arms[1]!.curve)
    const row = apart.fidelity.find((it) => it.figure.measure === 'hazard-ratio')!
    expect(row).toMatchObject({ role: 'held-out', verdict: 'not-comparable' })
    expect(row.prediction).not.toBeNull()
    expect(row.rebuilt!).toBeGreaterThan(0.3)
  })

  test('a plateau stays flat: no event is put at its end to fill a count', () => {
    const result = rebuild(
      evidenceOf({
        arms: { a: { n: 200, survival: { 3: '80%', 6: '70%', 12: '66%', 24: '65%', 36: '65%' } } },
        followUp: { median: '40.0', range: ['30.0', '48.0'], definition: 'reverse Kaplan-Meier' },
      }),
    )
    const { patients } = result
    expect(missed(result)).toEqual([])
    expect(survivalAt(kaplanMeier(patients), 48)).toBeGreaterThan(0.6)
    expect(patients.event.at(-1)).toBe(0)
  })

  test('events above the number of patients are a contradiction, not a crash', () => {
    const result = rebuild(
      evidenceOf({ arms: { a: { n: 40, median: '9.0 (7.0-12.0)', events: 55 } }, followUp: range }),
    )
    expect(missed(result)).toContain('pfs.a.events')
    expect(result.patients.time.length).toBe(40)
  })

  test('an arm without a number of patients is a mistake of the caller', () => {
    const evidence = evidenceOf({ arms: { a: { n: 0, median: '9.0 (7.0-12.0)' } } })
    expect(() => reconstruct(evidence, { seed: 1 })).toThrow(RangeError)
  })
})

test('too many events for the follow-up: the figure in doubt is named and the rest comes back', () => {
  // 400 patients, 66% and 75% free of the event at 24 months, half of them censored by 20: some 95 events, not 170.
  const result = rebuild(
    evidenceOf({
      arms: { a: { n: 200, survival: { 12: '81%', 24: '66%' } }, b: { n: 200, survival: { 12: '88%', 24: '75%' } } },
      events: 170,
      followUp: range,
    }),
  )
  expect(result.notes.join(' ')).toMatch(/(events|follow-up-median): \S+ does not fit the other figures/)
  expect(missed(result).every((id) => id.startsWith('pfs.all.'))).toBe(true)
})

describe('how follow-up was defined', () => {
  const arms = { a: { n: 150, median: '9.0 (7.5-11.0)', survival: { 12: '39%' } } }
  for (const [definition, sentence] of [
    ['unknown', 'was defined is not stated'],
    ['survivors only', 'is that of survivors'],
    ['observed', 'the median of all observed times'],
  ] as const) {
    test(`${definition}: said as an assumption`, () => {
      const result = rebuild(evidenceOf({ arms, followUp: { median: '12.0', definition } }))
      expect(result.assumptions.join(' ')).toContain(sentence)
      expect(result.arms[0]!.administrative).toBeNull()
    })
  }

  test('reverse Kaplan-Meier: the rebuilt patients have that median and that range', () => {
    const result = rebuild(evidenceOf({ arms, followUp: range }))
    expect(missed(result)).toEqual([])
  })

  test('the same median means fewer events when it is potential follow-up than when it is the censored patients', () => {
    const events = (definition: 'potential' | 'observed') =>
      rebuild(
        evidenceOf({ arms, followUp: { median: '12.0', range: ['0.5', '24.0'], definition } }),
      ).patients.event.reduce((a, b) => a + b, 0)
    expect(events('potential')).toBeLessThan(events('observed'))
  })
})

test('Brookmeyer-Crowley limits at another level than 95% are met at that level', () => {
  const evidence = evidenceOf({ arms: { a: { n: 120, median: '10.0 (8.6-11.9)' } }, followUp: range })
  const [own] = evidence.arms
  const median = { ...own!.median!, interval: { ...own!.median!.interval!, level: 0.9 } }
  const result = rebuild({ ...evidence, arms: [{ ...own!, median }] })
  const quantile = survivalQuantile(kaplanMeier(result.patients, { level: 0.9 }), 0.5)
  expect(quantile.kind === 'value' && quantile.lower?.toFixed(1)).toBe('8.6')
})

describe('spread', () => {
  const small = evidenceOf({
    class: 'progression-like',
    arms: {
      old: { n: 60, median: '6.0 (4.5-8.5)', survival: { 6: '50%', 12: '25%' } },
      new: { n: 120, median: '12.0 (9.0-16.0)', survival: { 6: '70%', 12: '50%' } },
    },
    events: 120,
    hazardRatio: '0.55 (0.38-0.80)',
    followUp: { median: '18.0', range: ['1.0', '30.0'], definition: 'potential' },
  })

  test('the predicted limit of a median is one stretch of time: near time 0 a single event is a large jump, and no part of it', () => {
    for (const { figure, prediction } of rebuild(small).fidelity) {
      if (!figure.measure.startsWith('median-') || prediction === null) continue
      expect(prediction.lower).toBeGreaterThan(2)
      expect(prediction.upper).toBeGreaterThan(prediction.value)
    }
  })

  test('drawn curves and patients keep to the printed landmarks, and lie on both sides of the estimate', () => {
    const result = rebuild(small)
    const draws = Array.from({ length: 200 }, (_, k) => result.drawCurves(k))
    result.arms.forEach(({ curve }, index) => {
      for (const [time, printed] of index === 0
        ? [
            [6, 0.5],
            [12, 0.25],
          ]
        : [
            [6, 0.7],
            [12, 0.5],
          ]) {
        for (const curves of draws) expect(Math.abs(survivalAt(curves[index]!, time!) - printed!)).toBeLessThan(0.00501)
      }
      for (const time of [3, 9, 15, 20]) {
        const above = draws.filter((curves) => survivalAt(curves[index]!, time) > survivalAt(curve, time)).length
        expect(above / draws.length).toBeGreaterThan(0.25)
        expect(above / draws.length).toBeLessThan(0.75)
      }
    })
  })

  test('the band does not fall by a tenth at the very first event time', () => {
    for (const { curve } of rebuild(small).arms)
      expect(survivalAt({ time: curve.time, survival: curve.lower }, 0.2)).toBeGreaterThan(0.9)
  })
})

describe('calibrated says where coverage was measured', () => {
  const arms = { a: { n: 150, median: '9.2 (7.6-11.1)' }, b: { n: 150, median: '12.3 (10.2-14.7)' } }
  const plain = { arms, events: 200, hazardRatio: '0.70 (0.53-0.92)', followUp: range } as const

  test('two arms, a plain ratio, follow-up of the censored patients or none', () => {
    expect(rebuild(evidenceOf(plain)).calibrated).toBe(true)
    expect(rebuild({ ...evidenceOf(plain), followUp: null }).calibrated).toBe(true)
    expect(rebuild(evidenceOf(plain)).assumptions[0]).toContain('they are calibrated')
  })

  test('not where less is printed than was measured: a median with its limits in each arm, events, a ratio with its limits', () => {
    const landmarks = { a: { n: 150, survival: { 12: '41%' } }, b: { n: 150, survival: { 12: '50%' } } }
    const fewer = {
      'no median is reported (a, b)': evidenceOf({ ...plain, arms: landmarks }),
      'a median is reported without limits (a)': evidenceOf({
        ...plain,
        arms: { ...arms, a: { n: 150, median: '9.0' } },
      }),
      'no number of events is reported': evidenceOf({ arms, hazardRatio: plain.hazardRatio, followUp: range }),
      'no hazard ratio is reported': evidenceOf({ arms, events: 200, followUp: range }),
      'the hazard ratio is reported without limits': evidenceOf({ ...plain, hazardRatio: '0.70' }),
      'an arm has fewer than 8 patients (a)': evidenceOf({ ...plain, arms: { ...arms, a: { ...arms.a, n: 7 } } }),
    }
    for (const [reason, evidence] of Object.entries(fewer)) expect(whyNotMeasured(evidence)).toEqual([reason])
    expect(rebuild(fewer['no median is reported (a, b)']).calibrated).toBe(false)
  })

  test('not for anything else, nor for a prior of the caller', () => {
    const others = [
      evidenceOf({ ...plain, adjustment: 'stratified' }),
      evidenceOf({ ...plain, followUp: { ...range, definition: 'potential' } }),
      evidenceOf({ arms: { a: arms.a }, followUp: range }),
      withAssumedPatients(evidenceOf(plain)),
    ]
    for (const evidence of others) {
      expect(rebuild(evidence).calibrated).toBe(false)
      expect(rebuild(evidence).assumptions.join(' ')).toContain('coverage has not been measured')
    }
    const own = reconstruct(evidenceOf(plain), { seed: 1, prior: learntPrior({ ...trialPrior, name: 'my prior' }) })
    if ('kind' in own) throw new Error(own.reason)
    expect(own.calibrated).toBe(false)
    expect(own.assumptions[0]).toContain('my prior')
  })
})

const withAssumedPatients = (evidence: EndpointEvidence): EndpointEvidence => ({
  ...evidence,
  arms: evidence.arms.map((arm) => ({ ...arm, patients: { ...arm.patients, basis: 'assumed' } })),
})

test('without any follow-up the horizon is what is usual, beyond every printed time, and said', () => {
  const result = rebuild(
    evidenceOf({
      arms: { a: { n: 150, median: '9.0 (7.5-11.0)' }, b: { n: 150, median: '12.0 (10.0-15.0)' } },
      events: 200,
    }),
  )
  expect(result.horizon.basis).toBe('assumed')
  expect(result.horizon.months).toBeGreaterThan(15)
  expect(result.horizon.months).toBeLessThan(80)
  expect(result.assumptions.join(' ')).toContain('what is usual for such medians, intervals and numbers of events')
})

test('drawn curves keep to the total of events and to the hazard ratio', () => {
  const result = rebuild(
    evidenceOf({
      arms: { a: { n: 200, survival: { 12: '50%' } }, b: { n: 200, survival: { 12: '63%' } } },
      events: 230,
      hazardRatio: '0.70 (0.54-0.91)',
      followUp: range,
    }),
  )
  const logs: number[] = []
  const events: number[] = []
  for (let k = 0; k < 60; k += 1) {
    const drawn = result.drawPatients(k)
    const fitted = cox(drawn)
    if (fitted.kind !== 'value') throw new Error('no ratio')
    logs.push(fitted.logHazardRatio - Math.log(0.7))
    events.push(drawn.event.reduce((sum, it) => sum + it, 0) - 230)
  }
  const spread = (values: readonly number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length)
  expect(spread(logs)).toBeLessThan(0.06)
  expect(spread(events)).toBeLessThan(8)
})

describe('a median later than a time', () => {
  test('">36" reaches 36 months, with more than half of the patients', () => {
    const result = rebuild(evidenceOf({ arms: { a: { n: 100, median: '>36', survival: { 12: '81%' } } } }))
    expect(result.horizon.months).toBeGreaterThan(36)
    const { curve } = result.arms[0]!
    expect(survivalAt({ time: curve.time, survival: curve.survival }, 36)).toBeGreaterThan(0.5)
    expect(Math.max(...result.patients.time)).toBeGreaterThanOrEqual(36)
  })
})

test('the median of an arm of one or two patients has an interval with a width', () => {
  // Before, the curve was kept from passing 1/2 until a whole event was expected: the interval began at the prediction itself.
  for (const n of [1, 2]) {
    const evidence = evidenceOf({
      class: 'death',
      arms: { a: { n, median: '8.0' }, b: { n: 60, median: '12.0 (9.0-15.0)', survival: { 12: '50%' }, events: 40 } },
    })
    const { prediction } = rebuild(evidence).fidelity.find(({ figure }) => figure.id === 'pfs.a.median')!
    expect(prediction!.lower).toBeLessThan(0.75 * prediction!.value)
    expect(prediction!.verdict).toBe('predicted')
  }
})
