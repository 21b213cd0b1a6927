import { describe, expect, test } from 'vitest'
import type { EndpointEvidence, VisitSchedule } from '../../src/evidence/evidence.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { visitClock } from '../../src/reconstruct/visit-clock.ts'
import type { Patients } from '../../src/survival/patients.ts'
import { score } from '../bench/reconstruction/score.ts'
import { stretched, visitedTrial, withSchedule } from '../bench/visits/visited-trial.ts'
import { evidenceOf, karmma3 } from './build-evidence.ts'

const every = (months: number): VisitSchedule => ({ phases: [{ every: months, until: null }], window: 0, between: 0.1 })

function rebuilt(evidence: EndpointEvidence): Reconstruction {
  const result = reconstruct(evidence, { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

describe('the clock of an arm that is seen at visits', () => {
  const clock = visitClock(withSchedule(karmma3, every(2)), 0, 20)!

  test('by hand: the first visit takes three months, each later one two; a tenth of the events waits for none', () => {
    expect(clock.at(1)).toBeCloseTo(0.1 * 1, 9)
    expect(clock.at(2)).toBeCloseTo(0.1 * 2 + 0.9 * 1.5, 9)
    expect(clock.at(3)).toBeCloseTo(3, 9)
    expect(clock.at(3.5)).toBeCloseTo(0.1 * 3.5 + 0.9 * 3, 5)
    expect(clock.at(4)).toBeCloseTo(0.1 * 4 + 0.9 * 4, 9)
    expect(clock.at(5)).toBeCloseTo(5, 9)
    expect(clock.at(19)).toBeCloseTo(19, 9)
  })

  test('places of a time have weights that sum to 1, and spread most where a visit may be before or after it', () => {
    const sd = (time: number): number => {
      const places = clock.places(time, 0)
      expect(places.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
      const mean = places.reduce((sum, { weight, at }) => sum + weight * at, 0)
      return Math.sqrt(places.reduce((sum, { weight, at }) => sum + weight * (at - mean) * (at - mean), 0))
    }
    expect(sd(4)).toBeGreaterThan(0.4)
    expect(sd(5)).toBeLessThan(0.02)
  })

  test('phases follow each other; the curve bends at visits only', () => {
    const phases = [
      { every: 1, until: 3 },
      { every: 4, until: null },
    ]
    const later = visitClock(withSchedule(karmma3, { ...every(1), phases }), 0, 12)!
    // Visits at 1, 2, 3, 7, 11.
    const near = (time: number) => later.bends.some((bend) => Math.abs(bend - time) < 0.3)
    expect([1, 2, 3, 7, 11].every(near)).toBe(true)
    expect([4, 5, 6, 8, 9, 10].some(near)).toBe(false)
    expect(later.at(5)).toBeCloseTo(5, 6)
  })

  test('deaths need no visit, nor does an arm without a schedule', () => {
    expect(visitClock(karmma3, 0, 20)).toBeUndefined()
    expect(visitClock({ ...withSchedule(karmma3, every(2)), class: 'death' }, 0, 20)).toBeUndefined()
  })
})

test('of an endpoint of deaths a schedule changes no byte', () => {
  const deaths = evidenceOf({
    arms: { one: { n: 120, median: '14.1 (11.2-18.0)', survival: { 12: '55%' } } },
    class: 'death',
  })
  const bytes = ({ arms, patients, fidelity, assumptions, notes }: Reconstruction) =>
    JSON.stringify({ arms, patients, fidelity, assumptions, notes })
  expect(bytes(rebuilt(withSchedule(deaths, every(2))))).toBe(bytes(rebuilt(deaths)))
})

describe('simulated trials with visits (seeded)', () => {
  const trials = Array.from({ length: 12 }, (_, index) => visitedTrial(index)).flatMap((it) => it ?? [])
  const results = trials.map((trial) => ({
    trial,
    without: rebuilt(trial.evidence),
    with: rebuilt(withSchedule(trial.evidence, trial.schedule)),
  }))
  const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length

  test('knowing the schedule takes a twentieth off the error of curve and patients at least, and the band covers', () => {
    const scores = (which: 'with' | 'without') => results.map((it) => score(it.trial, it[which]))
    const all = [scores('with'), scores('without')] as const
    const known = all[0].flatMap((it) => it.arms)
    const unknown = all[1].flatMap((it) => it.arms)
    const [near, far] = all.map((own) => mean(own.flatMap((it) => it.distances.arms.map(({ error }) => error))))
    expect(mean(known.map((it) => it.smoothError))).toBeLessThan(0.95 * mean(unknown.map((it) => it.smoothError)))
    expect(near!).toBeLessThan(0.95 * far!)
    expect(mean(known.map((it) => it.covered))).toBeGreaterThan(0.93)
    expect(mean(unknown.map((it) => it.covered))).toBeLessThan(0.93)
  })

  test('events of rebuilt and of drawn patients stand near visits, as the true ones do, and the figures come back', () => {
    // The schedule of every three months: visits at 3, 6, 9, ...
    const own = results.filter((_, k) => k % 4 === 3)
    const atVisits = ({ time, event }: Patients): number => {
      const times = [...time].filter((_, i) => event[i] === 1)
      return times.filter((t) => t > 2 && Math.abs(t - 3 * Math.round(t / 3)) < 0.5).length / times.length
    }
    for (const it of own) {
      expect(atVisits(it.trial.truth)).toBeGreaterThan(0.75)
      expect(atVisits(it.with.patients)).toBeGreaterThan(0.65)
      expect(atVisits(it.with.drawPatients(3))).toBeGreaterThan(0.65)
      expect(atVisits(it.without.patients)).toBeLessThan(0.5)
      expect(it.with.fidelity.filter(({ verdict }) => verdict === 'missed').length).toBeLessThan(3)
    }
  })

  test('the schedule is said, with what is assumed of it', () => {
    const said = results[3]!.with.assumptions.join(' ')
    expect(said).toContain('Events are seen at visits (months between two: 3)')
    expect(said).toContain('10%, an assumption')
    expect(results[3]!.without.assumptions.join(' ')).not.toContain('Events are seen at visits')
  })

  test('a schedule of twice as long intervals is mostly named and left out', () => {
    const wrong = trials.map((trial) => rebuilt(withSchedule(trial.evidence, stretched(trial.schedule, 2))))
    const named = wrong.filter(({ notes }) => notes.some((it) => it.includes('schedule of visits does not fit')))
    expect(named.length).toBeGreaterThan(trials.length / 2)
    expect(named.every(({ assumptions }) => !assumptions.join(' ').includes('visits (months'))).toBe(true)
    const right = results.filter((it) => it.with.notes.some((note) => note.includes('schedule of visits')))
    expect(right.length).toBeLessThan(3)
  })
})
