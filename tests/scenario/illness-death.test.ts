import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { illnessDeath, illnessDeathRates, illnessDeathThrough } from '../../src/scenario/illness-death.ts'
import { scaleForSwitching, switchedExponential } from '../../src/scenario/scale-for-switching.ts'
import { golden, near } from './golden-assumptions.ts'

describe('illness-death', () => {
  const { illness } = golden
  const found = illnessDeath({ event: illness.alpha, infusion: illness.gamma, eventAfter: illness.beta })
  test('golden: the matrix exponential of the intensities, R', () => {
    illness.time.forEach((time, i) => {
      const state = found.at(time)
      for (const name of ['waiting', 'infused', 'eventBefore', 'eventAfter', 'everInfused'] as const)
        near(state[name], illness[name][i], 1e-10)
    })
    near(found.naiveRate, illness.naiveRate, 1e-7)
  })
  const rate = fc.double({ min: 0.001, max: 2, noNaN: true })
  test('the states add up to 1, and the ITT curve is the mixture of ever and never infused', () => {
    fc.assert(
      fc.property(
        rate,
        rate,
        rate,
        fc.double({ min: 0, max: 60, noNaN: true }),
        (event, infusion, eventAfter, time) => {
          const model = illnessDeath({ event, infusion, eventAfter })
          const it = model.at(time)
          near(it.waiting + it.infused + it.eventBefore + it.eventAfter, 1, 1e-12)
          near(model.share * it.everInfused + (1 - model.share) * it.neverInfused, it.itt, 1e-12)
          expect(it.everInfused).toBeGreaterThanOrEqual(it.fromInfusion - 1e-12)
        },
      ),
    )
  })
  test('by hand, equal rates of leaving and of events after: (1 + k t) e^(-k t) of those ever infused', () => {
    const it = illnessDeath({ event: 0.1, infusion: 0.1, eventAfter: 0.2 }).at(5)
    expect(it.everInfused).toBeCloseTo(2 * Math.exp(-1), 14)
  })
  test('rates from a share and medians', () => {
    const rates = illnessDeathRates(0.8, 1, 10)
    expect(illnessDeath(rates).share).toBeCloseTo(0.8, 14)
    expect(illnessDeath(rates).at(1).waiting).toBeCloseTo(0.5, 14)
    expect(illnessDeath(rates).at(10).fromInfusion).toBeCloseTo(0.5, 14)
    expect(() => illnessDeathRates(0, 1, 1)).toThrow(RangeError)
    expect(() => illnessDeath({ event: -1, infusion: 1, eventAfter: 1 })).toThrow(RangeError)
  })
})

describe('through a survival', () => {
  test('forward then back: the hazard after infusion is found again', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        fc.double({ min: 3, max: 24, noNaN: true }),
        (share, lag, eventAfter, time) => {
          const { itt } = illnessDeath({ ...illnessDeathRates(share, lag, 1), eventAfter }).at(time)
          const found = illnessDeathThrough(share, lag, time, itt)
          near(found.kind === 'value' ? found.rates.eventAfter : NaN, eventAfter, 1e-8)
        },
      ),
    )
  })
  test('more survive than the model lets anybody reach: none in range, with what it can reach', () => {
    // Half are never infused and have the event, half of those before 1 month: 0.75 at the most.
    const found = illnessDeathThrough(0.5, 1, 1, 0.8)
    if (found.kind !== 'none-in-range') throw new Error('a hazard was found')
    expect(found.attainable.upper).toBeCloseTo(0.75, 8)
    expect(found.attainable.lower).toBeCloseTo(0.5, 5)
    expect(() => illnessDeathThrough(0.5, 1, 0, 0.8)).toThrow(RangeError)
  })
})

describe('switching from the aggregate', () => {
  test('by hand: half of the time exposed squares the ratio', () => {
    const found = scaleForSwitching({ hazardRatio: 0.8, lower: 0.7, upper: 0.9, exposed: 0.5 })
    if (found.kind !== 'value') throw new Error(found.reason)
    ;[found.hazardRatio, found.lower, found.upper].forEach((it, i) => {
      expect(it).toBeCloseTo([0.64, 0.49, 0.81][i]!, 14)
    })
  })
  test('nobody exposed: unchanged', () => {
    expect(scaleForSwitching({ hazardRatio: 0.5, lower: 0.4, upper: 0.6, exposed: 0 })).toMatchObject({ kind: 'value' })
  })
  test.each([
    [{ hazardRatio: 1.01, lower: 0.73, upper: 1.4, exposed: 0.3 }, 'holds 1'],
    [{ hazardRatio: 0.95, lower: 0.92, upper: 0.98, exposed: 0.3 }, 'too near to 1'],
    [{ hazardRatio: 0.5, lower: 0.4, upper: 0.6, exposed: 0.3, crossing: true }, 'cross'],
  ])('refused: %j', (given, reason) => {
    const found = scaleForSwitching(given)
    expect(found.kind === 'refused' ? found.reason : '').toContain(reason)
  })
  test('everybody exposed cannot be scaled', () => {
    expect(() => scaleForSwitching({ hazardRatio: 0.5, lower: 0.4, upper: 0.6, exposed: 1 })).toThrow(RangeError)
  })
  test('an exponential arm that switches: twice as slow after 6 months', () => {
    const survival = switchedExponential(Math.LN2 / 6, -Math.LN2, 6)
    expect([survival(6), survival(18)].map((it) => Math.round(1e12 * it) / 1e12)).toEqual([0.5, 0.25])
    expect(switchedExponential(0.1, 0, 3)(10)).toBeCloseTo(Math.exp(-1), 14)
  })
})
