import { expect, test } from 'vitest'
import { curveFan } from '../../src/chart/curve-fan.ts'
import { composeSlides } from '../../src/report/compose-slides.ts'
import { scenarioForest } from '../../src/chart/scenario-forest.ts'
import { scenarioRanges } from '../../src/chart/scenario-ranges.ts'
import { estimandDetails } from '../../src/report/estimand-section.ts'
import { scenarioTitle } from '../../src/report/scenario-titles.ts'
import type { Slide, SlidePicture } from '../../src/report/slide.ts'
import { slideTitles } from '../../src/report/slide-titles.ts'
import { layoutSlides } from '../../src/report/slide-layout.ts'
import { plainText } from '../../src/report/slide-width.ts'
import { drawingSize } from '../../src/node/drawing-size.ts'
import { toSvg } from '../../src/node/svg.ts'
import type { Results } from '../../src/result/frames.ts'
import { formatValue } from '../../src/result/measure-format.ts'
import type { Row } from '../../src/result/row.ts'
import { oneArm, twoArms } from '../chart/every-method.ts'
import { readReferences } from '../../src/node/read-references.ts'

/* Slides of every method, with the numbers that the methods give: what is said is held against the rows, what is drawn is measured. */

const decks: readonly (readonly [string, Results])[] = [
  ['two arms', twoArms],
  ['one arm', oneArm],
]
const references = readReferences()
const slidesOf = (results: Results): readonly Slide[] => composeSlides(results, references).slides
const picturesOf = (slides: readonly Slide[]): readonly SlidePicture[] =>
  slides.flatMap((it) => it.blocks).flatMap((it) => (it.kind === 'picture' ? [it.picture] : []))

test.each(decks)('%s: no title asks, breaks off in a bracket, or stands without a finding', (_, results) => {
  for (const { title } of slidesOf(results)) {
    expect(title).not.toMatch(/\?$/u)
    expect(title.split('(').length).toBe(title.split(')').length)
    expect(title).not.toMatch(/undefined|null|NaN|: :|\.\.$/u)
  }
  const pictured = slidesOf(results).filter(
    (it) => it.part === 'Scenarios' && it.blocks.some((block) => block.kind === 'picture'),
  )
  expect(pictured.length).toBeGreaterThan(3)
  for (const { title } of pictured) expect(title).toMatch(/\d/u)
})

test.each(decks)('%s: letters of a picture are at least 12 points, remarks at least 11', async (_, results) => {
  const slides = composeSlides(results, references)
  const sizes = new Map<string, ReturnType<typeof drawingSize>>()
  for (const it of picturesOf(slides.slides)) sizes.set(it.id, drawingSize(await toSvg(it.spec, { idPrefix: it.id })))
  const placed = layoutSlides(slides, (it) => sizes.get(it.id) ?? { width: 0, height: 0 })
  for (const item of placed.flatMap((it) => it.items)) {
    if (item.kind !== 'picture') continue
    // Labels are set in 12 pixels, remarks in 11.
    const points = (12 * item.box.w * 72) / (sizes.get(item.picture.id)?.width ?? 0)
    expect.soft(points, item.picture.id).toBeGreaterThanOrEqual(12)
  }
})

test.each(decks)('%s: notes of every slide but the design hold a source', (_, results) => {
  for (const { notes, title } of slidesOf(results)) expect(notes.join('\n'), title).toContain('Sources:')
})

test('a finding is that of the rows: periods, bounds, ways of analysing', () => {
  const titles = slidesOf(twoArms).map((it) => it.title)
  const row = (variant: string): string => {
    const it = twoArms.rows.find((one) => one.variant === variant && one.measure === 'hazard-ratio')
    return it?.estimate?.toFixed(2) ?? 'none'
  }
  const periods = titles.find((it) => it.includes('over all events'))
  expect(periods).toContain(`over all events ${row('all events')} (`)
  expect(titles.find((it) => it.includes('as assigned;'))).toContain(`Hazard ratio ${row('as assigned')} (`)
})

test('a range over assumptions says that sampling error comes on top, and whose number it is', () => {
  const titles = decks.flatMap(([, results]) => slidesOf(results).map((it) => it.title))
  const ranges = titles.filter((it) => /whatever (became|the others did)/u.test(it))
  expect(ranges.length).toBeGreaterThan(3)
  for (const it of ranges) expect.soft(it).toContain('sampling error apart')
  const infused = twoArms.rows.find((it) => it.variant === 'against the control stratum')?.population ?? ''
  expect(titles.find((it) => it.startsWith('Whatever became of those not infused'))).toContain(`of the ${infused} lies`)
  const over = titles.find((it) => it.startsWith('Over the priors'))
  const prior = twoArms.rows.find((it) => it.variant === 'priors alone')
  expect(over).toContain(`, ${prior?.population ?? ''}, is `)
})

