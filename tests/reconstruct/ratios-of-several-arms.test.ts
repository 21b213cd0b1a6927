import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { believed } from '../../src/reconstruct/believed.ts'
import { candidateFigures } from '../../src/reconstruct/candidate-figures.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { figureKeeper } from '../../src/reconstruct/figure-keeper.ts'
import { pairTargets } from '../../src/reconstruct/ratio-target.ts'
import { reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { armAt } from '../../src/survival/arm.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { printedArms, printedRatio, simulatedArms } from './print-arms.ts'

const rates = { control: 0.09, low: 0.055, high: 0.04 }
const star = ['low-vs-control', 'high-vs-control']
const circle = [...star, 'high-vs-low']

function rebuild(evidence: EndpointEvidence): Reconstruction {
  const result = reconstruct(evidence, { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

const ratios = ({ fidelity }: Reconstruction) => fidelity.filter(({ figure }) => figure.measure === 'hazard-ratio')

describe('three arms that share a control', () => {
  const truth = simulatedArms(rates, 120, 7)
  const result = rebuild(printedArms(truth, star))

  test('both ratios come back with their limits, and stand among the figures', () => {
    expect(ratios(result).map(({ figure, role, verdict }) => [figure.id, role, verdict])).toEqual([
      ['pfs.low-vs-control.hazard-ratio', 'input', 'reproduced'],
      ['pfs.high-vs-control.hazard-ratio', 'input', 'reproduced'],
    ])
    expect(result.fidelity.filter(({ verdict }) => verdict !== 'reproduced')).toEqual([])
    const { arms } = result.patients
    expect(arms).toEqual(['control', 'low', 'high'])
    for (const arm of [1, 2]) expect(printedRatio(result.patients, arm, 0)).toBe(printedRatio(truth, arm, 0))
  })

  test('each is predicted from all other figures', () => {
    for (const { figure, prediction } of ratios(result)) {
      const printed = figure.quantity.kind === 'number' ? figure.quantity.value : NaN
      expect(prediction!.verdict).toBe('predicted')
      expect(prediction!.lower).toBeLessThan(printed)
      expect(prediction!.upper).toBeGreaterThan(printed)
      expect(prediction!.value).not.toBeCloseTo(printed, 4)
    }
  })

  test('the second ratio tells of its arm and of the control', () => {
    const width = (of: Reconstruction, arm: number): number => {
      const { lower, upper } = of.arms[arm]!.curve
      return upper.reduce((sum, x, i) => sum + x - lower[i]!, 0) / upper.length
    }
    const without = rebuild(printedArms(truth, star.slice(0, 1)))
    expect(width(result, 2)).toBeLessThan(width(without, 2))
  })

  test('draws keep both', () => {
    const { fit } = estimate(printedArms(truth, star), usual)!
    const bent = fit.observations.filter(({ residual }) => residual !== undefined).map(({ figure }) => figure)
    expect(bent).toContain('pfs.low-vs-control.hazard-ratio')
    expect(bent).toContain('pfs.high-vs-control.hazard-ratio')
    expect(figureKeeper(fit)(fit.posterior.state.slice())).toBe(true)
    const drawn = Array.from({ length: 40 }, (_, index) => result.drawPatients(index))
    for (const arm of [1, 2]) {
      const own = drawn.map((it) => Math.log(Number.parseFloat(printedRatio(it, arm, 0)))).sort((a, b) => a - b)
      const median = (own[19]! + own[20]!) / 2
      expect(Math.abs(median - Math.log(Number.parseFloat(printedRatio(truth, arm, 0))))).toBeLessThan(0.03)
    }
  })

  test('the order of the arms changes no curve, no prediction and no verdict', () => {
    const evidence = printedArms(truth, star)
    const back = rebuild({ ...evidence, arms: [evidence.arms[0]!, evidence.arms[2]!, evidence.arms[1]!] })
    for (const { arm, curve } of result.arms) {
      const other = back.arms.find((it) => it.arm === arm)!.curve
      for (const column of ['survival', 'lower', 'upper'] as const)
        curve[column].forEach((x, i) => {
          expect(Math.abs(x - other[column][i]!)).toBeLessThan(1e-6)
        })
    }
    for (const row of result.fidelity) {
      const other = back.fidelity.find(({ figure }) => figure.id === row.figure.id)!
      expect(other.verdict).toBe(row.verdict)
      if (row.prediction !== null) expect(other.prediction!.value / row.prediction.value).toBeCloseTo(1, 5)
    }
  })

  test('a contradicted ratio is doubted alone: the other is still matched', () => {
    const evidence = printedArms(truth, star)
    const [low, high] = evidence.contrasts
    const wrong = printedArms(simulatedArms({ ...rates, high: 0.3 }, 120, 7), star).contrasts[1]!
    const doubted = rebuild({ ...evidence, contrasts: [low!, wrong] })
    const [one, other] = ratios(doubted)
    expect(high!.hazardRatio!.estimate.printed).not.toBe(wrong.hazardRatio!.estimate.printed)
    expect([one!.verdict, other!.verdict]).toEqual(['reproduced', 'missed'])
    expect(doubted.notes.join(' ')).toContain('pfs.high-vs-control.hazard-ratio')
    expect(doubted.notes.filter((it) => it.includes('low-vs-control'))).toEqual([])
  })
})

describe('which arms are bent', () => {
  const truth = simulatedArms(rates, 60, 3)
  const bent = (pairs: readonly string[]) => pairTargets(printedArms(truth, pairs)).map((it) => it.bent)

  test('both of one pair, of several that share a control each its own, none for a ratio that closes a circle', () => {
    expect(bent(star.slice(0, 1))).toEqual([[1, 0]])
    expect(bent(star)).toEqual([[1], [2]])
    expect(bent(['low-vs-control', 'control-vs-high'])).toEqual([[1], [2]])
    expect(bent(circle)).toEqual([[1], [2], []])
  })

  test('a ratio in doubt frees its arms; one with an arm that is not there is not asked for', () => {
    const evidence = printedArms(truth, star)
    const left = pairTargets(believed(evidence, [{ figure: 'pfs.high-vs-control.hazard-ratio', z: 4 }]))
    expect(left.map(({ target, bent: arms }) => [target === null, arms])).toEqual([
      [false, [1, 0]],
      [true, [2]],
    ])
    const contrasts = evidence.contrasts.map((it, k) => (k === 1 ? { ...it, numerator: 'nobody' } : it))
    expect(pairTargets({ ...evidence, contrasts })).toHaveLength(1)
    const result = rebuild({ ...evidence, contrasts })
    expect(ratios(result).map(({ verdict }) => verdict)).toEqual(['reproduced', 'withheld'])
  })
})

test('the ratio between two numerators goes in as well, and comes back within what the other two leave open', () => {
  const truth = simulatedArms(rates, 120, 11)
  const result = rebuild(printedArms(truth, circle))
  expect(ratios(result).map(({ role, verdict }) => [role, verdict])).toEqual([
    ['input', 'reproduced'],
    ['input', 'reproduced'],
    ['input', 'reproduced'],
  ])
  expect(result.assumptions.join(' ')).toContain('high against low nearly follows from those of other pairs')
})

// 24 trials: .0192, .0188 and .0187 against .0197, .0186 and .0170 of the smooth curves; the last .0205 with each arm bent alone, and log ratios .070 off without the second ratio.
test('patients that give both ratios back stay near the published curves', () => {
  const seeds = Array.from({ length: 24 }, (_, k) => k + 1)
  const errors = seeds.map((seed) => {
    const truth = simulatedArms(rates, 120, seed)
    const { patients } = rebuild(printedArms(truth, star))
    return truth.arms.map((_, arm) => {
      const [published, rebuilt] = [truth, patients].map((it) => kaplanMeier(armAt(it, arm)))
      const times = Array.from({ length: 48 }, (_time, k) => (k + 1) / 2)
      return times.reduce((sum, t) => sum + Math.abs(survivalAt(published!, t) - survivalAt(rebuilt!, t)), 0) / 48
    })
  })
  for (const arm of [0, 1, 2]) {
    const mean = errors.reduce((sum, it) => sum + it[arm]!, 0) / errors.length
    expect(mean).toBeGreaterThan(0.01)
    expect(mean).toBeLessThan(0.0195)
  }
})

test('of arms that print no ratio with the control one is asked for', () => {
  const evidence = printedArms(simulatedArms(rates, 60, 3), star.slice(0, 1))
  const asked = candidateFigures(evidence, 30).filter(({ kind }) => kind.startsWith('hazard-ratio'))
  expect(asked.map(({ arm }) => arm)).toEqual(['high-vs-control'])
  const { contrasts } = asked[0]!.add(asked[0]!.figures)
  expect(contrasts.map(({ numerator, hazardRatio }) => [numerator, hazardRatio !== null])).toEqual([
    ['low', true],
    ['high', true],
  ])
})

test('whatever the arms, both ratios come back at printed precision', () => {
  const cases = fc.record({
    seed: fc.integer({ min: 1, max: 1000 }),
    n: fc.integer({ min: 60, max: 200 }),
    low: fc.double({ min: 0.04, max: 0.12, noNaN: true }),
    high: fc.double({ min: 0.03, max: 0.12, noNaN: true }),
  })
  fc.assert(
    fc.property(cases, ({ seed, n, low, high }) => {
      const truth = simulatedArms({ control: 0.09, low, high }, n, seed)
      const rebuilt = ratios(rebuild(printedArms(truth, star)))
      expect(rebuilt.map(({ verdict }) => verdict)).toEqual(['reproduced', 'reproduced'])
    }),
    { numRuns: 12, seed: 5 },
  )
})
