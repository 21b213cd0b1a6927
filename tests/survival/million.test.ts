import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as survival from '../../src/survival/index.ts'
import type { Estimate, LogRank, ParametricDistribution, Patients } from '../../src/survival/index.ts'

/*
 * Every export of remeier/survival on a million rows, against a value that must hold: by hand, as patients have the event at 1, 2, 3, ... n
 * without censoring, the odd ones in arm a and the even ones in arm b; or R's on data that both sides make by the same arithmetic.
 */

const n = 1_000_000
const half = n / 2
const EULER = 0.5772156649015329
/** 1 + 1/2 + ... + 1/k. */
const harmonic = (k: number) => Math.log(k) + EULER + 1 / (2 * k) - 1 / (12 * k * k)
/** 1 + 1/3 + ... + 1/(n - 1). */
const ODD = harmonic(n) - harmonic(half) / 2

// In scrambled order: 7919 has no factor in common with n.
const time = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % n) + 1)
const assigned = Uint8Array.from(time, (t) => (t + 1) % 2)
const event = new Uint8Array(n).fill(1)
const all = survival.patients({ arms: ['a', 'b'], time, event, assigned })

interface Cox {
  readonly coef: readonly number[]
  readonly se: readonly number[]
  readonly loglik_null: number
  readonly loglik: number
  readonly zph: readonly number[]
}
interface Survreg {
  readonly location: number
  readonly log_scale: number
  readonly se: readonly number[]
  readonly loglik: number
}
const parse: (text: string) => {
  readonly million: Readonly<Record<'distinct' | 'tied', Cox>>
  readonly survreg_million: Readonly<Record<'exponential' | 'weibull' | 'lognormal' | 'loglogistic', Survreg>>
} = JSON.parse
const golden = parse(readFileSync('tests/golden/regression.json', 'utf8'))

/** The data of tests/golden/regression.R. */
const place = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % n) + 1)
const part = (x: number) => x - Math.floor(x)
const tied = place.map((k) => Math.ceil(k / 40))
const made = {
  time: place.map((k) => k / 100),
  event: Uint8Array.from(place, (_, i) => (i % 3 > 0 ? 1 : 0)),
  covariates: {
    arm: place.map((_, i) => i % 2),
    age: place.map((k, i) => 40 + ((i * 31) % 41) - (10 * k) / n),
    marker: place.map((k, i) => part((i + 1) * 0.6180339887498949) + (0.25 * (i % 2) * k) / n),
  },
}

const close = (ours: number | null | undefined, theirs: number, tolerance: number) => {
  expect(Math.abs((ours ?? NaN) - theirs) / Math.max(1, Math.abs(theirs))).toBeLessThanOrEqual(tolerance)
}
const value = (estimate: Estimate) => (estimate.kind === 'value' ? estimate.value : NaN)
const tested = (result: LogRank) => {
  if (result.kind !== 'value') throw new Error(result.reason)
  return result
}
const excess = (result: LogRank) => tested(result).observed[1] - tested(result).expected[1]
/** O - E of arm b: it has 1/2 + 1/(2k) of those at risk at each of its event times, k the number at risk; arm a has half. */
const EXCESS = -ODD / 2

