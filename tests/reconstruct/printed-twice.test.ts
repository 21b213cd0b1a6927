import { expect, test } from 'vitest'
import { rebuild } from './rebuild.ts'

/* Simulated: 30% of arm a, and nobody of arm b, left within 3 months. Every figure is that of the patients. */
const figures = (atStart: Readonly<Record<number, number>>) =>
  ({
    class: 'death',
    arms: {
      a: {
        n: 250,
        median: '11.1 (9.3-13.6)',
        survival: { 6: '70%', 12: '48%' },
        events: 127,
        atRisk: { ...atStart, 6: 126, 12: 86, 18: 44, 24: 17 },
      },
      b: {
        n: 250,
        median: '18.5 (16.4-23.7)',
        survival: { 6: '83%', 12: '66%' },
        events: 123,
        atRisk: { ...atStart, 6: 202, 12: 158, 18: 78, 24: 26 },
      },
    },
    followUp: { median: '19.0', definition: 'reverse Kaplan-Meier' },
    hazardRatio: '0.61 (0.48-0.79)',
    p: '<0.001',
  }) as const

test('a number of patients that the number at risk at time 0 prints again is not contradicted by figures that the model does not know how to read', () => {
  const { notes, fidelity } = rebuild(figures({ 0: 250 }))
  expect(notes.filter((note) => note.includes('patients'))).toEqual([])
  const rows = fidelity.filter(({ figure }) => figure.measure === 'patients')
  expect(rows.map(({ prediction }) => prediction)).toEqual([null, null])
  for (const { reason } of rows) expect(reason).toBe('not predicted: the number at risk at time 0 prints it again')
})

test('where it is printed once, or not the same, it is one figure as any other', () => {
  for (const atStart of [{}, { 0: 205 }])
    expect(rebuild(figures(atStart)).notes.join('\n')).toMatch(
      /a\.patients[^:]*: 250 patients do not fit the other figures/,
    )
})
