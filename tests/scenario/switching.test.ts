import { describe, expect, test } from 'vitest'
import type { AdjustedForSwitching } from '../../src/scenario/adjusted-for-switching.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { iterativeParameterEstimation } from '../../src/scenario/iterative-parameter-estimation.ts'
import { rpsftm, rpsftmZ } from '../../src/scenario/rpsftm.ts'
import { switchersSetApart } from '../../src/scenario/switchers-set-apart.ts'
import { twoStage } from '../../src/scenario/two-stage.ts'
import { weibullTimeRatio } from '../../src/scenario/weibull-time-ratio.ts'
import { withoutSwitching } from '../../src/scenario/without-switching.ts'
import { cox } from '../../src/survival/cox.ts'
import { parametricFit } from '../../src/survival/parametric-fit.ts'
import { patients, type Patients } from '../../src/survival/patients.ts'
import { golden, type GoldenAdjusted } from './treatment-golden.ts'

const { switching } = golden
/** Rows as the patients have them, so that a progression finds its patient. */
const order = [...switching.patients.time.keys()].sort((a, b) => {
  const { time, event } = switching.patients
  return time[a]! - time[b]! || event[b]! - event[a]! || a - b
})
const column = (of: readonly (number | null)[]) => order.map((row) => of[row] ?? NaN)
const pair = patients({
  arms: ['control', 'new'],
  time: column(switching.patients.time),
  event: column(switching.patients.event),
  assigned: column(switching.patients.arm),
  switched: column(switching.patients.switched),
  administrative: column(switching.patients.cutoff),
})
const progression = column(switching.patients.progression)
const both = [
  ['recensored', true],
  ['plain', false],
] as const

function expectAdjusted(found: AdjustedForSwitching, wanted: GoldenAdjusted): void {
  expect(Math.abs(found.psi - wanted.psi)).toBeLessThan(1e-6)
  if (found.hazardRatio.kind !== 'value') throw new Error(found.hazardRatio.kind)
  expect(Math.log(found.hazardRatio.value)).toBeCloseTo(wanted.log, 6)
  expect(found.hazardRatio.standardError).toBeCloseTo(wanted.error, 6)
  expect(found.modelStandardError).toBeCloseTo(wanted.modelError, 6)
}

function value<T extends { readonly kind: string }>(found: T): Extract<T, { readonly kind: 'value' }> {
  if (found.kind !== 'value') throw new Error(found.kind)
  return found as Extract<T, { readonly kind: 'value' }>
}

/** Untreated times 1 to n in both arms; the switch at half of them; treatment stretches what is left by e^0.5. Nobody is censored. */
function known(n: number): Patients {
  const times = Array.from({ length: n }, (_, k) => k + 1)
  const switches = times.map((t) => (t % 3 === 0 ? t / 2 : NaN))
  const stretched = Math.exp(0.5)
  return patients({
    arms: ['control', 'new'],
    time: [...times.map((t) => (t % 3 === 0 ? t / 2 + (t / 2) * stretched : t)), ...times.map((t) => t * stretched)],
    event: times.concat(times).map(() => 1),
    assigned: [...times.map(() => 0), ...times.map(() => 1)],
    switched: [...switches, ...times.map(() => NaN)],
    administrative: times.concat(times).map(() => 1000),
  })
}

describe('rank-preserving structural failure time model', () => {
  test.each(both)('%s: z, every crossing, and the adjusted ratio agree with R', (name, recensor) => {
    const wanted = switching[name]
    ;[-0.8, -0.3, 0.2].forEach((psi, k) => {
      expect(rpsftmZ(pair, psi, { recensor })).toBeCloseTo(wanted.z[k] ?? NaN, 9)
    })
    const found = value(rpsftm(pair, { recensor, step: 0.002 }))
    for (const key of ['zero', 'plus', 'minus'] as const) {
      expect(found.crossings[key]).toHaveLength(wanted.crossings[key].length)
      found.crossings[key].forEach((psi, k) => {
        expect(Math.abs(psi - wanted.crossings[key][k]!)).toBeLessThan(1e-6)
      })
    }
    expectAdjusted(found, wanted.rpsftm)
    expect(found.lower).toBe(found.crossings.plus[0])
    expect(found.upper).toBe(found.crossings.minus.at(-1))
  })

  test.each(both)('%s: finds a known psi', (_, recensor) => {
    const found = value(rpsftm(known(60), { recensor }))
    expect(found.psi).toBeCloseTo(-0.5, 6)
    expect(found.accelerationFactor).toBeCloseTo(Math.exp(0.5), 6)
  })

  test('the adjusted ratio is no surer than the comparison as randomised', () => {
    const found = value(rpsftm(pair, { step: 0.01 }))
    const { hazardRatio } = found
    const asRandomised = value(cox(pair)).hazardRatio
    if (hazardRatio.kind !== 'value') throw new Error(hazardRatio.kind)
    expect(hazardRatio.upper! > 1).toBe(asRandomised.upper! > 1)
    expect(hazardRatio.standardError).toBeGreaterThan(found.modelStandardError!)
  })

  test('psi of 0 changes nothing; recensoring cuts everybody in the control arm', () => {
    const same = withoutSwitching(pair, 0)
    expect([...same.time]).toEqual([...pair.time])
    expect([...same.event]).toEqual([...pair.event])
    const half = withoutSwitching(pair, Math.log(0.5))
    half.time.forEach((t, row) => {
      if (half.assigned[row] === 0) expect(t).toBeLessThanOrEqual(18)
    })
  })

  test('says so where z does not pass 0 in the range', () => {
    const found = rpsftm(pair, { from: 0.5, to: 1, step: 0.05 })
    expect(found.kind).toBe('not-estimable')
    expect(found.kind === 'not-estimable' && found.reason).toMatch(/does not pass 0 between psi 0.5 and 1/u)
  })

  test('refuses what it cannot use', () => {
    const { arms, time, event, assigned, switched } = pair
    const plain = { arms, time, event, assigned }
    const unknown = { ...plain, ...(switched && { switched }) }
    expect(() => rpsftm(plain)).toThrow(/times of switching/u)
    expect(() => rpsftm(unknown)).toThrow(/administrative time/u)
    expect(value(rpsftm(unknown, { recensor: false, step: 0.01 })).psi).toBeLessThan(0)
    expect(() => rpsftm({ ...pair, switched: pair.time.map(() => 0.01) })).toThrow(/arm 0 only/u)
  })
})

