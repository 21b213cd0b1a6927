import { describe, expect, test } from 'vitest'
import { contrast, expectedLogRatio, windowFrom } from '../../src/reconstruct/contrast.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { hazardsOf } from '../../src/reconstruct/hazards.ts'
import { planArm } from '../../src/reconstruct/plan.ts'
import { mergeArms } from '../../src/reconstruct/lattice.ts'
import { reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { pathOf } from '../../src/reconstruct/state.ts'
import { cox } from '../../src/survival/cox.ts'
import { timeWindow } from '../../src/survival/time-window.ts'
import { evidenceOf, karmma3 } from './build-evidence.ts'

const estimated = estimate(karmma3, usual)!
const { model, posterior } = estimated.fit
const pair = { numerator: 1, denominator: 0 }
const size = posterior.state.length

function logRatioFrom(from: number | null, state = posterior.state): number {
  const window = windowFrom(model, state, pair, from)
  return expectedLogRatio(pathOf(model, state, 1), pathOf(model, state, 0), size, window).beta
}

describe('a hazard ratio of the events after a time, in expectation', () => {
  test('is that of many patients along the same curves, counted from that time on', () => {
    const arms = model.arms.map((_, index) => {
      const hazards = hazardsOf(model, posterior.state, index, estimated.grid)
      const n = 20_000
      const events = Math.round(
        n *
          hazards.event.reduce(
            (sum, hazard, i) => (i === 0 ? 0 : sum + leaving(hazards, i) * (hazard - hazards.event[i - 1]!)),
            0,
          ),
      )
      return planArm({ n, events, hazards, ticks: [], firstCensoring: null, lastCensoring: null, offset: 0.5 })
    })
    const all = mergeArms(['standard', 'ide-cel'], arms)
    for (const from of [0.4, 1.84, 6.3, 12]) {
      const fitted = cox(timeWindow(all, from))
      if (fitted.kind !== 'value') throw new Error(fitted.kind)
      expect(Math.abs(logRatioFrom(from) - fitted.logHazardRatio)).toBeLessThan(0.02)
    }
    expect(Math.abs(logRatioFrom(6.3) - logRatioFrom(null))).toBeGreaterThan(0.05)
  })

  test('a window from time 0 on holds all events', () => {
    expect(logRatioFrom(0)).toBe(logRatioFrom(null))
    expect(logRatioFrom(1e-6)).toBeCloseTo(logRatioFrom(null), 5)
  })

  test('gradients of score and information are those of finite differences', () => {
    const at = (state: Float64Array) =>
      contrast(pathOf(model, state, 1), pathOf(model, state, 0), 0.5, size, windowFrom(model, state, pair, 1.84))
    const { scoreGradient, informationGradient } = at(posterior.state)
    for (let i = 0; i < size; i += 1) {
      const [up, down] = [1e-5, -1e-5].map((step) => at(posterior.state.map((x, k) => (k === i ? x + step : x))))
      expect(scoreGradient[i]).toBeCloseTo((up!.score - down!.score) / 2e-5, 4)
      expect(informationGradient[i]).toBeCloseTo((up!.information - down!.information) / 2e-5, 4)
    }
  })
})

/** exp(-hazards) in the middle of a step. */
function leaving({ event, censoring }: { event: Float64Array; censoring: Float64Array }, i: number): number {
  return Math.exp(-(event[i]! + event[i - 1]! + censoring[i]! + censoring[i - 1]!) / 2)
}

describe('a printed ratio that counts only later events', () => {
  // No difference in the first six months, a large one afterwards.
  const sketch = evidenceOf({
    arms: {
      standard: { n: 211, median: '8.8', survival: { 3: '84%', 6: '68%', 12: '36%' } },
      'cilta-cel': { n: 208, median: 'NR', survival: { 3: '84%', 6: '69%', 12: '60%' } },
    },
    hazardRatio: '0.26 (0.18-0.38)',
    comparable: false,
    followUp: { median: '15.9', definition: 'unknown' },
  })
  const contrast = sketch.contrasts[0]!
  const ratio = { ...contrast.hazardRatio!, eventsAfter: 6, windowed: true as const }
  const windowed = { ...sketch, contrasts: [{ ...contrast, hazardRatio: ratio }] }
  const rebuilt = (it: typeof sketch): Reconstruction => {
    const result = reconstruct(it, { seed: 1 })
    if ('kind' in result) throw new Error(result.reason)
    return result
  }
  const [plain, later] = [rebuilt(sketch), rebuilt(windowed)]
  const rowOf = (it: Reconstruction) => it.fidelity.find(({ figure }) => figure.measure === 'hazard-ratio')!

  test('drives nothing: curves and patients are the same bytes', () => {
    expect(JSON.stringify([later.arms, later.patients])).toBe(JSON.stringify([plain.arms, plain.patients]))
    expect(rowOf(later)).toMatchObject({ role: 'held-out', verdict: 'not-comparable' })
  })

  test('is predicted by its own definition, and a ratio of another kind as if it counted everything', () => {
    const at = estimate(windowed, usual)!.fit
    const window = windowFrom(at.model, at.posterior.state, pair, 6)
    const { beta } = expectedLogRatio(
      pathOf(at.model, at.posterior.state, 1),
      pathOf(at.model, at.posterior.state, 0),
      at.posterior.state.length,
      window,
    )
    expect(rowOf(later).prediction!.value).toBeCloseTo(Math.exp(beta), 6)
    expect(rowOf(later).prediction!.value).toBeLessThan(0.8 * rowOf(plain).prediction!.value)
    expect(rowOf(plain).prediction!.verdict).toBe('contradicted')
    expect(rowOf(later).prediction!.verdict).toBe('predicted')
  })
})
