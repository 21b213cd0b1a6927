import { describe, expect, test } from 'vitest'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { beside } from '../../src/reconstruct/fidelity.ts'
import { fit, modelOf } from '../../src/reconstruct/fit.ts'
import { horizonOf } from '../../src/reconstruct/horizon.ts'
import { liesWithin } from '../../src/reconstruct/lies-within.ts'
import { notesOf } from '../../src/reconstruct/notes-of.ts'
import type { Prediction } from '../../src/reconstruct/prediction-of.ts'
import { predictionsOf } from '../../src/reconstruct/predictions.ts'
import { usual } from '../../src/reconstruct/reconstruct.ts'
import { figures } from '../../src/evidence/evidence.ts'
import type { Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'
import { rebuild } from './rebuild.ts'

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

/* Three simulated arms of 120: the true ratios are 0.54 (0.39-0.74) and 0.43 (0.31-0.61). */
describe('of two ratios with one control the false one is named, not the true one that it drew off', () => {
  const threeArms = (low: string, high: string): Sketch => ({
    class: 'death',
    arms: {
      control: { n: 120, median: '6.5 (5.4-8.9)' },
      low: { n: 120, median: '13.6 (8.6-16.9)' },
      high: { n: 120, median: '16.1 (10.3-20.1)' },
    },
    events: 217,
    contrasts: { 'low-vs-control': { hazardRatio: low }, 'high-vs-control': { hazardRatio: high } },
  })

  test.each([
    ['0.54 (0.39-0.74)', '0.43 (0.31-0.61)', []],
    ['0.54 (0.39-0.74)', '0.83 (0.60-1.15)', ['pfs.high-vs-control.hazard-ratio']],
    ['0.54 (0.39-0.74)', '2.33 (1.64-3.23)', ['pfs.high-vs-control.hazard-ratio']],
    ['0.95', '0.43 (0.31-0.61)', ['pfs.low-vs-control.hazard-ratio']],
  ])('%s and %s', (low, high, named) => {
    expect(doubtsOf(threeArms(low, high)).map(({ id }) => id)).toEqual(named)
  })
})

/* Two simulated arms of 150: median follow-up 17.8 months, 191 events. */
describe('what is no figure of a curve', () => {
  const twoArms = (control: number, followUp: string): Sketch => ({
    class: 'death',
    arms: {
      control: { n: control, median: '9.0 (7.9-11.8)', survival: { 6: '69%', 12: '41%' } },
      new: { n: 150, median: '13.3 (10.1-16.6)', survival: { 6: '77%', 12: '55%' } },
    },
    events: 191,
    hazardRatio: '0.75 (0.56-0.99)',
    p: '0.04',
    followUp: { median: followUp, definition: 'reverse Kaplan-Meier' },
  })

  test('a misprinted follow-up sets no end, so that no true limit near it is in doubt', () => {
    const right = estimate(evidenceOf(twoArms(150, '17.8')), usual)!
    expect(right.fit.doubts).toEqual([])
    const { fit: law, horizon } = estimate(evidenceOf(twoArms(150, '7.8')), usual)!
    expect(law.doubts.map(({ figure }) => figure)).toEqual(['pfs.all.follow-up-median'])
    expect(horizon.months).toBeGreaterThan(25)
    expect(horizon.statement).toContain('Figures in doubt have no part in this end.')
  })

  test('510 patients for 150: the limits are too wide and the events too few for so many', () => {
    const ofControl = (n: number) => {
      const evidence = evidenceOf(twoArms(n, '17.8'))
      const { fit: law } = estimate(evidence, usual)!
      return predictionsOf(evidence, law)(evidence.arms[0]!.patients) as Prediction
    }
    const right = ofControl(150)
    expect(Math.abs(right.z!)).toBeLessThan(1.96)
    const wrong = ofControl(510)
    expect(wrong.z).toBeGreaterThan(3)
    expect(wrong.lower).toBeLessThan(150)
    expect(wrong.upper).toBeGreaterThan(150)
    expect(wrong.upper).toBeLessThan(300)
    const { fit: law } = estimate(evidenceOf(twoArms(510, '17.8')), usual)!
    const row = (n: number, found: Prediction) =>
      beside(evidenceOf(twoArms(n, '17.8')).arms[0]!.patients, { value: n }, 'input', found)
    expect(notesOf(law, [row(510, wrong)]).join()).toContain('pfs.control.patients: 510 patients do not fit')
    expect(notesOf(law, [row(150, right)])).toEqual(law.notes)
    // What does not fit takes the word calibrated away.
    const reasons = (n: number) => rebuild(twoArms(n, '17.8')).uncalibrated.join('\n')
    expect(reasons(510)).toContain('pfs.control.patients')
    expect(reasons(150)).not.toContain('in doubt')
  })
})