describe('iterative parameter estimation', () => {
  test.each(both)('%s: agrees with R survreg in turns', (name, recensor) => {
    expectAdjusted(value(iterativeParameterEstimation(pair, { recensor })), switching[name].ipe)
  })
})

describe('iterative parameter estimation that goes round a jump', () => {
  test('gives the jump: a turn from below goes up, from above down', () => {
    const stream = randomStream(5, 'ipe')
    const jumps = Array.from({ length: 12 }, (_, k) => {
      const random = stream(k)
      const n = 60
      const life = Array.from({ length: 2 * n }, (_, i) => (i < n ? 10 : 14) * random.exponential() + 0.1)
      const cutoff = life.map(() => 8 + 12 * random.uniform())
      return patients({
        arms: ['control', 'new'],
        time: life.map((t, i) => Math.min(t, cutoff[i]!)),
        event: life.map((t, i) => (t <= cutoff[i]! ? 1 : 0)),
        assigned: life.map((_, i) => (i < n ? 0 : 1)),
        switched: life.map((t, i) => (i < n && random.uniform() < 0.5 ? t * random.uniform() : NaN)),
        administrative: cutoff,
      })
    })
    const found = jumps.map((it) => ({ of: it, fit: iterativeParameterEstimation(it) }))
    expect(found.every(({ fit }) => fit.kind === 'value')).toBe(true)
    const round = found.filter(({ fit }) => fit.kind === 'value' && fit.rest === 'jump')
    expect(round.length).toBeGreaterThan(0)
    for (const { of, fit } of round) {
      const { psi } = value(fit)
      const turn = (from: number) => {
        const { time, event, assigned } = withoutSwitching(of, from)
        return -value(weibullTimeRatio(time, event, assigned)).logRatio - from
      }
      expect(turn(psi - 1e-7)).toBeGreaterThan(0)
      expect(turn(psi + 1e-7)).toBeLessThan(0)
    }
  })
})

describe('two-stage estimation', () => {
  test.each(both)('%s: agrees with R survreg and coxph', (name, recensor) => {
    const found = value(twoStage(pair, progression, { recensor }))
    expectAdjusted(found, switching[name].twoStage)
    expect(found.model.intercept).toBeCloseTo(switching.model.intercept, 6)
    expect(found.model.scale).toBeCloseTo(switching.model.scale, 6)
  })

  test('a switch before progression is refused', () => {
    expect(() =>
      twoStage(
        pair,
        progression.map(() => NaN),
      ),
    ).toThrow(/progression before switching/u)
  })
})

describe('switchers set apart', () => {
  test.each(['censor at switch', 'exclude', 'on treatment from the switch'] as const)('%s agrees with R', (how) => {
    const fit = value(cox(switchersSetApart(pair, how)))
    expect(fit.logHazardRatio).toBeCloseTo(switching.naive[how]!.log, 8)
    expect(fit.standardError).toBeCloseTo(switching.naive[how]!.se, 8)
  })
})

describe('Weibull time ratio', () => {
  test('two groups that are the same up to a factor: its logarithm, and the fit of one group', () => {
    const time = [1, 2, 3, 5, 8]
    const fit = value(
      weibullTimeRatio([...time, ...time.map((t) => 3 * t)], Array<number>(10).fill(1), [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]),
    )
    const alone = value(parametricFit(patients({ time, event: time.map(() => 1) }), 'weibull'))
    expect(fit.logRatio).toBeCloseTo(Math.log(3), 10)
    expect(fit.intercept).toBeCloseTo(alone.parameters[0]?.value ?? NaN, 8)
    expect(Math.log(fit.scale)).toBeCloseTo(alone.parameters[1]?.value ?? NaN, 8)
  })

  test('no answer without events in a group, with an event at 0, or with all events at the end', () => {
    expect(weibullTimeRatio([1, 2], [1, 0], [0, 1]).kind).toBe('not-estimable')
    expect(weibullTimeRatio([0, 2], [1, 1], [0, 1]).kind).toBe('not-estimable')
    expect(weibullTimeRatio([1, 2, 2], [0, 1, 1], [0, 0, 1]).kind).toBe('not-estimable')
  })
})
