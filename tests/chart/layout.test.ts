import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { armCurves, endLabels } from '../../src/chart/arm-curves.ts'
import { logScale, niceScale } from '../../src/chart/nice-scale.ts'
import { spreadLabels } from '../../src/chart/spread-labels.ts'
import { textWidth, wrapText } from '../../src/chart/text-width.ts'
import { armStyles, chartPalette } from '../../src/chart/theme.ts'
import { splitAt } from '../../src/chart/curve-layers.ts'
import { timeAxis } from '../../src/chart/time-axis.ts'
import { labelWidth } from '../../src/chart/forest-lines.ts'
import { forestPages } from '../../src/chart/forest-pages.ts'
import { reportedAgainstRebuilt } from '../../src/chart/reported-against-rebuilt.ts'
import { scenarioForest } from '../../src/chart/scenario-forest.ts'
import { karmma3, where } from './fixture.ts'
import { scenarios } from './scenario-fixture.ts'

/** Every text that is placed in pixels: where it begins, and what it says. */
function placedTexts(spec: unknown): readonly { readonly text: string; readonly x: number; readonly weight: number }[] {
  if (Array.isArray(spec)) return spec.flatMap(placedTexts)
  if (typeof spec !== 'object' || spec === null) return []
  const own = /^\{"data":.*?"type":"text","text":"([^"]*)".*?"x":\{"value":(-?[\d.]+)\}/u.exec(JSON.stringify(spec))
  const weight = JSON.stringify(spec).includes('"fontWeight":600') ? 600 : 400
  const here =
    own === null || 'layer' in spec || 'vconcat' in spec ? [] : [{ text: own[1] ?? '', x: Number(own[2]), weight }]
  return [...here, ...Object.values(spec).flatMap(placedTexts)]
}

describe('labels', () => {
  test('by hand: two that collide share the way, one far away stays', () => {
    const wanted = [100, 104, 300].map((centre) => ({ centre, height: 17 }))
    expect(spreadLabels(wanted, 0, 330)).toEqual([93.5, 110.5, 300])
  })

  test('by hand: at the bottom they move up', () => {
    const wanted = [328, 329].map((centre) => ({ centre, height: 17 }))
    expect(spreadLabels(wanted, 0, 330)).toEqual([304.5, 321.5])
  })

  test('property: inside, in order and never overlapping, whatever is wanted', () => {
    const boxes = fc.array(
      fc.record({ centre: fc.double({ min: -50, max: 400, noNaN: true }), height: fc.integer({ min: 17, max: 51 }) }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(boxes, (wanted) => {
        const centres = spreadLabels(wanted, 0, 330)
        const placed = wanted.map((it, at) => ({
          top: centres[at]! - it.height / 2,
          bottom: centres[at]! + it.height / 2,
        }))
        placed.sort((a, b) => a.top - b.top)
        for (let at = 0; at < placed.length; at++) {
          expect(placed[at]!.top).toBeGreaterThanOrEqual(-1e-9)
          if (wanted.reduce((sum, it) => sum + it.height, 0) <= 330)
            expect(placed[at]!.bottom).toBeLessThanOrEqual(330 + 1e-9)
          if (at > 0) expect(placed[at]!.top).toBeGreaterThanOrEqual(placed[at - 1]!.bottom - 1e-9)
        }
      }),
    )
  })

  test('names of curves that end together stand at least 17 pixels apart', () => {
    const trial = karmma3.trials[0]!
    const arms = armCurves(armStyles(trial.arms), karmma3.curves, karmma3.censored, trial).map((arm) => ({
      ...arm,
      km: arm.km.map((it) => ({ ...it, survival: 0.2 })),
    }))
    const layers = endLabels(arms, { width: 560, height: 330, end: 36, left: 92 })
    const ys = layers
      .flatMap((it) => /"text".*"y":\{"value":([\d.]+)\}/.exec(JSON.stringify(it))?.[1] ?? [])
      .map(Number)
    expect(ys).toHaveLength(2)
    expect(Math.abs(ys[0]! - ys[1]!)).toBeGreaterThanOrEqual(17)
  })
})

describe('text', () => {
  test('property: lines are no wider than asked and hold all the words', () => {
    const words = fc.array(fc.constantFrom('hazard', 'ratio', 'of', 'daratumumab–pomalidomide', 'and', '0.49'), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(words, (some) => {
        const lines = wrapText(some.join(' '), 120, 12)
        for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(120)
        expect(lines.join('').replaceAll(' ', '')).toBe(some.join(''))
      }),
    )
  })
})

describe('axes', () => {
  test('ticks of the time axis are the times of the number table', () => {
    expect(timeAxis(karmma3.risk, 35.4, 560)).toEqual({ ticks: [0, 6, 12, 18, 24, 30, 36], end: 36 })
  })

  test('columns that would touch are thinned', () => {
    const risk = Array.from({ length: 37 }, (_, time) => ({ ...karmma3.risk[0]!, time }))
    expect(timeAxis(risk, 36, 560).ticks).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36])
  })

  test.each([
    [35.4, [0, 6, 12, 18, 24, 30, 36], 36],
    [20.5, [0, 3, 6, 9, 12, 15, 18, 21], 21],
    [3.9, [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4], 4],
  ])('without a table a horizon of %s months is stepped evenly', (horizon, ticks, end) => {
    expect(timeAxis([], horizon, 560)).toEqual({ ticks, end })
  })

  test('round ticks cover all values', () => {
    expect(niceScale([14.5, 37.5, 0])).toEqual({ from: -10, to: 40, ticks: [-10, 0, 10, 20, 30, 40] })
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 9 }), (some) => {
        const { from, to, ticks } = niceScale(some)
        expect(from).toBeLessThanOrEqual(Math.min(...some))
        expect(to).toBeGreaterThanOrEqual(Math.max(...some))
        expect(ticks.length).toBeLessThanOrEqual(12)
      }),
    )
    expect(logScale([0.38, 0.65]).ticks).toEqual([0.4, 0.5, 0.6, 0.7])
  })
})

