import { describe, expect, test } from 'vitest'
import { collect } from '../../src/evidence/collect.ts'
import type { VisitSchedule } from '../../src/evidence/evidence.ts'
import { readTrial } from './read-trial.ts'

function visitsOf(visits: string): (VisitSchedule | undefined)[] {
  const collected = collect(readTrial([['visits: every 8 weeks', `visits: ${visits}`]]), 'pfs')
  if (collected.kind !== 'evidence') throw new Error(JSON.stringify(collected))
  return collected.evidence.arms.map((arm) => arm.visits)
}

function refusedFor(visits: string): string[] {
  const collected = collect(readTrial([['visits: every 8 weeks', `visits: ${visits}`]]), 'pfs')
  return collected.kind === 'evidence' ? [] : collected.diagnostics.map(({ rule }) => rule)
}

describe('a schedule of visits', () => {
  test('in words only is no schedule in numbers', () => {
    expect(visitsOf('every 28 days')).toEqual([undefined, undefined])
  })

  test('is read in months, for both arms', () => {
    const words =
      "{words: 'as planned', schedule: [{every: 28 days, until: 24 months}, {every: 3 months}], window: 7 days, between visits: 12%}"
    const schedule = {
      phases: [
        { every: 28 / 30.4375, until: 24 },
        { every: 3, until: null },
      ],
      window: 7 / 30.4375,
      between: 0.12,
    }
    expect(visitsOf(words)).toEqual([schedule, schedule])
  })

  test.each([
    ['{words: x, schedule: [{every: 28 moons}]}', 'unknown-unit'],
    ['{words: x, schedule: [{every: 0 days}]}', 'unclear-schedule'],
    ['{words: x, schedule: [{every: 1 month}, {every: 3 months}]}', 'unclear-schedule'],
    ['{words: x, schedule: [{every: 1 month, until: 24 months}]}', 'unclear-schedule'],
    [
      '{words: x, schedule: [{every: 1 month, until: 6 months}, {every: 1 month, until: 3 months}, {every: 3 months}]}',
      'unclear-schedule',
    ],
    ['{words: x, schedule: [{every: 1 month}], between visits: some}', 'unclear-percentage'],
  ])('%s is refused: %s', (visits, rule) => {
    expect(refusedFor(visits)).toContain(rule)
  })
})
