import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { type AsTreated, asTreated } from '../../src/scenario/as-treated.ts'
import { drawInfusion } from '../../src/scenario/draw-infusion.ts'
import { cox } from '../../src/survival/cox.ts'
import { patients, type Patients } from '../../src/survival/patients.ts'
import { golden, goldenPatients } from './treatment-golden.ts'

const ways: readonly (readonly [string, AsTreated])[] = [
  ['drop', { kind: 'drop' }],
  ['move-to-control', { kind: 'move to control' }],
  ['censor-at-window', { kind: 'censor at window', window: golden.window }],
  ['count-as-censored', { kind: 'count as censored' }],
  ['from-infusion', { kind: 'from infusion' }],
  ['time-dependent', { kind: 'time-dependent' }],
  ['delayed-entry', { kind: 'delayed entry' }],
  ['landmark2', { kind: 'landmark', at: 2, others: 'drop' }],
  ['landmark3', { kind: 'landmark', at: 3, others: 'drop' }],
  ['landmark2moved', { kind: 'landmark', at: 2, others: 'move to control' }],
]
const fit = (it: Patients) => {
  const found = cox(it)
  if (found.kind !== 'value') throw new Error(found.kind)
  return found
}
/** Events, and time at risk. */
const totals = ({ time, event, start }: Patients) => ({
  events: event.reduce((sum, it) => sum + it, 0),
  risk: time.reduce((sum, it, row) => sum + it - (start?.[row] ?? 0), 0),
})

describe('as treated', () => {
  test.each(ways)('%s agrees with R coxph', (name, how) => {
    const found = fit(asTreated(goldenPatients(), how))
    expect(found.logHazardRatio).toBeCloseTo(golden.treated[name]!.log, 9)
    expect(found.standardError).toBeCloseTo(golden.treated[name]!.se, 9)
  })

  test('guarantee time: leaving out or moving those never infused looks better than assignment, a time-dependent infusion less so', () => {
    const pair = goldenPatients()
    const log = (how: AsTreated) => fit(asTreated(pair, how)).logHazardRatio
    expect(log({ kind: 'drop' })).toBeLessThan(fit(pair).logHazardRatio)
    expect(log({ kind: 'move to control' })).toBeLessThan(log({ kind: 'time-dependent' }))
  })

  test('everybody infused at 0: every way is the comparison as assigned', () => {
    const pair = goldenPatients()
    const all = { ...pair, infusion: pair.time.map((_, row) => (pair.assigned[row] === 1 ? 0 : NaN)) }
    for (const [, how] of ways) {
      if (how.kind === 'landmark') continue
      expect(fit(asTreated(all, how)).logHazardRatio).toBeCloseTo(fit(pair).logHazardRatio, 12)
    }
    expect(fit(asTreated(all, { kind: 'landmark', at: 0, others: 'drop' })).logHazardRatio).toBeCloseTo(
      fit(pair).logHazardRatio,
      12,
    )
  })

  test('a time-dependent infusion keeps every event and all time at risk', () => {
    const row = fc.record({
      time: fc.integer({ min: 1, max: 30 }),
      event: fc.constantFrom(0, 1),
      arm: fc.constantFrom(0, 1),
      infusion: fc.option(fc.integer({ min: 0, max: 20 }), { nil: NaN }),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const pair = patients({
          arms: ['a', 'b'],
          time: rows.map((it) => it.time),
          event: rows.map((it) => it.event),
          assigned: rows.map((it) => it.arm),
          infusion: rows.map((it) => it.infusion),
        })
        expect(totals(asTreated(pair, { kind: 'time-dependent' }))).toEqual(totals(pair))
      }),
    )
  })

  test('refuses patients without infusions, and a window that is no time', () => {
    const plain = patients({ arms: ['a', 'b'], time: [1, 2], event: [1, 1], assigned: [0, 1] })
    expect(() => asTreated(plain, { kind: 'drop' })).toThrow(/times of infusion/u)
    expect(() => asTreated(goldenPatients(), { kind: 'censor at window', window: NaN })).toThrow(RangeError)
  })
})

describe('drawn infusions', () => {
  const law = { infused: 70, minimum: 1, median: 1.5, maximum: 3 }
  const drawn = drawInfusion(goldenPatients(), 1, law, randomStream(1, 'test')(0))

  test('as many as asked for, each before the end of follow-up and inside the range; none in the other arm', () => {
    const { time, assigned, infusion = new Float64Array() } = drawn.patients
    const known = [...infusion.keys()].filter((row) => !Number.isNaN(infusion[row]!))
    expect(known).toHaveLength(70)
    expect(drawn.short).toBe(0)
    for (const row of known) {
      expect(assigned[row]).toBe(1)
      expect(infusion[row]).toBeLessThan(time[row]!)
      expect(infusion[row]).toBeGreaterThanOrEqual(1)
      expect(infusion[row]).toBeLessThanOrEqual(3)
    }
  })

  test('says how many are missing where too few live to their time', () => {
    const late = { infused: 90, minimum: 5, median: 6, maximum: 7 }
    const { short, patients: found } = drawInfusion(goldenPatients(), 1, late, randomStream(1, 'test')(0))
    const known = found.infusion?.reduce((sum, it) => sum + (Number.isNaN(it) ? 0 : 1), 0)
    expect(short).toBeGreaterThan(0)
    expect(90 - (known ?? 0)).toBe(short)
  })

  test('the same numbers give the same times; a law out of order is refused', () => {
    expect(drawInfusion(goldenPatients(), 1, law, randomStream(1, 'test')(0))).toEqual(drawn)
    const wrong = { ...law, minimum: 2 }
    expect(() => drawInfusion(goldenPatients(), 1, wrong, randomStream(1, 'test')(0))).toThrow(RangeError)
  })
})
