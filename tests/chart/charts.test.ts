import { compile } from 'vega-lite'
import { logger, Warn } from 'vega'
import { describe, expect, test } from 'vitest'
import { agreement } from '../../src/chart/agreement.ts'
import { agreementMap } from '../../src/chart/agreement-map.ts'
import { biasDistribution } from '../../src/chart/bias-distribution.ts'
import { differenceOverTime, drawsDifferences } from '../../src/chart/difference-over-time.ts'
import { evidenceTimeline } from '../../src/chart/evidence-timeline.ts'
import { testsLollipop } from '../../src/chart/tests-lollipop.ts'
import { tippingHeatmap } from '../../src/chart/tipping-heatmap.ts'
import { visitCurves } from '../../src/chart/visit-curves.ts'
import { waysForest } from '../../src/chart/ways-forest.ts'
import { zOfPsi } from '../../src/chart/z-of-psi.ts'
import { twoArms } from './every-method.ts'
import { chartPalette } from '../../src/chart/theme.ts'
import { curveFigure } from '../../src/chart/curve-figure.ts'
import { reportedAgainstRebuilt } from '../../src/chart/reported-against-rebuilt.ts'
import { printedNumber } from '../../src/chart/compare-figures.ts'
import { scenarioCurves } from '../../src/chart/scenario-curves.ts'
import { scenarioForest } from '../../src/chart/scenario-forest.ts'
import { tippingCurve } from '../../src/chart/tipping-curve.ts'
import { rounded, values } from '../../src/chart/layer.ts'
import { karmma3, resultsOf, reportedRow, ideCel, where } from './fixture.ts'
import { karmma3Audited } from './agreement-fixture.ts'
import { figures } from './gallery.ts'
import { scenarios } from './scenario-fixture.ts'

/** All values under a key anywhere in a specification. */
function found(it: unknown, key: string): unknown[] {
  if (typeof it !== 'object' || it === null) return []
  return Object.entries(it).flatMap(([name, value]: [string, unknown]): unknown[] => [
    ...(name === key ? [value] : []),
    ...found(value, key),
  ])
}

const texts = (it: unknown): string[] =>
  found(it, 'text')
    .flat()
    .filter((text) => typeof text === 'string')

