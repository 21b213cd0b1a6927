import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auditRule } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { exampleEndpoint } from '../../src/audit/example-endpoint.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients, type Patients } from '../../src/survival/patients.ts'
import { rmst } from '../../src/survival/rmst.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import { recordOf } from '../record/record-of.ts'

function findings(endpoint: string): readonly Finding[] {
  return auditRule('R46', recordOf(exampleRecord(exampleEndpoint(endpoint))).trial)
}

const arm = (figures: string): readonly Finding[] => findings(`arms: { new: { ${figures} } }`)
const states = (figures: string): readonly string[] => arm(figures).map(({ state }) => state)

describe('numbers at risk against a landmark, by hand', () => {
  test.each([
    // Of 200 patients 80 are still event-free at 9 months: S(6) >= 80 / 200.
    ['39%', 80, 'fail'],
    ['39.4%', 80, 'fail'],
    // 100 at risk at 6 months: below 50% at 6 months itself takes events on that day.
    ['40%', 80, 'note'],
    ['49%', 80, 'note'],
    ['50%', 80, 'pass'],
    ['100%', 80, 'pass'],
  ])('%s at 6 months: %s', (survival, later, state) => {
    expect(states(`n: 200, survival: { 6: ${survival} }, at risk: { 0: 200, 6: 100, 9: ${later} }`)).toEqual([state])
  })

  test('an arm of one has no 42%; nothing is "expected" where the others leave survival open', () => {
    const [found] = arm('n: 1, survival: { 12: 42% }')
    expect(found?.message).toBe('no curve gives survival of 42% at 12 months and 1 patient together')
    expect(found).not.toHaveProperty('expected')
  })

  test('an arm of nobody is said so, and not as a figure that no curve gives', () => {
    expect(arm('n: 0, survival: { 6: 20% }, at risk: { 6: 0 }')[0]).toMatchObject({
      state: 'fail',
      message: 'an arm of 0 patients has no curve',
    })
  })

  test('names the smallest set of figures, and what the others allow', () => {
    const [found] = arm('n: 200, survival: { 3: 80%, 6: 20% }, at risk: { 0: 200, 3: 150, 6: 100, 9: 80, 12: 60 }')
    expect(found).toMatchObject({
      state: 'fail',
      figures: ['os.new.survival@6', 'os.new.at-risk@9', 'os.new.patients'],
      message: 'no curve gives survival of 20% at 6 months, 80 at risk at 9 months and 200 patients together',
      expected: 'at least 40%',
      found: '20%',
    })
  })

  test('the curve falls no further between two numbers at risk than those who left', () => {
    // S(9) >= S(3) 90 / 100, and .795 .9 = .7155.
    expect(states('n: 200, survival: { 3: 80%, 9: 71% }, at risk: { 3: 100, 10: 90 }')).toEqual(['fail'])
    expect(states('n: 200, survival: { 3: 80%, 9: 72% }, at risk: { 3: 100, 10: 90 }')).toEqual(['pass'])
  })

  test('nor further than the events of the arm allow', () => {
    // 10 events: S(9) >= 100 / 110 = .909, the other 90 censored first; without the events 100 / 200.
    expect(states('n: 200, events: 10, survival: { 9: 90% }, at risk: { 10: 100 }')).toEqual(['fail'])
    expect(states('n: 200, events: 10, survival: { 9: 91% }, at risk: { 10: 100 }')).toEqual(['pass'])
    expect(states('n: 200, survival: { 9: 90% }, at risk: { 10: 100 }')).toEqual(['pass'])
    // Two falls share 12 events: S(5) = .80 takes 100 (1 / .805 - 1) = 25 of them.
    expect(states('n: 200, events: 24, survival: { 5: 80% }, at risk: { 6: 100 }')).toEqual(['fail'])
    expect(states('n: 200, events: 25, survival: { 5: 80% }, at risk: { 6: 100 }')).toEqual(['pass'])
    expect(states('n: 200, events: 25, survival: { 5: 80%, 9: 70% }, at risk: { 6: 100, 12: 90 }')).toEqual(['fail'])
  })

  test('events that can no longer come have come before', () => {
    // At most 30 of 80 events come from 12 months on, so S(12) <= 1 - 50 / 100.
    expect(states('n: 100, events: 80, survival: { 12: 51% }, at risk: { 12: 30 }')).toEqual(['fail'])
    expect(states('n: 100, events: 80, survival: { 12: 50% }, at risk: { 12: 30 }')).toEqual(['pass'])
  })
})

describe('restricted means, by hand', () => {
  test.each([
    // S is at least .795 to 6 months and .595 to 12: 8.34 to 12 months at least; at most 6 + 6 x .805 = 10.83.
    ['8.2', 'fail'],
    ['8.3', 'pass'],
    ['10.8', 'pass'],
    ['10.9', 'fail'],
  ])('%s up to 12 months: %s', (mean, state) => {
    expect(states(`n: 10000, survival: { 6: 80%, 12: 60% }, rmst: { 12: "${mean}" }`)).toEqual([state])
  })

  test('two restricted means: between 12 S(24) and 12 S(12) apart', () => {
    expect(states('n: 10000, survival: { 12: 60% }, rmst: { 12: "9.0", 24: "16.5" }')).toEqual(['fail'])
    expect(states('n: 10000, survival: { 12: 60% }, rmst: { 12: "9.0", 24: "16.2" }')).toEqual(['pass'])
    expect(states('n: 10000, rmst: { 12: "9.0", 24: "21.5" }')).toEqual(['fail'])
    // The mean of the second year is no greater than that of the first.
    expect(states('n: 10000, rmst: { 12: "9.0", 24: "18.2" }')).toEqual(['fail'])
    expect(states('n: 10000, rmst: { 12: "9.0", 24: "17.9" }')).toEqual(['pass'])
  })

  test('a median: at least half of its time, at most that and half of what follows', () => {
    expect(states('n: 10000, median: "8.0", rmst: { 12: "3.9" }')).toEqual(['fail'])
    expect(states('n: 10000, median: "8.0", rmst: { 12: "10.1" }')).toEqual(['fail'])
    expect(states('n: 10000, median: "8.0", rmst: { 12: "10.0" }')).toEqual(['pass'])
  })
})