test('a curve cut between two points keeps its level there', () => {
  const point = (time: number, survival: number) => ({ time, survival, lower: null, upper: null })
  const [before, after] = splitAt([point(0, 1), point(10, 0.5)], 4, 'step')
  expect(before).toEqual([point(0, 1), point(4, 1)])
  expect(after).toEqual([point(4, 1), point(10, 0.5)])
  expect(splitAt([point(0, 1), point(10, 0.5)], 4, 'line')[0]).toEqual([point(0, 1), point(4, 0.8)])
})

describe('colours', () => {
  /** Relative luminance and contrast of WCAG 2.2. */
  function contrast(a: string, b: string): number {
    const luminance = (hex: string): number => {
      const [red, green, blue] = [1, 3, 5].map((at) => {
        const it = parseInt(hex.slice(at, at + 2), 16) / 255
        return it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
    }
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (light! + 0.05) / (dark! + 0.05)
  }

  test('text reaches 4.5:1 on paper, in light and in dark', () => {
    const paper = chartPalette.find((it) => it.name === 'paper')!
    const texts = chartPalette.filter((it) => /text|ink|muted|caution/.test(it.name))
    expect(texts).toHaveLength(8)
    for (const it of texts) {
      expect(contrast(it.light, paper.light)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(it.dark, paper.dark)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('each hex stands for one name, so that a page can map it', () => {
    expect(new Set(chartPalette.map((it) => it.light)).size).toBe(chartPalette.length)
  })

  test('arms differ by dash as well as by colour', () => {
    const roles = ['control', 'experimental', 'experimental', 'experimental', 'experimental'] as const
    const styles = armStyles(roles.map((role, at) => ({ id: String(at), label: '', role, patients: 1 })))
    expect(new Set(styles.map((it) => it.dash.join())).size).toBe(5)
    expect(new Set(styles.map((it) => it.line)).size).toBe(5)
    expect(styles.at(-1)?.role).toBe('control')
  })
})

describe('a long forest', () => {
  const reference = scenarios.rows.find((it) => it.role === 'reference' && it.measure === 'survival-difference')!
  const { trial, endpoint, measure, time, arm, versus } = reference
  const target = { trial, endpoint, measure, time, arm, versus }
  const whole = forestPages(scenarios, target, { room: 5000 })
  const pages = forestPages(scenarios, target, { room: 180 })

  test('becomes several pictures of a height that can be read, each row on one of them', () => {
    expect(whole).toHaveLength(1)
    expect(pages.length).toBeGreaterThan(1)
    for (const { spec } of pages)
      expect(Number(/"height":([\d.]+)/u.exec(JSON.stringify(spec))![1])).toBeLessThanOrEqual(180)
    expect(pages.flatMap((it) => it.rows.slice(1))).toEqual(whole[0]!.rows.slice(1))
    expect(pages.every((it) => it.rows[0] === reference)).toBe(true)
  })

  test('has one axis on all of them, and says which picture it is', () => {
    const domains = pages.map(({ spec }) => /"domain":(\[[^\]]*\])/u.exec(JSON.stringify(spec))?.[1])
    expect(domains[0]).toMatch(/\d/u)
    expect(new Set(domains).size).toBe(1)
    expect(JSON.stringify(pages[0]!.spec.title)).toContain(`(1 of ${String(pages.length)})`)
    expect(JSON.stringify(whole[0]!.spec.title)).not.toContain('(1 of')
  })

  test('a value that the name of a row says is not said again beside it', () => {
    const named = scenarios.rows.map((it) =>
      it.role === 'reference' || it.value === null
        ? it
        : { ...it, parameter: 'landmark', value: 2, variant: 'landmark at 2 months' },
    )
    const texts = placedTexts(scenarioForest({ ...scenarios, rows: named }, target)).map((it) => it.text)
    expect(texts.some((it) => it.startsWith('landmark at 2'))).toBe(true)
    expect(texts).not.toContain('landmark')
    expect(texts).not.toContain('2')
  })
})

describe('long names', () => {
  const long = 'A scenario whose name somebody made as long as sixty characters'
  test('of scenarios are broken before the plot of the forest, and no text begins left of it and ends inside', () => {
    const named = {
      ...scenarios,
      scenarios: scenarios.scenarios.map((it) => ({ ...it, label: `${it.label} ${long}` })),
    }
    const row = scenarios.rows.find((it) => it.role === 'reference' && it.measure === 'survival-difference')!
    const { trial, endpoint, measure, time, arm, versus } = row
    const texts = placedTexts(scenarioForest(named, { trial, endpoint, measure, time, arm, versus }))
    const left = texts.filter((it) => it.x <= -labelWidth + 12)
    expect(left.length).toBeGreaterThan(4)
    for (const it of left) expect(it.x + textWidth(it.text, 12, it.weight)).toBeLessThanOrEqual(0)
    expect(texts.filter((it) => it.text.endsWith(' analysis')).every((it) => it.x > 330)).toBe(true)
  })
  test('of arms do not widen the figure of reported against rebuilt', () => {
    const trials = karmma3.trials.map((it) => ({
      ...it,
      arms: it.arms.map((arm) => ({ ...arm, label: `${arm.label} ${long}` })),
    }))
    const fidelity = scenarios.fidelity.length > 0 ? scenarios.fidelity : karmma3.fidelity
    const spec = reportedAgainstRebuilt({ ...karmma3, trials, fidelity }, where)
    const texts = placedTexts(spec)
    expect(texts.length).toBeGreaterThan(10)
    expect(Math.min(...texts.map((it) => it.x))).toBeGreaterThanOrEqual(-300)
  })
})

describe('axes', () => {
  test('by hand: end at what a quantity can be', () => {
    expect(niceScale([98, 99.5], 6, [0, 100]).to).toBe(100)
    expect(niceScale([0, 2], 6, [0, 100]).from).toBe(0)
    expect(niceScale([98, 99.5]).to).toBeGreaterThan(99.5)
  })
})