test('the range over all scenarios holds what bounds allow, without sampling error, and says if patients differ', () => {
  const target = twoArms.rows.find((it) => it.role === 'reference' && it.measure === 'survival-difference')
  if (target === undefined) throw new Error('a difference is required')
  const made = (over: Partial<Row>): Row => ({ ...target, role: 'supplementary', scenario: 'made', ...over })
  const rows = [
    target,
    made({ variant: 'one', estimate: 0.2 }),
    made({ variant: 'impossible', estimate: 0.9, status: 'infeasible' }),
    made({ variant: 'a', origin: 'bound', estimate: null, lower: 0.1, upper: 0.4, population: 'infused' }),
    made({ variant: 'a, with sampling error', origin: 'bound', estimate: null, lower: 0, upper: 0.5 }),
    made({ variant: 'extreme', origin: 'bound', estimate: 0.41, lower: 0.3, upper: 0.6 }),
  ]
  const scenarios = [{ ...twoArms.scenarios[0]!, id: 'made', label: 'Made' }]
  const results = { ...twoArms, rows, scenarios }
  expect(slideTitles.scenarios(results, target)).toContain(
    'not all of the same patients, the difference in survival at 12 months runs over 20.0–20.0 percentage points, bounds over 10.0–41.0, what the rebuilt curve contradicts and sampling error apart; as published',
  )
  expect(scenarioRanges(results, target).description).toContain('Made 20.0, attainable 10.0–41.0')
  const forest = JSON.stringify(scenarioForest(results, target))
  expect(forest).toContain('attainable 10.0–40.0')
  expect(forest).toContain('41.0 (30.0–60.0)')
  expect(forest).not.toContain('attainable 30.0–60.0')
})

test('figures that went in and cannot be compared are not counted as come back', () => {
  const [first, ...rest] = twoArms.fidelity.filter((it) => it.verdict === 'reproduced')
  const [endpoint] = twoArms.endpoints
  if (first === undefined || endpoint === undefined) throw new Error('figures are required')
  const fidelity = [{ ...first, role: 'input', verdict: 'not-comparable' } as const, ...rest]
  expect(slideTitles.fidelity({ ...twoArms, fidelity }, endpoint)).toContain(
    `${rest.length} of ${rest.length} figures that went in and can be compared come back, by construction (1 more cannot)`,
  )
})

test('a dagger is explained on the slide that has it', () => {
  for (const [, results] of decks)
    for (const it of slidesOf(results)) {
      const cells = it.blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.flat() : []))
      if (!cells.some((cell) => plainText(cell).includes('†'))) continue
      const said = it.blocks.flatMap((block) => (block.kind === 'text' ? [plainText(block.text)] : []))
      expect(said.join(' '), it.title).toContain('† ')
    }
})

test('a fan is described by the lag that is drawn, which is said once', () => {
  const target = oneArm.scenarioCurves.find((it) => it.bound !== undefined)
  if (target === undefined) throw new Error('A fan is required.')
  const named = (variant: string, lag: string): string => `${variant.split(';')[0] ?? ''}; ${lag}`
  const own = oneArm.scenarioCurves.filter((it) => it.scenario === target.scenario)
  const count = new Set(own.flatMap((it) => (it.bound === undefined ? [it.variant] : []))).size
  const spec = curveFan(
    {
      ...oneArm,
      scenarioCurves: own.map((it) =>
        it.bound === undefined ? { ...it, variant: named(it.variant, 'with no lag') } : it,
      ),
      rows: oneArm.rows.flatMap((it) =>
        ['with no lag', 'with a lag'].map((lag) => ({ ...it, variant: named(it.variant, lag) })),
      ),
    },
    target,
  )
  const medians = /medians in months (.*?); whatever/u.exec(spec.description ?? '')?.[1]?.split('; ') ?? []
  expect(medians.length).toBe(count)
  const labels = JSON.stringify('vconcat' in spec ? spec.vconcat : []).match(/"text":"[^"]*"/gu) ?? []
  expect(labels.join(' ')).not.toContain('with no lag')
  expect(JSON.stringify(spec.title)).toContain('with no lag')
})

test('the table of estimands has a row for all scenarios that differ in the same, and nothing that does not differ', () => {
  const [table] = estimandDetails(twoArms).flatMap((it) =>
    it.kind === 'table' && it.table.caption.startsWith('Estimand of each') ? [it.table] : [],
  )
  const changed = twoArms.estimands.filter((it) => it.role !== 'reference')
  const published = twoArms.estimands.find((it) => it.role === 'reference')
  const cells = table?.rows.map((row) => plainText(row[1] ?? '')) ?? []
  expect(table?.columns.length).toBe(2)
  expect(new Set(cells).size).toBe(cells.length)
  const named = table?.rows.flatMap((row) => plainText(row[0] ?? '').split('; ')) ?? []
  expect(named.length).toBeGreaterThanOrEqual(changed.length)
  for (const it of cells) expect(it).not.toContain(`Population: ${published?.population ?? ''}.`)
})

/* By hand: the rows of two arms, with the contrasts of a third arm before them. */
test('of three arms the title of the priors gives the published difference of the contrast that the priors are about', () => {
  const [alone] = twoArms.rows.filter((it) => it.variant === 'priors alone')
  const published = twoArms.rows.find(
    (it) =>
      it.role === 'reference' && it.origin === 'rebuilt' && it.measure === alone?.measure && it.time === alone.time,
  )
  const before = published?.estimate ?? null
  if (alone === undefined || published === undefined || before === null)
    throw new Error('rows of the priors are required')
  const others: readonly Row[] = [
    { ...published, arm: 'third', estimate: 0.011 },
    { ...published, versus: 'third', estimate: 0.022 },
  ]
  const title = scenarioTitle({ ...twoArms, rows: [...others, ...twoArms.rows] }, alone, 'bias')
  expect(title).toBe(scenarioTitle(twoArms, alone, 'bias'))
  expect(title).toMatch(/; as published, .+, rebuilt: \d/u)
  expect(title).toContain(`rebuilt: ${formatValue(published.measure, before)}`)
})