test('a total of events that the arms cannot have between them', () => {
  const two = (total: number): readonly string[] =>
    findings(`arms: { new: { n: 100, survival: { 6: 90% }, at risk: { 7: 80 } }, old: { n: 100, survival: { 6: 80% }, at risk: { 7: 70 } } },
      events: { total: ${total} }`).map(({ state }) => state)
  // 80 (1 / .905 - 1) = 8.4 and 70 (1 / .805 - 1) = 16.96 events at least: 9 + 17.
  expect(two(25)).toContain('fail')
  expect(two(26)).not.toContain('fail')
})

test('what another rule compares is left to it, and so are competing events and no curves', () => {
  expect(states('n: 200, survival: { 6: 40%, 12: 60% }')).toEqual(['not-applicable'])
  expect(states('n: 200, median: "8.0", survival: { 12: 60% }')).toEqual(['not-applicable'])
  const firing = 'arms: { new: { n: 200, survival: { 6: 20% }, at risk: { 9: 100 } } }'
  expect(findings(firing).map(({ state }) => state)).toEqual(['fail'])
  expect(findings(`competing: other deaths, ${firing}`).map(({ state }) => state)).toEqual(['not-applicable'])
  expect(findings(`estimator: descriptive, ${firing}`).map(({ state }) => state)).toEqual(['not-applicable'])
})

/** Figures of patients as a paper prints them, numbers at risk with or without those whose time it is. */
function printed(trial: Patients, afterEvents: boolean, decimals: number, tick: number): string {
  const km = kaplanMeier(trial)
  const n = trial.time.length
  const ticks = [1, 2, 3, 4].map((k) => k * tick).filter((time) => time < trial.time.at(-1)!)
  const rows = (of: (time: number) => string): string => ticks.map((time) => `${time}: ${of(time)}`).join(', ')
  const left = (time: number): number => [...trial.time].filter((it) => (afterEvents ? it > time : it >= time)).length
  const mean = (tau: number): string => {
    const it = rmst(trial, tau)
    return it.kind === 'value' ? `"${it.value.toFixed(decimals)}"` : '"0"'
  }
  const median = survivalQuantile(km, 0.5)
  const events = [...trial.event].reduce((sum, it) => sum + it, 0)
  return `n: ${n}, events: ${events}, median: "${median.kind === 'value' ? median.value.toFixed(decimals) : 'NR'}",
    survival: { ${rows((time) => `${(100 * survivalAt(km, time)).toFixed(decimals)}%`)} },
    at risk: { ${rows((time) => String(left(time)))} }, rmst: { ${rows(mean)} }`
}

const patientsOf = (rows: readonly (readonly [number, boolean])[], unit: number): Patients =>
  patients({
    arms: ['new'],
    time: rows.map(([time]) => time * unit),
    event: rows.map(([, event]) => (event ? 1 : 0)),
    assigned: rows.map(() => 0),
  })

const row = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean())
const shape = fc.tuple(
  fc.array(row, { minLength: 3, maxLength: 40 }),
  fc.constantFrom(0, 1, 2),
  fc.constantFrom(2, 5, 7),
)

describe('figures of patients never exclude each other', () => {
  test.each([false, true])('heavily tied, numbers at risk after the events of the day: %s', (afterEvents) => {
    fc.assert(
      fc.property(shape, ([rows, decimals, tick]) => {
        const found = arm(printed(patientsOf(rows, 1), afterEvents, decimals, tick))
        expect(found.filter(({ state }) => state === 'fail').map(({ message }) => message)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('nor is there a note where nobody has a time of the table', () => {
    fc.assert(
      fc.property(shape, ([rows, decimals, tick]) => {
        const found = arm(printed(patientsOf(rows, 0.993), false, decimals, tick))
        expect(found.map(({ state }) => state)).not.toContain('note')
      }),
      { numRuns: 60 },
    )
  })

  test('and of the landmarks that fall between their neighbours only those that the counts allow are left', () => {
    const rows = Array.from({ length: 40 }, (_, index) => [index + 1, index % 2 === 0] as const)
    const text = printed(patientsOf(rows, 0.993), false, 0, 7)
    expect(text).toContain('7: 90%, 14: 81%, 21: 68%')
    const possible = Array.from({ length: 23 }, (_, index) => 68 + index).filter((percent) =>
      arm(text.replace('14: 81%', `14: ${percent}%`)).every(({ state }) => state === 'pass'),
    )
    expect(possible).toContain(81)
    // S(14) >= S(7) 26 / 33, and .895 x 26 / 33 = .7052.
    expect(text).toContain('7: 33, 14: 26')
    expect(possible[0]).toBe(71)
  })
})
