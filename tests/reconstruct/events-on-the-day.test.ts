import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collect } from '../../src/evidence/collect.ts'
import type { EndpointEvidence } from '../../src/evidence/evidence.ts'
import { onLattice, writtenTime } from '../../src/evidence/time-unit.ts'
import { dropsOnTheDay } from '../../src/reconstruct/drops-on-the-day.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { evidenceOf } from '../evidence/evidence-of.ts'
import { recordOf } from '../record/record-of.ts'
import { evidenceOf as build } from './build-evidence.ts'
import { namedIn, rebuild } from './rebuild.ts'

/*
 * Made up, by hand: nobody of 40 is censored. 10 have the event before the first visit and 6 at it, so that 30 are at risk there and S is 24/40; 4 between the
 * visits and 4 at the second: 20 at risk, S = 16/40. Two more later: 26 events, 14 are censored.
 */
const record = (unit: string, [first, second]: readonly [string, string]): string => `
id: ties-2025
trial: Ties
time unit: ${unit}
interval level: 95%
sources:
  paper: {citation: made up, kind: primary}
arms:
  only: {label: Only, role: single, n: 40}
endpoints:
  ep:
    label: Endpoint
    event: event
    class: death
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      only: {survival: {${first}: 60%, ${second}: 40%}, at risk: {0: 40, ${first}: 30, ${second}: 20}, events: 26}
`

function rebuilt(evidence: EndpointEvidence): Reconstruction {
  const result = reconstruct(evidence, { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

const units = [
  ['days', '28', '56'],
  ['days', '365.25', '730.5'],
  ['weeks', '4', '8'],
  ['months', '6', '12'],
  ['years', '1', '2'],
] as const

describe('events on the very day of which a table and a landmark tell', () => {
  test.each(units)('%s: at risk just before %s and %s, survival just after it', (unit, first, second) => {
    const evidence = evidenceOf(record(unit, [first, second]), 'ep')
    const result = rebuilt(evidence)
    expect(result.notes.join(' ')).not.toMatch(/does not fit/u)
    expect(result.fidelity.filter((row) => row.verdict !== 'reproduced')).toEqual([])
    expect(result.uncalibrated).toContain('events on the very days of its figures are assumed')
    // Each is named: were times not tied, it would be a misprint.
    for (const { count } of evidence.arms[0]!.atRisk.slice(-2))
      expect(result.assumptions.find((it) => it.startsWith('Events on the very days'))).toContain(count.id)
    const { patients } = result
    const km = kaplanMeier(patients)
    for (const [k, { time }] of evidence.arms[0]!.landmarks.entries()) {
      expect(time).toBe(onLattice(time))
      // As R reads ipd.csv: time >= t for the table, time <= t for the curve.
      expect(patients.time.filter((t) => t >= time)).toHaveLength([30, 20][k]!)
      expect(Math.abs(survivalAt(km, time) - [0.6, 0.4][k]!)).toBeLessThanOrEqual(0.005)
      expect(patients.time.some((t, i) => t === time && patients.event[i] === 1)).toBe(true)
    }
  })

  test('by hand: 30 and 20 of 40 at risk and S of at most 60.5 and 40.5% prove falls on the day, an honest curve proves none', () => {
    const falls = dropsOnTheDay(evidenceOf(record('months', ['6', '12']), 'ep').arms, 24)[0]!.counts
    expect(falls.at(-2)).toBeCloseTo(Math.log(0.75 / 0.605), 12)
    expect(falls.at(-1)).toBeGreaterThan(0)
    const smooth = record('months', ['6', '12']).replace('6: 30', '6: 24').replace('12: 20', '12: 14')
    expect(
      dropsOnTheDay(evidenceOf(smooth, 'ep').arms, 24)
        .flatMap(({ counts }) => counts)
        .some((it) => it > 0),
    ).toBe(false)
  })

  test('a single count that is too high is a misprint, not a day with many events', () => {
    const once = record('months', ['6', '12']).replace('12: 20', '12: 14')
    expect(
      dropsOnTheDay(evidenceOf(once, 'ep').arms, 24)
        .flatMap(({ counts }) => counts)
        .some((it) => it > 0),
    ).toBe(false)
    expect(rebuilt(evidenceOf(once, 'ep')).notes.join(' ')).toMatch(
      /at-risk@6: 30 does not fit|survival@6: 60% does not fit/u,
    )
  })

  test('a misprint is still one: 60% where 39 of 40 are at risk a little later', () => {
    const late = record('months', ['6', '12']).replace('6: 30', '7: 39')
    expect(rebuilt(evidenceOf(late, 'ep')).notes.join(' ')).toMatch(/does not fit/u)
  })
})

describe('a median on a day of many events', () => {
  // 40 patients: 5 censored and 5 with an event in the first 10 months, 9 events at 12, 1 at 14, 6 at 24 months, 5 later.
  const arm = {
    n: 40,
    median: '24.0 (12.0-28.0)',
    survival: { 12: '60%', 24: '40%' },
    events: 26,
    atRisk: { 12: 30, 24: 20 },
  }
  test('does not put the landmarks beside it in doubt', () => {
    const it = rebuild({ class: 'death', arms: { a: arm, b: arm }, hazardRatio: '1.00 (0.58-1.72)' })
    expect(namedIn(it)).toEqual([])
    expect(it.fidelity.filter(({ verdict }) => verdict === 'missed').map(({ figure }) => figure.id)).toEqual([])
  })
  test('proves by hand a fall from 1/2 to at most 40.5%, beside that of a count', () => {
    const { arms } = build({ class: 'death', arms: { a: arm, b: { n: 40, median: '20.0' } } })
    expect(dropsOnTheDay(arms, 40).map(({ median }) => median)).toEqual([Math.log(0.5 / 0.405), 0])
  })
})

describe('the unit in which a paper counts', () => {
  test('a time is written as it was printed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6000 }),
        fc.constantFrom('days' as const, 'weeks' as const),
        (count, unit) => {
          expect(writtenTime(onLattice((count * (unit === 'weeks' ? 7 : 1)) / 30.4375), unit)).toBe(count)
        },
      ),
    )
    expect(writtenTime(12.5, 'months')).toBe(12.5)
    expect(writtenTime(11.959, 'weeks')).toBe(52)
  })

  test('changes nothing: days, and the months of the lattice on which they stand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.integer({ min: 5, max: 60 }), (first, more) => {
        const days = [first, first + more] as const
        const months = days.map((it) => onLattice(it / 30.4375))
        const one = rebuilt(evidenceOf(record('days', [`${days[0]}`, `${days[1]}`]), 'ep'))
        const other = rebuilt(evidenceOf(record('months', [`${months[0]}`, `${months[1]}`]), 'ep'))
        expect(one.patients).toEqual(other.patients)
        expect(one.arms).toEqual(other.arms)
      }),
      { numRuns: 4 },
    )
  })
})

