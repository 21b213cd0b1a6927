import { describe, expect, test } from 'vitest'
import { fit, modelOf } from '../../src/reconstruct/fit.ts'
import { horizonOf } from '../../src/reconstruct/horizon.ts'
import { liesWithin } from '../../src/reconstruct/lies-within.ts'
import { predictionsOf } from '../../src/reconstruct/predictions.ts'
import { usual } from '../../src/reconstruct/reconstruct.ts'
import { figures } from '../../src/evidence/evidence.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'

/** Figures in doubt, each with whether its printed number lies outside of what the others predict. */
function doubtsOf(sketch: Sketch) {
  const evidence = evidenceOf(sketch)
  const full = fit(evidence, modelOf(evidence, horizonOf(evidence, usual)!.months), usual)
  const predict = predictionsOf(evidence, full)
  return full.doubts.map(({ figure: id }) => {
    const figure = figures(evidence).find((it) => it.id === id)!
    const predicted = predict(figure)
    if (predicted === null || typeof predicted === 'string') throw new Error(`${id} is not predicted`)
    return { id, outside: !liesWithin(figure, predicted.lower, predicted.upper) }
  })
}

/* Simulated trials: every figure is that of the patients. */
describe('figures of an unusual trial are not misprints', () => {
  test('hazards that cross, Weibull shapes 1.8 and 0.75, known by two landmarks of each arm and the total of events', () => {
    const arms = {
      control: { n: 150, survival: { 6: '79%', 18: '13%' } },
      new: { n: 150, survival: { 6: '67%', 18: '42%' } },
    }
    expect(doubtsOf({ class: 'death', arms, events: 237 })).toEqual([])
  })

  test('progression seen every two months, no schedule printed', () => {
    const sketch: Sketch = {
      class: 'progression-like',
      arms: {
        control: {
          n: 140,
          median: '6.2 (6.0-8.1)',
          survival: { 6: '60.7%', 12: '24.1%' },
          atRisk: { 0: 140, 3: 114, 6: 85, 9: 46, 12: 26, 15: 13, 18: 7, 21: 3, 24: 1, 27: 1 },
          events: 118,
        },
        new: {
          n: 140,
          median: '10.1 (8.1-13.5)',
          survival: { 6: '70.0%', 12: '45.3%' },
          atRisk: { 0: 140, 3: 117, 6: 98, 9: 67, 12: 48, 15: 34, 18: 27, 21: 12, 24: 5, 27: 1 },
          events: 95,
        },
      },
      hazardRatio: '0.57 (0.44-0.76)',
      followUp: { median: '19.3', range: ['6.2', '27.5'], definition: 'reverse Kaplan-Meier' },
    }
    expect(doubtsOf(sketch)).toEqual([])
    // Two scans' worth of time is more than visits can move.
    const { control } = sketch.arms
    const wrong = {
      ...sketch,
      arms: { ...sketch.arms, control: { ...control!, survival: { 6: '60.7%', 12: '42.1%' } } },
    }
    expect(doubtsOf(wrong)).toEqual([{ id: 'pfs.control.survival@12', outside: true }])
  })
})

describe('the misprint is named, and nothing beside it', () => {
  const arms = {
    control: {
      n: 150,
      median: '9.0 (7.9-11.8)',
      survival: { 6: '69.3% (61.3%-76.0%)', 12: '40.9% (32.4%-49.3%)' },
      atRisk: { 0: 150, 3: 127, 6: 104, 9: 64, 12: 42, 15: 30, 18: 16, 21: 10, 24: 7, 27: 4 },
      events: 98,
    },
    new: {
      n: 150,
      median: '13.3 (10.1-16.6)',
      survival: { 6: '76.7% (69.0%-82.6%)', 12: '54.9% (46.4%-62.7%)' },
      atRisk: { 0: 150, 3: 133, 6: 115, 9: 87, 12: 67, 15: 46, 18: 32, 21: 20, 24: 9, 27: 7 },
      events: 93,
    },
  }
  const followUp = { median: '17.8', range: ['6.0', '29.6'], definition: 'reverse Kaplan-Meier' } as const
  const trial: Sketch = { class: 'death', arms, hazardRatio: '0.75 (0.56-0.99)', followUp }
  const at12 = (printed: string): Sketch => ({
    ...trial,
    arms: { ...arms, control: { ...arms.control, survival: { ...arms.control.survival, 12: printed } } },
  })

  test('as printed nothing is in doubt', () => {
    expect(doubtsOf(trial)).toEqual([])
  })

  test('49.0 for 40.9: the estimate, not the limits that are right', () => {
    expect(doubtsOf(at12('49.0% (32.4%-49.3%)'))).toEqual([{ id: 'pfs.control.survival@12', outside: true }])
  })

  test('23.4 for 32.4 and 59.3 for 49.3: the limit that is wrong', () => {
    expect(doubtsOf(at12('40.9% (23.4%-49.3%)'))).toEqual([{ id: 'pfs.control.survival-lower@12', outside: true }])
    expect(doubtsOf(at12('40.9% (32.4%-59.3%)'))).toEqual([{ id: 'pfs.control.survival-upper@12', outside: true }])
  })

  test('9.8 for 17.8 months of follow-up', () => {
    const wrong = { ...trial, followUp: { ...followUp, median: '9.8' } }
    expect(doubtsOf(wrong)).toEqual([{ id: 'pfs.all.follow-up-median', outside: true }])
  })
})
