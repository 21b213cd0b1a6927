import type { Trial } from '../record/trial.ts'
import type { EstimateFigure } from './evidence.ts'
import { FigureReader } from './figure-reader.ts'
import { definitionOfRatio } from './read-contrast.ts'

/**
 * Plain hazard ratios of other pairs of arms than the main one, such as the second experimental arm against control: they do not go in,
 * and stand beside the rebuilt ratio of their pair. The first print of each pair; what cannot be read the audit names.
 */
export function furtherRatios(trial: Trial, endpoint: string, main: string | null): readonly EstimateFigure[] {
  const it = trial.endpoints[endpoint]
  const found = new Map<string, EstimateFigure>()
  for (const [index, contrast] of (it?.['further contrasts'] ?? []).entries()) {
    const ratio = contrast['hazard ratio']
    const { arm, versus } = contrast
    if (it === undefined || ratio === undefined || arm === undefined || versus === undefined) continue
    const pair = `${arm}-vs-${versus}`
    const reader = new FigureReader(trial, endpoint, it['time unit'] ?? trial['time unit'])
    const path = ['endpoints', endpoint, 'further contrasts', index, 'hazard ratio']
    if (pair === main || found.has(pair) || !definitionOfRatio(reader, ratio, path).comparable) continue
    const place = { arm: pair, within: [contrast, it], path: [...path, 'printed'] }
    const estimate = reader.estimate(ratio, { ...place, measure: 'hazard-ratio' })
    if (estimate !== null) found.set(pair, estimate)
  }
  return [...found.values()]
}