const CHECKS: Readonly<Record<keyof typeof survival, () => void>> = {
  aalenJohansen: () => {
    const fit = survival.aalenJohansen({ causes: ['odd', 'even'], time, event: assigned.map((b) => b + 1) })
    close(fit.causes[0]!.incidence[n - 1], 0.5, 1e-9)
    // Without censoring it is a proportion.
    close(fit.causes[1]!.standardError[n - 1], Math.sqrt(0.25 / n), 1e-9)
  },
  arm: () => {
    expect(survival.arm(all, 'b').time[0]).toBe(2)
    expect(survival.arm(all, 'b').time.length).toBe(half)
  },
  bootstrap: () => {
    const spread = survival.bootstrap(all, (p) => value(survival.rmst(p, half)), { seed: 1, draws: 4 })
    if (spread.kind !== 'value') throw new Error(spread.reason)
    close(spread.value, (half * (half + 1)) / 2 / n + half / 2, 1e-9)
  },
  bootstrapHazardRatio: () => {
    const spread = survival.bootstrapHazardRatio(all, { seed: 1, draws: 4 })
    if (spread.kind !== 'value') throw new Error(spread.reason)
    expect(Math.abs(spread.value)).toBeLessThan(5 * (2 / Math.sqrt(n)))
  },
  censoringReason: () => {
    expect(survival.censoringReason).toEqual({ administrative: 0, other: 1 })
  },
  conditionalSurvival: () => {
    close(value(survival.conditionalSurvival(all, half, 0.75 * n)), 0.5, 1e-12)
  },
  cox: () => {
    const fit = survival.cox(all)
    if (fit.kind !== 'value') throw new Error(fit.reason)
    const general = survival.coxRegression({ time, event, covariates: { b: assigned } })
    if (general.kind !== 'value') throw new Error(general.reason)
    close(fit.logHazardRatio, general.terms[0]!.coefficient, 1e-9)
    close(fit.standardError, general.terms[0]!.standardError, 1e-9)
    close(survival.coxLikelihood(all)(fit.logHazardRatio).score, 0, 1e-4)
  },
  coxLikelihood: () => {
    close(survival.coxLikelihood(all)(0).score, EXCESS, 1e-7)
    // log of n!, by Stirling.
    close(survival.coxLikelihood(all)(0).logLikelihood, -((n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2 + 1 / (12 * n)), 1e-12) // prettier-ignore
  },
  coxRegression: () => {
    for (const [times, theirs] of [
      [made.time, golden.million.distinct],
      [tied, golden.million.tied],
    ] as const) {
      const fit = survival.coxRegression({ ...made, time: times })
      if (fit.kind !== 'value') throw new Error(fit.reason)
      fit.terms.forEach(({ coefficient, standardError }, j) => {
        close(coefficient, theirs.coef[j]!, 1e-9)
        close(standardError, theirs.se[j]!, 1e-9)
      })
      close(fit.logLikelihood, theirs.loglik, 1e-9)
      close(fit.nullLogLikelihood, theirs.loglik_null, 1e-9)
    }
  },
  flemingHarrington: () => {
    close(survival.flemingHarrington(all).survival[half - 1], Math.exp(harmonic(half) - harmonic(n)), 1e-12)
  },
  flemingHarringtonTest: () => {
    // Weights S(t-) = (n - t + 1) / n at t = 2, 4, ... n.
    close(tested(survival.flemingHarringtonTest(all, 1, 0)).observed[1], half / 2, 1e-9)
    close(excess(survival.flemingHarringtonTest(all, 0, 0)), EXCESS, 1e-7)
  },
  kaplanMeier: () => {
    const km = survival.kaplanMeier(all)
    expect([km.survival[half - 1], km.survival[n - 2], km.survival[n - 1]]).toEqual([0.5, 1 / n, 0])
    close(km.standardError[half - 1], Math.sqrt(0.25 / n), 1e-12)
  },
  logRank: () => {
    close(excess(survival.logRank(all)), EXCESS, 1e-7)
    expect(tested(survival.logRank(all)).observed).toEqual([half, half])
  },
  maxCombo: () => {
    const { z, pValue } = tested(survival.logRank(all))
    const one = survival.maxCombo(all, { weights: [[0, 0]] }) // prettier-ignore
    const four = survival.maxCombo(all)
    if (one.kind !== 'value' || four.kind !== 'value') throw new Error('no value')
    close(one.pValue, pValue, 1e-9)
    close(four.z[0], z, 1e-9)
    expect(four.pValue).toBeGreaterThan(0)
  },
  milestone: () => {
    close(value(survival.milestone(all, half)), 0.5, 1e-12)
  },
  milestoneDifference: () => {
    close(value(survival.milestoneDifference(all, half + 1)), 2 / n, 1e-12)
  },
  milestoneTest: () => {
    const plain = survival.milestoneTest(all, half + 1, { scale: 'plain' })
    if (plain.kind !== 'value') throw new Error(plain.reason)
    // A difference of 2/n, each variance 1/4 over n/2, but for terms of 1/n^2.
    close(plain.z, 2 / n / Math.sqrt(1 / n), 1e-9)
  },
  modestlyWeightedLogRank: () => {
    close(excess(survival.modestlyWeightedLogRank(all, 0)), EXCESS, 1e-7)
  },
  nelsonAalen: () => {
    close(survival.nelsonAalen(all).cumulativeHazard[half - 1], harmonic(n) - harmonic(half), 1e-12)
  },
  numberNeededToTreat: () => {
    expect(survival.numberNeededToTreat(all, half)).toMatchObject({ kind: 'value', value: Infinity, direction: 'none' })
    const needed = survival.numberNeededToTreat(all, half + 1)
    close(needed.kind === 'value' ? needed.value : NaN, half, 1e-9)
  },
  parametricFit: () => {
    const p = survival.patients({ time: made.time, event: made.event })
    for (const [theirs, ours] of [
      ['exponential', 'exponential'],
      ['weibull', 'weibull'],
      ['lognormal', 'log-normal'],
      ['loglogistic', 'log-logistic'],
    ] as const)
      // prettier-ignore
      checkSurvreg(p, ours, golden.survreg_million[theirs])
    checkRepeated()
  },
  patients: () => {
    expect([all.time[0], all.time[half], all.time[n - 1]]).toEqual([1, half + 1, n])
  },
  piecewiseExponential: () => {
    const fit = survival.piecewiseExponential(all, [half])
    if (fit.kind !== 'value') throw new Error(fit.reason)
    expect(fit.periods[0]!.exposure).toBe((half * (half + 1)) / 2 + half * half)
    close(fit.parameters[0]!.standardError, 1 / Math.sqrt(half), 1e-12)
  },
  piecewiseHazardRatio: () => {
    const [early, late] = survival.piecewiseHazardRatio(all, [half])
    if (early?.fit.kind !== 'value' || late?.fit.kind !== 'value') throw new Error('no value')
    // The last half is a smaller set of the same kind.
    const rest = all.time.slice(0, half)
    const fit = survival.cox({ arms: all.arms, time: rest, event: all.event.slice(0, half), assigned: all.assigned.slice(0, half) }) // prettier-ignore
    close(late.fit.logHazardRatio, fit.kind === 'value' ? fit.logHazardRatio : NaN, 1e-9)
    expect(Math.abs(early.fit.logHazardRatio)).toBeLessThan(late.fit.standardError)
  },
  piecewiseLogRank: () => {
    expect(tested(survival.piecewiseLogRank(all, [half], [0, 1])).observed).toEqual([half / 2, half / 2])
  },
  productLimit: () => {
    expect(survival.productLimit(all).survival[half - 1]).toBe(0.5)
  },
  reverseKaplanMeier: () => {
    expect(survival.reverseKaplanMeier(all).survival[n - 1]).toBe(1)
  },
  riskTable: () => {
    expect(survival.riskTable(all, [0, half + 1]).arms.map((row) => [...row.nRisk])).toEqual([[half, half / 2], [half, half / 2]]) // prettier-ignore
  },
  rmst: () => {
    close(value(survival.rmst(all, n)), (n + 1) / 2, 1e-9)
  },
  rmstDifference: () => {
    close(value(survival.rmstDifference(all, n - 1)), 1 - 1 / half, 1e-6)
  },
  rmstRatio: () => {
    close(value(survival.rmstRatio(all, n - 1)), (half + 1 - 1 / half) / half, 1e-12)
  },
  schoenfeldTest: () => {
    for (const [times, theirs] of [
      [made.time, golden.million.distinct],
      [tied, golden.million.tied],
    ] as const) {
      const found = survival.schoenfeldTest({ ...made, time: times })
      if (found.kind !== 'value') throw new Error(found.reason)
      ;[...found.terms, found.global].forEach(({ chiSquared }, j) => {
        close(chiSquared, theirs.zph[j]!, 1e-6)
      })
    }
  },
  selectRows: () => {
    expect(survival.selectRows(all, [0, n - 1]).time).toEqual(Float64Array.of(1, n))
  },
  survivalAt: () => {
    expect(survival.survivalAt(survival.kaplanMeier(all), half + 0.5)).toBe(0.5)
  },
  survivalQuantile: () => {
    // The curve is at 1/2 from n/2 to n/2 + 1: the middle of the step.
    expect(value(survival.survivalQuantile(survival.kaplanMeier(all), 0.5))).toBe(half + 0.5)
  },
  timeWindow: () => {
    const window = survival.timeWindow(all, half, 0.75 * n)
    expect([window.time.length, window.time[0], window.event[half - 1]]).toEqual([half, half + 1, 0])
  },
}

function checkSurvreg(p: Patients, distribution: ParametricDistribution, theirs: Survreg): void {
  const fit = survival.parametricFit(p, distribution)
  if (fit.kind !== 'value') throw new Error(fit.reason)
  close(fit.parameters[0]!.value, theirs.location, 1e-8)
  if (fit.parameters.length > 1) close(fit.parameters[1]!.value, theirs.log_scale, 1e-8)
  fit.parameters.forEach(({ standardError }, j) => {
    close(standardError, theirs.se[j]!, 1e-8)
  })
  close(fit.logLikelihood, theirs.loglik, 1e-10)
}

/** A set of a hundred patients ten thousand times over: the same maximum, standard errors a hundredth. */
function checkRepeated(): void {
  const time = Array.from({ length: 100 }, (_, i) => 1 + ((i * 37) % 100) / 10 + ((i * i) % 13))
  const event = time.map((_, i) => (i % 4 > 0 ? 1 : 0))
  const times = 10_000
  const few = survival.patients({ time, event })
  const many = survival.patients({
    time: Float64Array.from({ length: 100 * times }, (_, i) => time[i % 100]!),
    event: Uint8Array.from({ length: 100 * times }, (_, i) => event[i % 100]!),
  })
  for (const distribution of ['gompertz', 'generalised-gamma'] as const) {
    const [one, fit] = [survival.parametricFit(few, distribution), survival.parametricFit(many, distribution)]
    if (one.kind !== 'value' || fit.kind !== 'value') throw new Error('no value')
    fit.parameters.forEach(({ value: found, standardError }, j) => {
      close(found, one.parameters[j]!.value, 1e-8)
      close(standardError * Math.sqrt(times), one.parameters[j]!.standardError, 1e-8)
    })
    close(fit.logLikelihood, one.logLikelihood * times, 1e-9)
  }
}

describe('a million rows', () => {
  test.each(Object.entries(CHECKS))('%s', (_, check) => {
    check()
  })
})
