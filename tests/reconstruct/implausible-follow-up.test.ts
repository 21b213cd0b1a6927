import { describe, expect, test } from 'vitest'
import type { FollowUpDefinition } from '../../src/evidence/evidence.ts'
import type { Sketch } from './build-evidence.ts'
import { namedIn, rebuild } from './rebuild.ts'

/* A length of follow-up that cannot be, beside figures that are true: those of a simulated trial with even accrual over two years, the median follow-up of which is 17.3 months. */

const definition = 'reverse Kaplan-Meier'
const arms: Sketch['arms'] = {
  a: { n: 150, median: '12.7 (9.5-15.2)', survival: { 6: '70%', 12: '53%', 18: '31%' }, events: 102 },
  b: { n: 150, median: '22.7 (17.9-27.2)', survival: { 6: '80%', 12: '68%', 18: '58%' }, events: 62 },
}
const counted: Sketch['arms'] = {
  a: { ...arms['a']!, atRisk: { 6: 103, 12: 66, 18: 23, 24: 6 } },
  b: { ...arms['b']!, atRisk: { 6: 118, 12: 68, 18: 34, 24: 17 } },
}
const ratio = { hazardRatio: '0.49 (0.36-0.68)' }
const of = (own: Sketch['arms'], median?: string, of: FollowUpDefinition = definition) =>
  rebuild({
    class: 'death',
    arms: own,
    ...ratio,
    ...(median !== undefined && { followUp: { median, definition: of } }),
  })

const figure = 'pfs.all.follow-up-median'
const notBelieved = (it: ReturnType<typeof of>): string =>
  it.notes.find((note) => note.startsWith(`${figure}: `) && note.includes('is not believed and not used')) ?? ''

describe.each([
  ['without numbers at risk', arms],
  ['with them', counted],
])('a median follow-up %s', (_, own) => {
  const without = of(own)
  test.each(['600', '0', '0.5'])('of %s months is named and does not draw the curves', (median) => {
    const it = of(own, median)
    expect(notBelieved(it)).toContain('expected: ')
    expect(it.horizon.months).toBe(without.horizon.months)
    expect(it.uncalibrated.join('\n')).toContain(figure)
    const late = Math.max(...it.drawPatients(3).time)
    expect(late).toBe(Math.max(...without.drawPatients(3).time))
    expect(it.assumptions.join('\n')).not.toMatch(/follow-up of (600|0|0\.5) months/)
    // It did not go in, and nothing was searched for it: neither reproduced nor missed, and nobody says that nothing is printed.
    const row = it.fidelity.find((own) => own.figure.id === figure)
    expect(row).toMatchObject({ role: 'held-out', verdict: 'contradicted' })
    expect(it.notes.join('\n')).not.toContain('Not reproduced')
    expect(it.assumptions.join('\n')).not.toMatch(/[Nn]o (median )?follow-up is reported/)
  })
  test('that is true is believed', () => {
    const it = of(own, '17.3')
    expect(notBelieved(it)).toBe('')
    expect(namedIn(it)).toEqual([])
  })
  test('of potential follow-up is named too', () => {
    expect(notBelieved(of(own, '0.5', 'potential'))).toContain('expected: at least')
  })
})

test('later than numbers at risk leave half of the patients under observation', () => {
  // G(18) = 23 / 150 / .31 = .49 and 34 / 150 / .58 = .39: half were censored by then, and nobody comes back until 40 months.
  const note = notBelieved(of(counted, '40'))
  expect(note).toMatch(/fewer than half of the patients are still followed after about (17|18|19) months/)
})