describe.each(Object.entries(figures))('%s', (_, spec) => {
  test('compiles without a warning', () => {
    const warnings: string[] = []
    compile(spec, {
      logger: logger(Warn, 'warn', (_method, _level, args) => warnings.push(args.map(String).join(' '))),
    })
    expect(warnings).toEqual([])
  })

  test('says in one sentence what it shows', () => {
    expect(spec.description).toMatch(/^[A-Z].*\.$/)
  })

  test('holds numbers of at most 5 decimals', () => {
    const numbers = JSON.stringify(found(spec, 'values')).match(/-?\d+\.\d+(e-?\d+)?/g) ?? []
    for (const number of numbers) expect(number).toMatch(/^-?\d+\.\d{1,5}$/)
  })

  test('uses the colours of the palette only', () => {
    const known = new Set(chartPalette.map((it) => it.light))
    for (const colour of JSON.stringify(spec).match(/#[0-9a-f]{3,8}\b/gi) ?? []) expect(known).toContain(colour)
  })
})

test('a number that is none never enters a specification', () => {
  expect(rounded(-0.0000001)).toBe(0)
  expect(rounded(0.123456)).toBe(0.12346)
  expect(() => values([{ a: Number.NaN }])).toThrow(/finite/)
})

describe('curve figure', () => {
  test('shows reported beside rebuilt hazard ratio with its definition', () => {
    const said = texts(figures['curves']).join('\n')
    expect(said).toContain('reported 0.49 (0.38 to 0.65)')
    expect(said).toContain('rebuilt 0.49 (0.38–0.63)')
    expect(said).toContain('stratification not stated')
  })

  test('a printed ratio of another definition never stands beside the rebuilt one without it, drawn or said', () => {
    const windowed = 'Cox model, only events after 1.84 months'
    const spec = curveFigure(
      {
        ...karmma3,
        endpoints: karmma3.endpoints.map((it) => ({ ...it, hazardRatioDefinition: windowed })),
        rows: karmma3.rows.map((it) =>
          it.measure === 'hazard-ratio' && it.role === 'reference' ? { ...it, verdict: 'not-comparable' as const } : it,
        ),
      },
      where,
    )
    const words = `Reported: ${windowed}. Rebuilt: all events, the arm alone; not comparable`
    expect(spec.description).toContain(`rebuilt 0.49 (0.38–0.63) (${words}).`)
    expect(texts(spec).join(' ')).toContain('Rebuilt: all events')
    expect(curveFigure(karmma3, where).description).not.toContain('Rebuilt: all events')
  })

  test('of an arm without a figure the timeline says so, and no share of no time', () => {
    const [arm = { id: '' }] = karmma3.trials[0]?.arms ?? []
    const bare = { ...karmma3, reported: karmma3.reported.filter((it) => it.arm !== arm.id) }
    const said = evidenceTimeline(bare, where).description ?? ''
    expect(said).toMatch(/, no figure with a time, the band up to \d+ points wide/u)
    expect(said).not.toContain(' 0 figures')
  })

  test('an axis of time says that its start is not stated', () => {
    const unstated = { ...karmma3, endpoints: karmma3.endpoints.map((it) => ({ ...it, clock: 'not stated' })) }
    const said = JSON.stringify([curveFigure(unstated, where), evidenceTimeline(unstated, where)])
    expect(said).toContain('Months (start of time not stated)')
    expect(said).not.toContain('since not stated')
  })

  test('says that the band is not calibrated, until it is', () => {
    const subtitle = (it: unknown): string => found(it, 'subtitle').flat().join(' ')
    expect(subtitle(figures['curves'])).toContain('95% model band (pointwise; not yet calibrated)')
    const calibrated = { ...karmma3, analysis: { ...karmma3.analysis, calibrated: true } }
    expect(subtitle(curveFigure(calibrated, where))).not.toContain('not yet calibrated')
  })

  test('says where diamonds stand aside, and only there', () => {
    const subtitle = (it: unknown): string => found(it, 'subtitle').flat().join(' ')
    const words = /aside of their place/u
    const apart = karmma3.reported.filter((it) => it.measure !== 'median')
    const median = karmma3.reported.find((it) => it.measure === 'median' && it.estimate !== null)
    if (median === undefined) throw new Error('no median')
    const twice = karmma3.trials[0]!.arms.map((arm) => ({
      ...median,
      arm: arm.id,
      figure: `${median.figure}-${arm.id}`,
    }))
    expect(subtitle(curveFigure({ ...karmma3, reported: [...apart, ...twice] }, where))).toMatch(words)
    expect(
      subtitle(curveFigure({ ...karmma3, reported: [...apart, median].filter((it) => it.arm === median.arm) }, where)),
    ).not.toMatch(words)
  })

  test('marks modelled counts, and says what the paper prints', () => {
    const said = texts(figures['curves'])
    expect(said.filter((it) => it.startsWith('~') && !it.startsWith('~ '))).not.toHaveLength(0)
    expect(said.join(' ')).toContain('The paper prints 242 events in all and no numbers at risk.')
    expect(said).toContain('254')
    const counted = texts(figures['curves-not-reached'])
    expect(counted.filter((it) => it.startsWith('~'))).toEqual([])
    expect(counted).toContain('as reported')
  })

  test('has no median rule where the median is not reached, and an arrow for the limit', () => {
    const spec = JSON.stringify(figures['curves-not-reached'])
    expect(spec).toContain('triangle-right')
    expect(spec).not.toContain('"foot"')
    expect(JSON.stringify(figures['curves'])).toContain('"foot"')
  })

  test('says where nothing is reported any more, unless the evidence reaches the horizon', () => {
    expect(texts(figures['curves']).join(' ')).toContain('nothing reported beyond 16.1 months')
    expect(texts(figures['curves-not-reached']).join(' ')).not.toContain('nothing reported')
  })

  test('says so for each arm, and fades it after its own last figure', () => {
    const pinned = [
      { arm: 'standard', label: 'Standard regimen', first: 3.4, last: 12 },
      { arm: 'ide-cel', label: 'Ide-cel', first: 6, last: 16.1 },
    ]
    const spec = curveFigure({ ...karmma3, endpoints: karmma3.endpoints.map((it) => ({ ...it, pinned })) }, where)
    expect(texts(spec).join(' ')).toContain(
      'nothing reported beyond 12 months (Standard regimen), 16.1 months (Ide-cel): the model’s alone',
    )
    const faded = JSON.stringify(spec).match(/\[\{"arm":"(standard|ide-cel)","time":[\d.]+,"survival":[\d.]+\},/g) ?? []
    expect(faded.some((it) => it.includes('"standard","time":12,'))).toBe(true)
    expect(faded.some((it) => it.includes('"ide-cel","time":16.1,'))).toBe(true)
    expect(faded.some((it) => it.includes('"standard","time":16.1,'))).toBe(false)
  })

  test('draws whiskers only where limits are printed', () => {
    const none = resultsOf([ideCel], [reportedRow('ide-cel', 'survival', 12, '55%', [0.55, null, null])])
    expect(JSON.stringify(curveFigure(none, where))).not.toContain('"limit"')
  })

  test('refuses a trial or endpoint that is not there', () => {
    expect(() => curveFigure(karmma3, { ...where, endpoint: 'os' })).toThrow(/required, got karmma-3-2023 and os/)
  })
})

describe('scenarios', () => {
  test('a tipping point is named with its value and spread', () => {
    const said = texts(figures['tipping'])
    expect(said).toContain('delta 8')
    expect(said).toContain('spread 5.9–11')
    expect(figures['tipping']?.description).toContain('reaches 0 at delta 8')
  })

  test('where nothing tips, that is said, with what can be attained', () => {
    expect(figures['tipping-none']?.description).toContain('none in range')
    expect(texts(figures['tipping-none'])).toEqual(expect.arrayContaining(['attainable', '19.1–32.0']))
    expect(texts(figures['forest'])).toContain('none in range; attainable 19.1–32.0')
  })

  test('the limit that must reach the target is the one that the rows name', () => {
    const said = texts(figures['tipping-curve-drift'])
    expect(said).toContain('upper limit:')
    expect(said).not.toContain('lower limit:')
    expect(texts(figures['tipping'])).toContain('lower limit:')
  })

  test('all roots are named', () => {
    expect(texts(figures['tipping-twice'])).toEqual(expect.arrayContaining(['psi −0.447', 'psi 0.447']))
  })

  test('infeasible variants are named with their stretch', () => {
    const said = texts(figures['scenario-curves'])
    expect(said).toContain('infeasible 0.3–2.5 months')
    expect(said).toContain('feasible throughout')
    expect(texts(figures['forest']).filter((it) => it.endsWith(', infeasible'))).toHaveLength(4)
  })

  test('what is not there is refused', () => {
    const target = { ...where, measure: 'rmst-difference', time: 12, arm: 'ide-cel', versus: 'standard' }
    expect(() => scenarioForest(scenarios, target)).toThrow(RangeError)
    expect(() => scenarioCurves(scenarios, { ...where, scenario: 'nothing' })).toThrow(RangeError)
    const sweep = { ...where, scenario: 'delta', parameter: 'gamma', measure: 'survival-difference', time: 12 }
    expect(() => tippingCurve(scenarios, sweep)).toThrow(/At least two values of gamma/)
  })
})

describe('reported against rebuilt', () => {
  test('names what was missed and what is contradicted', () => {
    const said = texts(figures['reported-against-rebuilt'])
    expect(said).toContain('upper limit 0.63, not 0.65')
    expect(said).toContain('contradicted')
    expect(said).toContain('24.1% (18.4–29.1)')
    expect(said).toContain('−5.9')
  })

  test('an end of a prediction that is not reached is printed as such, and drawn as an arrow', () => {
    const open = scenarios.fidelity.map((it) =>
      it.figure === 'pfs.ide-cel.median' ? { ...it, predicted: 6.5, lower: 1.8, upper: null } : it,
    )
    const spec = reportedAgainstRebuilt({ ...scenarios, fidelity: open }, where)
    expect(texts(spec)).toContain('6.5 (1.8 to NR)')
    expect(JSON.stringify(spec)).toMatch(
      /"name":"pfs.ide-cel.median predicted","y":[\d.]+,"at":[\d.]+\}\]\},"mark":\{"type":"point","shape":"triangle-right"/,
    )
    expect(texts(figures['reported-against-rebuilt']).join()).not.toContain('NR')
  })

  test.each([
    ['73%', 73],
    ['13·3', 13.3],
    ['13.3 (11.8 to 16.1)', 13.3],
    ['−2.5', -2.5],
    ['NR', null],
    ['<0.001', null],
  ])('the number of "%s" is %s', (text, number) => {
    expect(printedNumber(text)).toBe(number)
  })
})

describe('agreement map', () => {
  test('counts comparisons and figures, limits with their figure, and names what pulls apart', () => {
    expect(figures['agreement-all-states']?.description).toBe(
      'Of 6 comparisons between 7 printed figures of progression-free survival in KarMMa-3, 4 agree; the others: median and landmark (R16): message of R16 (fail); ' +
        'interval and p-value decide (R10): message of R10 (note); 1 more could not have failed. Compared by no rule: survival at 6 months, Ide-cel; survival at 6 months, ' +
        'Standard regimen; survival at 12 months, Ide-cel; events.',
    )
  })

  test('every comparison of the record is a column', () => {
    const columns = karmma3Audited.findings.filter(
      (it) => it.state !== 'not-applicable' && it.figures.some(({ id }) => id.startsWith('pfs.')),
    )
    expect(columns.length).toBeGreaterThan(30)
    expect(figures['agreement']?.description).toContain(`Of ${columns.length} comparisons`)
    expect(agreement(karmma3Audited, where.trial, where.endpoint).comparisons).toHaveLength(columns.length)
  })

  test('says what is printed, in short, and how many rules each figure has met', () => {
    const said = texts(figures['agreement-all-states'])
    expect(said).toEqual(
      expect.arrayContaining(['NR (34.5 to NE)', '4.4', 'not printed', 'none', '1 (1 fail)', '3 (1 note)']),
    )
    expect(JSON.stringify(figures['agreement-all-states'])).toContain('"median and landmark (R16)"')
  })

  test('refuses what is not there', () => {
    expect(() => agreementMap(karmma3Audited, { ...where, endpoint: 'other' })).toThrow(/required/)
    expect(() => agreementMap(karmma3, where)).toThrow(/Comparisons of pfs/)
  })
})

describe('charts of the methods', () => {
  const said = (name: string): string => figures[name]?.description ?? ''

  test('the number needed goes through infinity, and stands with its time', () => {
    const all = texts(figures['difference-over-time'])
    expect(all).toContain('∞')
    expect(all).toContain('NNT')
    expect(said('difference-over-time')).toMatch(/at 3 months, .* at 27 months; the restricted means up to 27 months/u)
  })

  test('an interval that holds no difference has numbers on both sides of infinity', () => {
    const both = {
      ...twoArms,
      rows: twoArms.rows.map((it) =>
        it.scenario === 'over-time' && it.measure === 'survival-difference'
          ? { ...it, lower: (it.lower ?? 0) - 0.3 }
          : it,
      ),
    }
    const all = texts(differenceOverTime(both, { ...where, scenario: 'over-time' }))
    expect(all).toContain('∞')
    expect(all.some((it) => /^\d+ for one more event$/u.test(it))).toBe(true)
  })

  test('a sweep at one time is no difference over time', () => {
    const rows = twoArms.rows.filter((it) => it.scenario === 'drift')
    expect(rows.length).toBeGreaterThan(5)
    expect(drawsDifferences(rows, [])).toBe(false)
  })

  test('the frontier and the side beyond it do not hang on colour', () => {
    const spec = JSON.stringify(figures['tipping-heatmap'])
    expect(spec).toContain('"shape":"diamond"')
    expect(texts(figures['tipping-heatmap'])).toContain('×: beyond it')
    expect(said('tipping-heatmap')).toMatch(
      /0\.64 at 1 and 1; the upper 95% limit of the hazard ratio reaches 0\.7 from delta of Ide-cel/u,
    )
  })

  test('where nothing on a grid tips, that is said with what it attains', () => {
    const none = twoArms.rows.map((it) =>
      it.scenario === 'both' && it.origin === 'tipping'
        ? { ...it, estimate: null, status: 'none-in-range' as const }
        : it,
    )
    const spec = tippingHeatmap({ ...twoArms, rows: none }, { ...where, scenario: 'both' })
    expect(spec.description).toMatch(/nowhere on the grid is it so that .*: it stays within 0\.57–0\.74/u)
    expect(texts(spec)).not.toContain('line: the conclusion')
  })

  test('every root of z is a diamond and a number', () => {
    const target = { ...where, scenario: 'switching' }
    const root = twoArms.rows.find((it) => it.measure === 'psi' && it.variant === 'recensored, z passes 0')!
    const again = { ...root, estimate: (root.estimate ?? 0) + 0.2 }
    const spec = zOfPsi({ ...twoArms, rows: [...twoArms.rows, again] }, target)
    const both = [root, again].map((it) => (it.estimate ?? 0).toFixed(2).replace('-', '−')).join(', ')
    expect(texts(spec)).toContain(`psi ${both}`)
    expect(spec.description).toContain(`recensored, z passes 0 at psi ${both}`)
  })

  test('the sentences say the numbers of the rows', () => {
    expect(said('response-dumbbell')).toContain(
      '73.4% (64.9–80.9) of infused (128) as reported, between 67.1 and 75.7% of enrolled (140)',
    )
    expect(said('hazard-ratios-by-period')).toMatch(/all events 0\.49 \(0\.38–0\.63\); by period 0 to 1\.84 months/u)
    expect(said('tests-lollipop')).toContain('MaxCombo of 4: p <0.001')
    expect(said('clock-overlay')).toContain('not compared')
    expect(said('evidence-timeline')).toMatch(/Ide-cel, \d figures with a time, the last at 16\.1 of/u)
  })

  test('shares of states add up to all', () => {
    const spec = JSON.stringify(figures['state-occupancy'])
    expect(spec).toContain('"y2":1')
    expect(said('state-occupancy')).toContain('waiting, event-free')
  })

  test('each refuses a scenario that is not its own', () => {
    const target = { ...where, scenario: 'drift' }
    for (const draw of [
      differenceOverTime,
      tippingHeatmap,
      zOfPsi,
      biasDistribution,
      testsLollipop,
      waysForest,
      visitCurves,
    ])
      expect(() => draw(twoArms, target)).toThrow(/required, got none for drift/u)
    expect(() => evidenceTimeline(twoArms, { ...where, endpoint: 'os' })).toThrow(/required/u)
  })
})

test('snapshot: did the specifications change?', () => {
  for (const name of ['curves-single-arm', 'tipping']) {
    expect(outline(figures[name])).toMatchSnapshot(name)
  }
})

/** A specification without its long data: the first two rows of each table. */
function outline(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(outline)
  if (typeof it !== 'object' || it === null) return it
  return Object.fromEntries(
    Object.entries(it).map(([key, value]: [string, unknown]) => [
      key,
      key === 'values' && Array.isArray(value) && value.length > 2
        ? [...value.slice(0, 2).map(outline), value.length]
        : outline(value),
    ]),
  )
}
