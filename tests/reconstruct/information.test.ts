import { describe, expect, test } from 'vitest'
import type { EndpointEvidence, Figure } from '../../src/evidence/evidence.ts'
import { bandsOf, meanWidths } from '../../src/reconstruct/bands-of.ts'
import { candidateFigures, printedAs } from '../../src/reconstruct/candidate-figures.ts'
import { condition, sdAlong } from '../../src/reconstruct/condition.ts'
import { estimate, spreadOver } from '../../src/reconstruct/estimate.ts'
import { pinnedWidth } from '../../src/reconstruct/grades.ts'
import { information, informationRows } from '../../src/reconstruct/information.ts'
import { missingFigureWorth } from '../../src/reconstruct/missing-figure-worth.ts'
import { twinsOf } from '../../src/reconstruct/rebuilt-figure.ts'
import { reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import { shapeLaw, stateCovariance } from '../../src/reconstruct/shape-law.ts'
import { standardTicks, standardTimes } from '../../src/reconstruct/standard-times.ts'
import { watchedUntil } from '../../src/reconstruct/watched-until.ts'
import { informationCsv } from '../../src/result/csv.ts'
import { evidenceOf, karmma3 } from './build-evidence.ts'

const untimed = evidenceOf({ arms: { a: { n: 50, median: 'NR' }, b: { n: 50, median: 'NR' } }, events: 20 })

function widthOf(evidence: EndpointEvidence): number {
  const { fit, accruals, grid } = estimate(evidence, usual)!
  const covariance = spreadOver(accruals, fit)
  return meanWidths(bandsOf(evidence, fit.model, fit.posterior.state, covariance, grid), fit.model.horizon)
}

describe('a Gaussian law after one more observation', () => {
  test('by hand: two correlated numbers, the first seen with error variance 1', () => {
    const before = Float64Array.of(4, 2, 2, 3)
    const look = { residual: 0, variance: 1, gradient: Float64Array.of(1, 0) }
    // P - P g g' P / 5 with P g = (4, 2).
    expect([...condition(before, 2, [look])]).toEqual([4 - 16 / 5, 2 - 8 / 5, 2 - 8 / 5, 3 - 4 / 5])
    expect(sdAlong(before, 2, Float64Array.of(1, -1))).toBeCloseTo(Math.sqrt(3), 12)
    expect([...before]).toEqual([4, 2, 2, 3])
  })

  test('two observations in either order come to the same', () => {
    const before = Float64Array.of(4, 2, 2, 3)
    const looks = [Float64Array.of(1, 0), Float64Array.of(1, 1)].map((gradient, k) => ({
      residual: 0,
      variance: 0.5 + k,
      gradient,
    }))
    const one = condition(before, 2, looks)
    const other = condition(before, 2, [...looks].reverse())
    one.forEach((x, i) => {
      expect(x).toBeCloseTo(other[i]!, 12)
    })
  })
})

describe('the catalogue of missing figures', () => {
  test('offers usual times within follow-up, and ticks', () => {
    expect(standardTimes(35.4)).toEqual([3, 4, 6, 9, 12, 18, 24, 30])
    expect(standardTimes(60)).toEqual([6, 9, 12, 18, 24, 30, 36, 48])
    expect(standardTicks(35.4)).toEqual({ step: 6, times: [6, 12, 18, 24, 30] })
    expect(standardTicks(24).times.at(-1)).toBe(21)
  })

  test('leaves out what is printed or follows from it', () => {
    const kinds = (evidence: EndpointEvidence): string[] =>
      candidateFigures(evidence, 35.4).map(({ kind, arm, time }) => `${kind} ${arm} ${time ?? ''}`.trim())
    const karmma = kinds(karmma3)
    expect(karmma).toContain('survival ide-cel 24')
    expect(karmma).not.toContain('survival ide-cel 12')
    expect(karmma).toContain('survival-interval ide-cel 12')
    expect(karmma.filter((it) => /^(median|hazard-ratio|follow-up)/.test(it))).toEqual([])
    const bare = evidenceOf({ arms: { a: { n: 50, survival: { 12: '50%' }, events: 20 }, b: { n: 50 } }, events: 44 })
    const missing = kinds(bare)
    expect(missing).toEqual(expect.arrayContaining(['median a', 'median b', 'follow-up all', 'hazard-ratio b-vs-a']))
    // 44 in all and 20 in one arm leave 24.
    expect(missing.filter((it) => it.startsWith('events'))).toEqual([])
  })

  test('prints figures as papers do', () => {
    const blank = candidateFigures(karmma3, 35.4).find(({ kind }) => kind === 'survival')!.figures[0]!
    const printed = printedAs(blank, 0.3852)
    expect(printed.printed).toBe('39%')
    expect(printed.quantity).toEqual({ kind: 'number', value: 0.39, lower: 0.385, upper: 0.395, decimals: 0 })
    const bare = evidenceOf({ arms: { a: { n: 50, survival: { 12: '90%' } } } })
    const median = candidateFigures(bare, 24).find(({ kind }) => kind === 'median')!.figures
    // 275 days are 9.035 months: the number stays in months, whatever it is printed in.
    const inDays: Figure = {
      ...blank,
      measure: 'median',
      unit: 'months',
      quantity: { kind: 'number', value: 9, lower: 9, upper: 9, decimals: 0, notation: 'days' },
    }
    const days = printedAs(inDays, 9.04)
    expect(days.printed).toBe('275 days')
    expect(days.quantity).toMatchObject({ kind: 'number', notation: 'days' })
    if (days.quantity.kind === 'number') expect(days.quantity.value).toBeCloseTo(275 / 30.4375, 12)
    expect(median.map((it) => printedAs(it, null).quantity.kind)).toEqual([
      'not-reached',
      'not-estimable',
      'not-estimable',
    ])
  })
})

/* An end that is assumed is no fact: who can have been followed so far is not known. */
describe('figures are asked for only where they can exist', () => {
  const follow = { median: '43.5', definition: 'reverse Kaplan-Meier' } as const
  const mature = {
    arms: {
      a: {
        n: 200,
        median: '27.2 (20.1-31.6)',
        survival: { 12: '74%', 36: '40%' },
        events: 135,
        atRisk: { 24: 108, 48: 18 },
      },
      b: { n: 200, median: '32.8 (26.3-38.0)', survival: { 12: '75%', 36: '44%' }, events: 121 },
    },
  }
  const latest = (evidence: EndpointEvidence): number =>
    Math.max(...missingFigureWorth(evidence).flatMap((it) => it.time ?? []))

  test('up to the last patients at risk, a median, a landmark or the median follow-up', () => {
    const evidence = evidenceOf({ ...mature, followUp: follow })
    expect(estimate(evidence, usual)!.horizon.months).toBeGreaterThan(72)
    expect(watchedUntil(evidence, 74)).toBe(48)
    expect(latest(evidence)).toBe(48)
    expect(information(evidence)).toMatchObject({ until: 48, longestPrinted: false })
    const { a, b } = mature.arms
    const watched = (arm: object, followUp?: typeof follow): number =>
      watchedUntil(evidenceOf({ arms: { a: { n: 200, ...arm }, b: { n: 200 } }, ...(followUp && { followUp }) }), 74)
    expect(watched(b)).toBe(38)
    expect(watched(b, follow)).toBe(43.5)
    expect(watched({ survival: { 12: '75%', 60: '0%' } })).toBe(12)
    expect(watched({ survival: a.survival, atRisk: { 24: 3, 48: 0 } })).toBe(36)
  })

  test('restricted means of an arm only while somebody of it is left, or where its survival is known to stay at 0', () => {
    const b = { n: 100, survival: { 12: '56%' }, atRisk: { 6: 78, 24: 11, 30: 3 } }
    const means = (a: object): string[] =>
      candidateFigures(evidenceOf({ arms: { a: { n: 100, ...a }, b } }), 33).flatMap(({ kind, arm, time }) =>
        kind === 'restricted-mean' ? [`${arm} ${time ?? ''}`] : [],
      )
    const survival = { 6: '59%', 12: '34%' }
    expect(means({ survival, atRisk: { 6: 54, 12: 13, 18: 0, 24: 0 } })).toEqual(['a 12', 'b 30'])
    expect(means({ survival: { ...survival, 18: '0%' }, atRisk: { 6: 54, 12: 13, 18: 0 } })).toEqual(['a 30', 'b 30'])
    expect(means({ survival, atRisk: { 6: 54, 12: 13 } })).toEqual(['a 30', 'b 30'])
    expect(means({ atRisk: { 1: 0 } })).toEqual(['b 30'])
  })

  test('up to the longest follow-up where it is printed', () => {
    const evidence = evidenceOf({ ...mature, followUp: { ...follow, range: ['1.0', '65.0'] } })
    expect(latest(evidence)).toBe(60)
    expect(information(evidence)).toMatchObject({ until: 65, longestPrinted: true })
  })

  test('not after the last patient of an arm', () => {
    const evidence = evidenceOf({
      arms: {
        a: { n: 80, survival: { 6: '50%' }, atRisk: { 6: 30, 24: 0 } },
        b: { n: 80, survival: { 6: '70%', 36: '60%' } },
      },
    })
    const times = (arm: string): number[] =>
      candidateFigures(evidence, 60).flatMap((it) => (it.kind === 'survival' && it.arm === arm ? [it.time!] : []))
    expect(Math.max(...times('a'))).toBe(18)
    expect(Math.max(...times('b'))).toBe(30)
  })

  test('no median of a curve that stays above one half, and one that may reach it', () => {
    // 75 of 240 events and 68.8% at the last time that is told of: nothing says that anybody was followed to a median.
    const medians = (survival: string, events: number): string[] => {
      const arms = {
        a: { n: 80, survival: { 1: '66.2%', 3: '56.2%' }, events: 35 },
        b: { n: 240, survival: { 1: '72.9%', 3: survival }, events },
      }
      return missingFigureWorth(evidenceOf({ arms })).flatMap(({ kind, arm }) => (kind === 'median' ? [arm] : []))
    }
    expect(medians('68.8%', 75)).toEqual([])
    expect(medians('49.9%', 120)).toEqual(['b'])
    const low = evidenceOf({
      arms: {
        a: { n: 240, median: 'NR', survival: { 3: '75%' } },
        b: { n: 240, median: 'NR', survival: { 3: '55%' } },
      },
    })
    const limits = missingFigureWorth(low).filter(({ kind }) => kind === 'median-interval')
    expect(limits.map(({ arm }) => arm)).toEqual(['b'])
  })
})

describe('the worth of a missing figure', () => {
  const worth = missingFigureWorth(karmma3)

  test('orders figures by the share of the band that they are expected to take away', () => {
    const shares = worth.map((it) => it.shrinkage)
    expect(shares).toEqual([...shares].sort((a, b) => b - a))
    expect(Math.max(...shares)).toBeLessThan(1)
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
    const share = (figure: string): number => worth.find((it) => it.figure === figure)!.shrinkage
    // Far from any printed figure it is worth more than beside one.
    expect(share('survival at 24 months, ide-cel')).toBeGreaterThan(3 * share('survival at 9 months, ide-cel'))
    expect(share('survival at 24 months, ide-cel')).toBeGreaterThan(
      share('95% interval of survival at 12 months, ide-cel'),
    )
  })

  test('is nearly what the figure brings once it is printed where the others predict it', () => {
    const before = widthOf(karmma3)
    const { model, posterior } = estimate(karmma3, usual)!.fit
    for (const arm of [0, 1]) {
      const { id } = karmma3.arms[arm]!
      const candidate = candidateFigures(karmma3, model.horizon).find((it) => it.arm === id && it.time === 24)!
      const survival = estimate(karmma3, usual)!.arms[arm]!.curve
      const at = survival.time.findIndex((time) => time >= 24)
      const told = candidate.add([printedAs(candidate.figures[0]!, survival.survival[at]!)])
      const real = 1 - widthOf(told) / before
      expect(Math.abs(worth.find((it) => it.figure === candidate.words)!.shrinkage - real)).toBeLessThan(0.03)
    }
    expect(posterior.state.length).toBe(164)
  })

  test('never widens the spread of a measure, and narrows a milestone most by a figure at that time', () => {
    for (const { measures } of worth)
      for (const { before, after } of measures) expect(after).toBeLessThanOrEqual(before)
    const single = worth.filter((it) => it.numbers === 1)
    const gain = ({ measures }: (typeof worth)[number]): number => {
      const { before, after, time } = measures.find((it) => it.measure === 'survival-difference')!
      expect(time).toBe(18)
      return before - after
    }
    const best = [...single].sort((a, b) => gain(b) - gain(a))[0]!
    expect(best.figure).toMatch(/^survival at 18 months/)
  })

  test('does not depend on which arm stands first', () => {
    const swapped = missingFigureWorth({ ...karmma3, arms: [...karmma3.arms].reverse() })
    for (const { figure, shrinkage } of worth)
      expect(swapped.find((it) => it.figure === figure)!.shrinkage).toBeCloseTo(shrinkage, 2)
  })

  test('is asked of times within follow-up, and of nothing that cannot be rebuilt', () => {
    expect(() => missingFigureWorth(karmma3, { milestone: 48 })).toThrow(/milestone on \(0, 35.4\] months.*got 48/)
    expect(() => missingFigureWorth(karmma3, { tau: 0 })).toThrow(RangeError)
    expect(missingFigureWorth(untimed)).toEqual([])
    expect(information(untimed)).toBeNull()
  })

  test('exists for a single arm', () => {
    const single = evidenceOf({ arms: { a: { n: 97, median: '8.8 (5.6-11.6)', survival: { 6: '60%' } } }, events: 70 })
    const [first] = missingFigureWorth(single)
    expect(first!.measures.map((it) => it.measure)).toEqual(['survival', 'rmst'])
    expect(first!.shrinkage).toBeGreaterThan(0.05)
  })
})

/* Potential follow-up leaves its shape open, and counts tell the shapes apart. */
describe('worth beside an open shape of follow-up', () => {
  const estimated = estimate(karmma3, usual)!
  const law = shapeLaw(estimated)

  test('state and shapes together have the moments of the mixture', () => {
    expect(law.shapes.length).toBeGreaterThan(2)
    const whole = spreadOver(estimated.accruals, estimated.fit)
    const projected = stateCovariance(law, law.covariance)
    const size = law.state
    expect(projected.every((x, i) => Math.abs(x - whole(Math.floor(i / size), i % size)) < 1e-9)).toBe(true)
  })

  test('a row of numbers at risk is worth about what it brings', () => {
    const patients = reconstruct(karmma3, { seed: 1 })
    if ('kind' in patients) throw new Error(patients.reason)
    const before = widthOf(karmma3)
    const worth = missingFigureWorth(karmma3)
    for (const candidate of candidateFigures(karmma3, 35.4).filter(({ kind }) => kind === 'at-risk')) {
      const reals = [1, 2].map((draw) => {
        const twins = twinsOf(candidate.add(candidate.figures), patients.drawPatients(draw), 35.4)
        const told = candidate.add(candidate.figures.map((it) => printedAs(it, twins.get(it)!.value)))
        return 1 - widthOf(told) / before
      })
      const expected = worth.find((it) => it.figure === candidate.words)!.shrinkage
      expect(expected).toBeGreaterThan(0.15)
      expect(Math.abs(expected - (reals[0]! + reals[1]!) / 2)).toBeLessThan(0.12)
    }
  })
})

describe('figures to ask for in turn', () => {
  test('begin with the most valuable; later ones are worth no more than by themselves, and no figure comes twice', () => {
    const { ask, missing } = information(karmma3)!
    const alone = (figure: string): number => missing.find((it) => it.figure === figure)!.shrinkage
    expect(ask).toHaveLength(5)
    expect(ask[0]).toEqual(missing[0])
    expect(new Set(ask.map((it) => it.figure)).size).toBe(5)
    for (const it of ask) expect(it.shrinkage).toBeLessThanOrEqual(alone(it.figure) + 1e-12)
    // Measures go on where the figure before left them.
    ask.slice(1).forEach(({ measures }, i) => {
      expect(measures.map((it) => it.before)).toEqual(ask[i]!.measures.map((it) => it.after))
    })
  })
})

describe('the information grade', () => {
  const grade = information(karmma3)!

  test('cuts the follow-up of each arm into stretches without gaps', () => {
    for (const { id } of karmma3.arms) {
      const own = grade.stretches.filter((it) => it.arm === id)
      expect(own[0]!.from).toBe(0)
      expect(own.at(-1)!.to).toBeCloseTo(35.4, 9)
      own.slice(1).forEach((it, i) => {
        expect(it.from).toBe(own[i]!.to)
        expect(it.grade).not.toBe(own[i]!.grade)
      })
    }
  })

  test('extrapolates after the last figure, and is pinned where one stands', () => {
    // Standard regimen: 30% at 12 months; ide-cel: upper limit of the median at 16.1.
    expect(grade.arms.map((it) => it.lastFigure)).toEqual([12, 16.1])
    const last = grade.stretches.filter((it) => it.grade === 'extrapolated')
    expect(last.map(({ from, to }) => [from, to])).toEqual([
      [12, 35.4],
      [16.1, 35.4],
    ])
    for (const { time, width, grade: words, explained } of grade.arms) {
      const at = (t: number): number => time.findIndex((it) => it >= t)
      expect(words[at(6)]).toBe('pinned')
      expect(words[at(2)]).toBe('interpolated')
      expect(width[at(6)]).toBeLessThanOrEqual(pinnedWidth)
      expect(explained[at(6)]!).toBeGreaterThan(explained[at(30)]!)
    }
  })

  test('says of what times the figures speak, and what each takes away', () => {
    const row = (figure: string) => grade.timeline.find((it) => it.figure === figure)!
    expect(row('pfs.ide-cel.median')).toMatchObject({ from: 11.8, to: 16.1, numbers: 3, used: true })
    expect(row('pfs.ide-cel.median').reported).toBe('13.3 (11.8 to 16.1)')
    expect(row('pfs.standard.survival@6')).toMatchObject({ from: 6, to: 6, label: 'Survival at 6 months' })
    expect(row('pfs.all.events')).toMatchObject({ from: 0, to: 35.4 })
    expect(row('pfs.ide-cel-vs-standard.p-value')).toMatchObject({ used: false, share: null })
    expect(row('pfs.standard.patients')).toMatchObject({ used: true, share: null, from: null })
    for (const { share } of grade.timeline) if (share !== null) expect(share).toBeGreaterThanOrEqual(0)
    // The curve beyond 12 months has events and the ratio to go by, hardly the landmark before the last.
    expect(row('pfs.all.events').share!).toBeGreaterThan(row('pfs.standard.survival@6').share!)
  })

  test('comes as rows of one table', () => {
    const rows = informationRows(karmma3, grade)
    const lines = informationCsv(rows).trimEnd().split('\n')
    expect(lines).toHaveLength(rows.length + 1)
    expect(lines[0]).toBe('trial,endpoint,arm,row,kind,from,to,figure,label,reported,grade,width,share')
    expect(
      lines.some((it) => it.startsWith('test-trial,pfs,ide-cel,figure,survival,12,12,pfs.ide-cel.survival@12')),
    ).toBe(true)
    expect(new Set(rows.map((it) => it.row))).toEqual(new Set(['figure', 'stretch', 'missing']))
  })
})
