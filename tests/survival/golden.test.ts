import { describe, expect, test } from 'vitest'
import { compareCompeting, compareWindows } from './compare-windows.ts'
import { compareContrasts } from './compare-contrasts.ts'
import { compareCurves } from './compare-curves.ts'
import { compareParametric } from './compare-parametric.ts'
import { compareRegressions, compareRows, compareStartStop } from './compare-regressions.ts'
import { type Comparison, difference, readFolder } from './golden-file.ts'

// R's values, written by tests/golden/survival.R and tests/golden/regression.R.
const files = readFolder('tests/golden/survival').map(({ content }) => content)
const arms = files.flatMap((file) => (file.kind === 'arms' ? [file.value] : []))

/** The comparisons that are out of tolerance or did not take place, in words. */
function misses(comparisons: readonly Comparison[]): string[] {
  return comparisons
    .filter((pair) => pair.skipped !== undefined || !(difference(pair) <= pair.tolerance))
    .map(({ quantity, ours, theirs }) => `${quantity}: ${String(ours)}, R ${String(theirs)}`)
}

test('there are golden files', () => {
  expect(files.map((file) => ('value' in file ? file.value.id : file.reason))).toEqual([
    'aml',
    'bladder-one-stratum',
    'bladder',
    'colon',
    'gehan',
    'heart',
    'kidney',
    'lung',
    'melanoma-causes',
    'melanoma',
    'mgus2',
    'ovarian',
    'pbc-visits',
    'pbc',
    'veteran-months',
    'veteran',
  ])
})

describe.each(arms.map((golden) => [golden.id, golden] as const))('%s agrees with R', (_, golden) => {
  test.each([
    ['curves', compareCurves, 200],
    ['contrasts of arms', compareContrasts, 40],
    ['regressions', compareRegressions, 40],
    ['periods and milestones', compareWindows, 15],
    ['parametric fits', compareParametric, 20],
  ])('%s', (_what, compare, least) => {
    const comparisons = compare(golden)
    expect(comparisons.length).toBeGreaterThan(least)
    expect(misses(comparisons)).toEqual([])
  })
})

describe('rows and causes agree with R', () => {
  test.each(
    files.flatMap((file): [string, readonly Comparison[]][] => {
      if (file.kind === 'start-stop') return [[file.value.id, compareStartStop(file.value)]]
      if (file.kind === 'competing') return [[file.value.id, compareCompeting(file.value)]]
      return file.kind === 'rows' ? [[file.value.id, compareRows(file.value)]] : []
    }),
  )('%s', (_, comparisons) => {
    expect(comparisons.length).toBeGreaterThan(40)
    expect(misses(comparisons)).toEqual([])
  })
})

test('numbers needed to treat have one piece somewhere, and two elsewhere', () => {
  const pieces = arms.map(({ windows }) => [windows?.needed?.to_benefit.length, windows?.needed?.to_harm.length])
  expect(pieces).toContainEqual([2, 2])
  expect(pieces.some(([benefit, harm]) => benefit === 0 || harm === 0)).toBe(true)
})
