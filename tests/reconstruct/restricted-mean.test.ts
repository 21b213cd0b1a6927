import { describe, expect, test } from 'vitest'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { crudeHazard } from '../../src/reconstruct/crude-hazard.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { expectationOf } from '../../src/reconstruct/expected.ts'
import { modelOf } from '../../src/reconstruct/fit.ts'
import { gridFraction, gridSize } from '../../src/reconstruct/grid.ts'
import { readRestrictedMeans } from '../../src/reconstruct/read-restricted-mean.ts'
import { reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import type { Fidelity, Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { meanVariance, restrictedMean } from '../../src/reconstruct/restricted-mean.ts'
import { armSize } from '../../src/reconstruct/state.ts'
import { evidenceOf } from './build-evidence.ts'

/** Exponential events with `rate` a month, exponential drop-out with `leaving` a month, in every arm. */
function exponential(evidence: EndpointEvidence, horizon: number, rate: number, leaving = 1e-6) {
  const model = modelOf(evidence, horizon)
  const state = new Float64Array(model.arms.length * armSize)
  model.arms.forEach((_, arm) => {
    for (let j = 0; j < gridSize; j += 1) {
      state[arm * armSize + j] = Math.log(rate * gridFraction[j]! * horizon)
      state[arm * armSize + gridSize + j] = Math.log(leaving * gridFraction[j]! * horizon)
    }
  })
  return { model, state }
}

const two = evidenceOf({
  arms: { a: { n: 200, rmst: { 24: '14.1 (13.1-15.1)' } }, b: { n: 200, rmst: { 24: '16.4' } } },
  rmstDifference: { 24: '2.3 (0.8 to 3.8)' },
})

/** Central differences of a function of the state. */
function slopes(f: (state: Float64Array) => number, state: Float64Array): Float64Array {
  const h = 1e-5
  return state.map((x, i) => {
    const moved = (by: number) => f(state.map((y, k) => (k === i ? x + by : y)))
    return (moved(h) - moved(-h)) / (2 * h)
  })
}

function expectSame(found: Float64Array, wanted: Float64Array, digits: number): void {
  found.forEach((x, i) => {
    expect(x, `element ${i}`).toBeCloseTo(wanted[i]!, digits)
  })
}

describe('the area under a curve of the model', () => {
  test('by hand: an exponential curve has (1 - exp(-rate tau)) / rate', () => {
    const { model, state } = exponential(two, 36, 0.05)
    for (const tau of [0.05, 3, 24, 36]) {
      expect(restrictedMean(model, 0, tau).at(state).value).toBeCloseTo((1 - Math.exp(-0.05 * tau)) / 0.05, 5)
    }
  })

  test('its gradient is that of finite differences; a mean of arm 1 moves with arm 1 alone', () => {
    const { model, state } = exponential(two, 36, 0.05)
    const { at } = restrictedMean(model, 1, 24)
    const { gradient } = at(state)
    expectSame(
      gradient,
      slopes((it) => at(it).value, state),
      6,
    )
    expect(gradient.subarray(0, armSize).every((g) => g === 0)).toBe(true)
    expect(gradient.some((g) => g < -0.01)).toBe(true)
  })

  test('draws compute the same from what is expected of the arm', () => {
    const { model, state } = exponential(two, 36, 0.05)
    const mean = restrictedMean(model, 0, 24)
    expect(mean.from(expectationOf(model, 0)(state))).toBeCloseTo(mean.at(state).value, 9)
  })

  test('variance by hand: without censoring that of min(T, tau) over n', () => {
    const { model, state } = exponential(two, 36, 0.05, 1e-9)
    // E min(T, 24)^2 = (2 / rate^2) (1 - e^-x (1 + x)), x = rate tau.
    const x = 0.05 * 24
    const second = (2 / 0.0025) * (1 - Math.exp(-x) * (1 + x))
    const first = (1 - Math.exp(-x)) / 0.05
    const { value } = meanVariance(model, state, 0, 24)
    expect(value / ((second - first * first) / 200)).toBeCloseTo(1, 2)
  })

  test('the gradient of the variance is that of finite differences, of events and of drop-out', () => {
    const { model, state } = exponential(two, 36, 0.05, 0.02)
    for (const tau of [24, 36]) {
      const { gradient } = meanVariance(model, state, 0, tau)
      expectSame(
        gradient,
        slopes((it) => meanVariance(model, it, 0, tau).value, state),
        6,
      )
      expect(gradient.subarray(gridSize, armSize).some((g) => g > 1e-4)).toBe(true)
    }
  })
})

describe('a printed restricted mean as an observation', () => {
  test('says how far the area lies from the print, with rounding in its variance', () => {
    const { model, state } = exponential(two, 36, 0.05)
    const [ofA] = readRestrictedMeans(model, two)
    const look = ofA!.observations[0]!.look(state)
    expect(look.residual).toBeCloseTo(14.1 - (1 - Math.exp(-1.2)) / 0.05, 5)
    expect(look.variance).toBeGreaterThan(0.01 / 12)
    // What the grid leaves out is of the order of the rounding.
    expect(look.variance).toBeLessThan(0.005)
    expect(ofA!.observations[0]!.residual!(model.arms.map((_, arm) => expectationOf(model, arm)(state)))).toBeCloseTo(
      look.residual,
      9,
    )
  })

  test('a difference goes in where one of its means is not printed, and is only predicted otherwise', () => {
    const { model, state } = exponential(two, 36, 0.05)
    expect(readRestrictedMeans(model, two).map(({ observations }) => observations.length)).toEqual([1, 1, 0])
    const alone = { ...two, arms: two.arms.map((arm) => ({ ...arm, restrictedMeans: undefined })) }
    const [reading] = readRestrictedMeans(model, alone)
    const look = reading!.observations[0]!.look(state)
    expect(look.residual).toBeCloseTo(2.3, 9)
    expectSame(
      look.gradient.subarray(0, armSize),
      look.gradient.subarray(armSize).map((g) => -g),
      12,
    )
  })

  test('up to a time beyond the end it is not used, in words', () => {
    const { model } = exponential(two, 20, 0.05)
    const readings = readRestrictedMeans(model, two)
    expect(readings.flatMap(({ observations, predictors }) => [...observations, ...predictors])).toEqual([])
    expect(readings[0]!.notes).toEqual([
      'a: the reported restricted mean up to 24 months goes beyond the end of follow-up at 20 months and is not used.',
    ])
  })

  test('alone it is a rate: the exponential curve that has it', () => {
    const mean = (1 - Math.exp(-1.2)) / 0.05
    const arm = evidenceOf({ arms: { a: { n: 200, rmst: { 24: mean.toFixed(4) } } } }).arms[0]!
    expect(crudeHazard(arm)).toBeCloseTo(0.05, 5)
  })
})

function rebuilt(evidence: EndpointEvidence): Reconstruction {
  const it = reconstruct(evidence, { seed: 1 })
  if ('kind' in it) throw new Error(it.reason)
  return it
}

function row({ fidelity }: Reconstruction, id: string): Fidelity {
  const found = fidelity.find(({ figure }) => figure.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

/** KarMMa-3 as printed, with restricted means of the order that its curves have. */
const full = evidenceOf({
  arms: {
    standard: {
      n: 132,
      median: '4.4 (3.4-5.9)',
      survival: { 6: '40%', 12: '30%' },
      rmst: { 12: '6.0', 18: '7.5 (6.5-8.6)' },
    },
    'ide-cel': {
      n: 254,
      median: '13.3 (11.8-16.1)',
      survival: { 6: '73%', 12: '55%' },
      rmst: { 18: '11.8 (11.0-12.6)' },
    },
  },
  events: 242,
  hazardRatio: '0.49 (0.38-0.65)',
  adjustment: 'not stated',
  followUp: { median: '18.6', range: ['0.4', '35.4'], definition: 'potential' },
})

const withDifference: EndpointEvidence = {
  ...full,
  ...evidenceOf({
    arms: {
      standard: { n: 132, median: '4.4 (3.4-5.9)', survival: { 6: '40%', 12: '30%' } },
      'ide-cel': { n: 254, median: '13.3 (11.8-16.1)', survival: { 6: '73%', 12: '55%' } },
    },
    rmstDifference: { 18: '4.4' },
    events: 242,
    hazardRatio: '0.49 (0.38-0.65)',
    adjustment: 'not stated',
    followUp: { median: '18.6', range: ['0.4', '35.4'], definition: 'potential' },
  }),
}

describe('a curve from restricted means', () => {
  test('has them, of two arms with nothing else printed but their numbers of patients; and so have the patients', () => {
    const { fit } = estimate(two, usual)!
    for (const [arm, printed] of [14.1, 16.4].entries()) {
      expect(Math.abs(restrictedMean(fit.model, arm, 24).at(fit.posterior.state).value - printed)).toBeLessThan(0.05)
    }
    const it = rebuilt(two)
    for (const id of ['pfs.a.rmst@24', 'pfs.b.rmst@24']) {
      expect(row(it, id)).toMatchObject({ role: 'input', verdict: 'reproduced' })
    }
    // Beside both means the difference goes nowhere.
    expect(row(it, 'pfs.b-vs-a.rmst-difference@24')).toMatchObject({ role: 'held-out', verdict: 'predicted' })
  })

  test('beside all other figures: every one comes back, means at several taus and the hazard ratio too', () => {
    const { fidelity } = rebuilt(full)
    expect(
      fidelity
        .filter(({ verdict }) => verdict === 'missed')
        .map(({ figure, rebuilt: found }) => `${figure.id} ${found}`),
    ).toEqual([])
    expect(
      fidelity.filter(({ figure, verdict }) => figure.measure === 'rmst' && verdict === 'reproduced'),
    ).toHaveLength(3)
  })

  test('a difference alone comes back from the patients', () => {
    const it = rebuilt(withDifference)
    expect(row(it, 'pfs.ide-cel-vs-standard.rmst-difference@18')).toMatchObject({
      role: 'input',
      verdict: 'reproduced',
    })
    expect(it.fidelity.filter(({ verdict }) => verdict === 'missed')).toEqual([])
  })

  test('limits are predicted, and stand beside those of the patients', () => {
    const limit = row(rebuilt(full), 'pfs.ide-cel.rmst-lower@18')
    expect(limit).toMatchObject({ role: 'held-out', verdict: 'predicted' })
    expect(limit.rebuilt).toBeGreaterThan(10.8)
    expect(limit.rebuilt).toBeLessThan(11.2)
    expect(limit.prediction!.lower).toBeLessThan(11)
    expect(limit.prediction!.upper).toBeGreaterThan(11)
    expect(limit.prediction!.upper - limit.prediction!.lower).toBeLessThan(1.5)
  })

  test('are predicted from the other figures, and a misprint is named', () => {
    const predicted = row(rebuilt(full), 'pfs.ide-cel.rmst@18').prediction!
    expect(predicted.verdict).toBe('predicted')
    expect(predicted.upper - predicted.lower).toBeLessThan(1)
    const [standard, ideCel] = full.arms
    const wrong = evidenceOf({ arms: { 'ide-cel': { n: 254, rmst: { 18: '8.8' } } } }).arms[0]!.restrictedMeans
    const it = rebuilt({ ...full, arms: [standard!, { ...ideCel!, restrictedMeans: wrong }] })
    expect(row(it, 'pfs.ide-cel.rmst@18').prediction!.verdict).toBe('contradicted')
    expect(it.notes.join(' ')).toContain('pfs.ide-cel.rmst@18')
  })

  test('narrow the band of what else is printed, and draws keep them', () => {
    const bare = evidenceOf({ arms: { a: { n: 200, median: '14.0 (11.5-17.0)' } } })
    const told = evidenceOf({ arms: { a: { n: 200, median: '14.0 (11.5-17.0)', rmst: { 24: '13.8' } } } })
    const of = (evidence: EndpointEvidence) => {
      const { drawCurves } = rebuilt(evidence)
      const draws = Array.from({ length: 40 }, (_, k) => areaOf(drawCurves(k)[0]!, 24))
      const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length
      return { mean, sd: Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / draws.length) }
    }
    const [without, including] = [of(bare), of(told)]
    expect(including.sd).toBeLessThan(without.sd / 2)
    expect(Math.abs(including.mean - 13.8)).toBeLessThan(0.1)
  })
})

function areaOf(
  { time, survival }: { readonly time: Float64Array; readonly survival: Float64Array },
  tau: number,
): number {
  let area = 0
  for (let i = 1; i < time.length && time[i - 1]! < tau; i += 1) {
    const to = Math.min(tau, time[i]!)
    area += ((survival[i]! + survival[i - 1]!) / 2) * (to - time[i - 1]!)
  }
  return area
}
