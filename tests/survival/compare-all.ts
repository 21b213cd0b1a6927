import { compareContrasts } from './compare-contrasts.ts'
import { compareCurves } from './compare-curves.ts'
import type { Comparison } from './golden-file.ts'
import { difference, readCompetingFolder, readGoldenFolder, readStartStopFolder } from './golden-file.ts'
import { compareParametric } from './compare-parametric.ts'
import { compareRegressions, compareStartStop } from './compare-regressions.ts'
import { compareCompeting, compareWindows } from './compare-windows.ts'

/** All comparisons of one quantity. */
export interface QuantitySummary {
  readonly quantity: string
  readonly numbers: number
  readonly largest: number
  readonly tolerance: number
  /** File in which the largest difference is. */
  readonly where: string
}

/** Every estimator beside every file of R's values in a folder, by quantity. */
export function compareAll(folder: string): QuantitySummary[] {
  const summaries = new Map<string, QuantitySummary>()
  const add = (where: string, comparisons: readonly Comparison[]): void => {
    for (const comparison of comparisons) {
      const { quantity, tolerance } = comparison
      if (quantity.endsWith(': length') && comparison.ours === comparison.theirs) continue
      const found = difference(comparison)
      const before = summaries.get(quantity)
      const worse = !before || !(found <= before.largest)
      summaries.set(quantity, {
        quantity,
        numbers: (before?.numbers ?? 0) + 1,
        largest: worse ? found : before.largest,
        tolerance,
        where: worse ? where : before.where,
      })
    }
  }
  for (const golden of readGoldenFolder(folder))
    for (const group of [compareCurves, compareContrasts, compareRegressions, compareWindows, compareParametric])
      add(golden.id, group(golden))
  for (const golden of readStartStopFolder(folder)) add(golden.id, compareStartStop(golden))
  for (const golden of readCompetingFolder(folder)) add(golden.id, compareCompeting(golden))
  return [...summaries.values()]
}
