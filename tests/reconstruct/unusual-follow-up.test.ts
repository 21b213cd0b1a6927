import { describe, expect, test } from 'vitest'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import type { Sketch } from './build-evidence.ts'
import { namedIn, rebuild } from './rebuild.ts'

/* Follow-up unlike that of the trials that the prior was learnt from, and nothing misprinted: the first two trials were simulated, their figures are those of their patients; the others are made up. */

const definition = 'reverse Kaplan-Meier'

const rebuilt = (sketch: Sketch): Reconstruction => rebuild({ class: 'death', ...sketch })

const allTrue = (it: Reconstruction): void => {
  expect(namedIn(it)).toEqual([])
  expect(it.fidelity.filter(({ verdict }) => verdict === 'missed').map(({ figure }) => figure.id)).toEqual([])
}

/** Nobody is censored before 36 months: there S = 81 / 200 and 89 / 200 exactly. The last patient was followed for 53.5 months. */
const mature: Sketch = {
  arms: {
    a: {
      n: 200,
      median: '27.2 (20.1-31.6)',
      survival: { 12: '74%', 24: '54%', 36: '40%' },
      events: 135,
      atRisk: { 12: 149, 24: 108, 36: 81, 48: 18 },
    },
    b: {
      n: 200,
      median: '32.8 (26.3-38.0)',
      survival: { 12: '75%', 24: '61%', 36: '44%' },
      events: 121,
      atRisk: { 12: 151, 24: 122, 36: 89, 48: 22 },
    },
  },
  followUp: { median: '43.5', definition },
  hazardRatio: '0.83 (0.65-1.06)',
  p: '0.129',
}

describe('a minimum follow-up', () => {
  const it = rebuilt(mature)
  test('puts no number at risk in doubt', () => {
    allTrue(it)
  })
  test('is not called calibrated', () => {
    expect(it.calibrated).toBe(false)
    expect(it.uncalibrated).toContain('its follow-up is unlike that of the comparisons on which coverage was measured')
  })
  test('does not hide a misprint', () => {
    const wrong = {
      ...mature,
      arms: { ...mature.arms, a: { ...mature.arms['a']!, atRisk: { 12: 149, 24: 180, 36: 81, 48: 18 } } },
    }
    expect(rebuilt(wrong).notes.join('\n')).toContain('a.at-risk@24: 180 does not fit')
    expect(rebuilt(wrong).uncalibrated.join('\n')).toContain('figures are in doubt')
  })
})

/** All are followed for 104 weeks, to the day. */
test('one end for all is found where a later one would put figures in doubt', () => {
  const it = rebuilt({
    arms: {
      a: {
        n: 150,
        median: 'NR (22.89-NE)',
        survival: { 11.959: '78.0%', 23.918: '56.4%' },
        events: 65,
        atRisk: { 5.979: 132, 11.959: 117, 17.938: 102, 23.918: 83 },
      },
      b: {
        n: 150,
        median: 'NR (NE-NE)',
        survival: { 11.959: '83.3%', 23.918: '68.1%' },
        events: 47,
        atRisk: { 5.979: 131, 11.959: 122, 17.938: 107, 23.918: 96 },
      },
    },
    followUp: { median: '23.92', definition },
    hazardRatio: '0.70 (0.48-1.02)',
    p: '0.061',
  })
  allTrue(it)
  expect(it.horizon.months).toBeCloseTo(23.92, 2)
  expect(it.assumptions.join('\n')).toContain('A later end fits the figures less well')
})

describe('a number at risk of 0', () => {
  const arms = {
    a: {
      n: 100,
      median: '10.0 (8.0-12.0)',
      survival: { 6: '70%', 12: '40%' },
      events: 80,
      atRisk: { 6: 70, 12: 38, 18: 18, 24: 0 },
    },
    b: {
      n: 100,
      median: '14.0 (11.0-17.0)',
      survival: { 6: '78%', 12: '56%' },
      events: 70,
      atRisk: { 6: 77, 12: 52, 18: 30, 24: 0 },
    },
  }
  const it = rebuilt({ arms, hazardRatio: '0.70 (0.51-0.97)' })
  test('ends the curves', () => {
    allTrue(it)
    // 48 at risk at 18 months: the last of them is expected at 18 + 6 x 48 / 49.
    expect(it.horizon.months).toBeCloseTo(18 + (6 * 48) / 49, 9)
    expect(Math.max(...it.patients.time)).toBeLessThan(24)
  })
  test('ends draws, too', () => {
    for (let draw = 0; draw < 8; draw += 1) expect(Math.max(...it.drawPatients(draw).time)).toBeLessThanOrEqual(24)
  })
  test('of one arm says nothing of the other', () => {
    const others = { 6: 77, 12: 52, 18: 30 }
    const one = rebuilt({ arms: { ...arms, b: { ...arms.b, atRisk: others } }, hazardRatio: '0.70 (0.51-0.97)' })
    expect(one.horizon.months).toBeGreaterThan(24)
    // The curve of an arm goes on after its last patient, and that is said, of this arm alone.
    expect(one.assumptions.filter((said) => said.includes('nobody is at risk at'))).toEqual([
      expect.stringMatching(/^a: nobody is at risk at 24 months\..* the model’s alone/),
    ])
    expect(it.assumptions.join(' ')).not.toContain('nobody is at risk at 24 months. From')
  })
})

describe('coverage was not measured', () => {
  const days = (x: number): string => (x / 30.4375).toFixed(2)
  test('on curves of days', () => {
    const it = rebuilt({
      arms: {
        a: { n: 70, median: `${days(16)} (${days(15)}-${days(18)})` },
        b: { n: 70, median: `${days(12)} (${days(11)}-${days(13)})` },
      },
      events: 130,
      hazardRatio: '1.80 (1.27-2.55)',
    })
    expect(it.uncalibrated.join('\n')).toMatch(/its curves last [\d.]+ months, and those of the measurement 8 to 240/)
  })
  test('for endpoints of other kinds', () => {
    expect(rebuilt({ ...mature, class: 'other' }).uncalibrated).toContain(
      'the endpoint is neither death nor progression-like',
    )
  })
})
