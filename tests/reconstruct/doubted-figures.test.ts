import { describe, expect, test } from 'vitest'
import { along } from '../../src/reconstruct/along.ts'
import { riskTable } from '../../src/survival/risk-table.ts'
import { namedIn, rebuild } from './rebuild.ts'

/* An exponential curve of median 13.3 in 150 patients, figures that true patients give; one of them is misprinted. */
const atRisk = { 0: 150, 6: 107, 12: 68, 18: 36, 24: 14 } as const
const arm = {
  n: 150,
  median: '13.3 (10.9-16.6)',
  survival: { 6: '73.1%', 12: '53.4%', 18: '39.1%', 24: '28.6%' },
} as const

describe('a figure in doubt binds nothing', () => {
  test('a misprinted landmark: neither curve nor bounds nor draws go through it', () => {
    const result = rebuild({ arms: { a: { ...arm, survival: { ...arm.survival, 12: '33.4%' }, atRisk } } })
    expect(namedIn(result)).toContain('pfs.a.survival@12')
    const { curve, bounds } = result.arms[0]!
    expect(along(curve.time, curve.survival, 12)).toBeGreaterThan(0.48)
    expect(along(curve.time, curve.upper, 12)).toBeGreaterThan(0.5)
    expect(along(bounds.time, bounds.upper, 11)).toBeGreaterThan(0.5)
    for (let k = 0; k < 50; k += 1) {
      const [drawn] = result.drawCurves(k)
      expect(along(drawn!.time, drawn!.survival, 12)).toBeGreaterThan(0.4)
    }
  })

  test('a misprinted median: the curve is not flat up to it', () => {
    const result = rebuild({ arms: { a: { ...arm, median: '23.3 (10.9-16.6)', atRisk } } })
    expect(namedIn(result)).toContain('pfs.a.median')
    const { curve } = result.arms[0]!
    expect(along(curve.time, curve.survival, 20)).toBeLessThan(0.4)
  })

  test('a misprinted number at risk: the patients keep the true ones after it', () => {
    const result = rebuild({ arms: { a: { ...arm, atRisk: { ...atRisk, 12: 6 } } } })
    expect(namedIn(result)).toContain('pfs.a.at-risk@12')
    const { nRisk } = riskTable(result.patients, [12, 18, 24]).arms[0]!
    expect(nRisk[1]).toBe(36)
    expect(nRisk[0]).toBeGreaterThan(50)
  })
})

describe('predictions keep to what the other figures prove', () => {
  test('no event is printed: every landmark is certain, and so are numbers at risk before the first censoring', () => {
    const { fidelity } = rebuild({
      arms: {
        a: { n: 30, events: 0, survival: { 12: '100%' }, atRisk: { 6: 30, 12: 20 } },
        b: { n: 30, median: '11.0 (7.0-NE)', events: 17, survival: { 12: '46%' }, atRisk: { 6: 20, 12: 9 } },
      },
      followUp: { definition: 'reverse Kaplan-Meier', median: '14.0', range: ['6.5', '24.0'] },
    })
    const of = (id: string) => fidelity.find(({ figure }) => figure.id === id)!.prediction
    expect(of('pfs.a.survival@12')).toMatchObject({ value: 1, lower: 1, upper: 1, verdict: 'predicted' })
    expect(of('pfs.a.at-risk@6')).toMatchObject({ value: 30, lower: 30, upper: 30, verdict: 'predicted' })
  })

  test('nobody had an event by 12 months, when 20 are at risk: 20 at most have it', () => {
    const { fidelity } = rebuild({
      arms: {
        a: { n: 30, events: 0, survival: { 12: '100%' }, atRisk: { 6: 30, 12: 20 } },
        b: { n: 30, median: '11.0 (7.0-NE)', events: 17, survival: { 12: '46%' }, atRisk: { 6: 20, 12: 9 } },
      },
    })
    const { prediction } = fidelity.find(({ figure }) => figure.id === 'pfs.a.events')!
    expect(prediction).toMatchObject({ lower: 0, verdict: 'predicted' })
    expect(prediction!.upper).toBeLessThanOrEqual(20)
  })
})

/* Simulated: half of the patients were followed for 40 to 48 months, half for 8 to 14; every figure is theirs. */
test('a median follow-up in doubt without numbers at risk: the note says that it may be right', () => {
  const { notes } = rebuild({
    class: 'death',
    arms: {
      a: { n: 150, median: '5.9 (4.5-7.3)', survival: { 6: '50%', 12: '29%' } },
      b: { n: 150, median: '8.5 (7.1-10.4)', survival: { 6: '64%', 12: '37%' } },
    },
    events: 240,
    followUp: { median: '13.9', definition: 'reverse Kaplan-Meier' },
    hazardRatio: '0.74 (0.57-0.95)',
    p: '0.018',
  })
  expect(notes.filter((note) => /follow-up-median: .* does not fit/.test(note)).join('\n')).toContain(
    'or right where follow-up lies in two clusters',
  )
})