/** The evidence without a p-value, and without an estimate or its limits. */
function without(evidence: EndpointEvidence, id: string): EndpointEvidence {
  const contrasts = evidence.contrasts.map((it) => ({
    ...it,
    pValue: it.pValue?.figure.id === id ? null : it.pValue,
    hazardRatio: it.hazardRatio?.estimate.id === id ? null : it.hazardRatio,
  }))
  return { ...evidence, contrasts }
}

describe('a figure that is not used', () => {
  const endpoints = readdirSync('data/trials')
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const record = recordOf(readFileSync(`data/trials/${name}`, 'utf8'))
      return Object.keys(record.trial.endpoints).map((id) => ({ name, id, collected: collect(record, id) }))
    })
    .flatMap(({ name, id, collected }) =>
      collected.kind === 'refused' || collected.evidence.contrasts.length === 0
        ? []
        : [{ name, id, evidence: collected.evidence }],
    )

  test.each(endpoints)('moves no patient of $name, $id', ({ evidence }) => {
    const all = rebuilt(evidence)
    const unused = all.fidelity.filter(
      ({ role, figure }) => role === 'held-out' && ['p-value', 'hazard-ratio'].includes(figure.measure),
    )
    for (const { figure } of unused) expect(rebuilt(without(evidence, figure.id)).patients).toEqual(all.patients)
  })

  test('some are: the stratified test of KarMMa-3 beside a ratio that leaves strata open', () => {
    const { evidence } = endpoints.find(({ name, id }) => name === 'karmma-3-2023.yaml' && id === 'pfs')!
    const row = rebuilt(evidence).fidelity.find(({ figure }) => figure.measure === 'p-value')
    expect([row?.role, row?.verdict]).toEqual(['held-out', 'not-comparable'])
  })
})
