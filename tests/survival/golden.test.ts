import { expect, test } from 'vitest'
import { compareCompeting, compareWindows } from './compare-windows.ts'
import { compareContrasts } from './compare-contrasts.ts'
import { compareCurves } from './compare-curves.ts'
import { compareParametric } from './compare-parametric.ts'
import { compareRegressions, compareStartStop } from './compare-regressions.ts'
import {
  type Comparison,
  difference,
  readCompetingFolder,
  readGoldenFolder,
  readStartStopFolder,
} from './golden-file.ts'

// R's values, written by tests/golden/survival.R.
const files = readGoldenFolder('tests/golden/survival')

/** The comparisons that are out of tolerance, in words. */
function misses(comparisons: readonly Comparison[]): string[] {
  return comparisons
    .filter((pair) => !(difference(pair) <= pair.tolerance))
    .map(({ quantity, ours, theirs }) => `${quantity}: ${String(ours)}, R ${String(theirs)}`)
}

test('there are golden files', () => {
  expect(files.map((golden) => golden.id)).toEqual([
    'aml',
    'colon',
    'gehan',
    'kidney',
    'lung',
    'melanoma',
    'ovarian',
    'veteran',
  ])
})

test.each(files.map((golden) => [golden.id, golden] as const))('%s: curves agree with R', (_, golden) => {
  const comparisons = compareCurves(golden)
  expect(comparisons.length).toBeGreaterThan(200)
  expect(misses(comparisons)).toEqual([])
})

test.each(files.map((golden) => [golden.id, golden] as const))('%s: contrasts of arms agree with R', (_, golden) => {
  const comparisons = compareContrasts(golden)
  expect(comparisons.length).toBeGreaterThan(40)
  expect(misses(comparisons)).toEqual([])
})

test.each(files.map((golden) => [golden.id, golden] as const))('%s: regressions agree with R', (_, golden) => {
  const comparisons = compareRegressions(golden)
  expect(comparisons.length).toBeGreaterThan(40)
  expect(misses(comparisons)).toEqual([])
})

test.each(readStartStopFolder('tests/golden/survival'))('$id: (start, stop] rows agree with R', (golden) => {
  const comparisons = compareStartStop(golden)
  expect(comparisons.length).toBeGreaterThan(40)
  expect(misses(comparisons)).toEqual([])
})

test.each(files.map((golden) => [golden.id, golden] as const))(
  '%s: periods and milestones agree with R',
  (_, golden) => {
    const comparisons = compareWindows(golden)
    expect(comparisons.length).toBeGreaterThan(9)
    expect(misses(comparisons)).toEqual([])
  },
)

test.each(readCompetingFolder('tests/golden/survival'))('$id: competing events agree with R', (golden) => {
  const comparisons = compareCompeting(golden)
  expect(comparisons.length).toBeGreaterThan(200)
  expect(misses(comparisons)).toEqual([])
})

test.each(files.map((golden) => [golden.id, golden] as const))('%s: parametric fits agree with R', (_, golden) => {
  const comparisons = compareParametric(golden)
  expect(comparisons.length).toBeGreaterThan(20)
  expect(misses(comparisons)).toEqual([])
})
