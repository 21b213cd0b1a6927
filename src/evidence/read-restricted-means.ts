import type { Path } from '../record/spans.ts'
import type { TrialContrast, TrialEndpointArm } from '../record/trial.ts'
import type { RestrictedMean, RestrictedMeanDifference } from './evidence.ts'
import type { FigureReader, Place } from './figure-reader.ts'
import { bounds } from './bounds.ts'

type ByTau = TrialEndpointArm['rmst']

/** Restricted means of one arm. No mean up to tau is above tau. */
export function readRestrictedMeans(
  reader: FigureReader,
  means: ByTau,
  arm: string,
  path: Path,
  within: readonly Place[],
): readonly RestrictedMean[] {
  return read(reader, means, { measure: 'rmst', arm, path, within })
}

/** Differences in restricted means of a contrast, arm minus versus. None is further from 0 than tau. */
export function readMeanDifferences(
  reader: FigureReader,
  contrast: TrialContrast,
  pair: Pick<RestrictedMeanDifference, 'numerator' | 'denominator'>,
  { path, ...place }: Pick<Here, 'path' | 'within' | 'ordinal'>,
): readonly RestrictedMeanDifference[] {
  const arm = `${pair.numerator}-vs-${pair.denominator}`
  const here = { ...place, measure: 'rmst-difference', arm, path: [...path, 'rmst difference'] } as const
  return read(reader, contrast['rmst difference'], here).map((it) => ({ ...it, ...pair }))
}

interface Here {
  readonly measure: 'rmst' | 'rmst-difference'
  readonly arm: string
  readonly path: Path
  readonly within: readonly Place[]
  readonly ordinal?: number
}

function read(reader: FigureReader, means: ByTau, { path, ...slot }: Here): readonly RestrictedMean[] {
  return Object.entries(means ?? {})
    .flatMap(([printed, figure]): readonly RestrictedMean[] => {
      const here = [...path, printed]
      const tau = reader.time(printed, here, true)
      if (tau === null) return []
      const time = { printed, months: tau }
      const mean = reader.estimate(figure, { ...slot, path: [...here, 'printed'], time })
      if (mean === null) return []
      check(reader, { tau, ...mean }, [...here, 'printed'])
      return [{ tau, ...mean }]
    })
    .sort((a, b) => a.tau - b.tau)
}

function check(reader: FigureReader, { tau, estimate }: RestrictedMean, path: Path): void {
  const { id, printed, quantity, when = '' } = estimate
  const fail = (rule: string, message: string, expected: string, mend: string): void => {
    reader.problems.push({ severity: 'error', rule, path, message, expected, found: printed, mend, figures: [id] })
  }
  if (quantity.kind !== 'number') {
    const message = `a restricted mean always exists, and "${printed}" is no number`
    fail('not-a-number', message, 'a number', 'check that the figure stands in the right field')
    return
  }
  const size = bounds(quantity)
  const least = size === null ? 0 : Math.max(size.lower, -size.upper, 0)
  if (tau > 0 && least <= tau) return
  const message =
    tau > 0
      ? `${printed} is more than the whole time up to ${when}: no restricted mean or difference is`
      : 'a restricted mean up to time 0 says nothing'
  const mend =
    'check the mean and its tau against the paper; where the mean has another unit than the tau, write it beside it'
  fail('mean-above-tau', message, tau > 0 ? `at most ${when}` : 'a tau above 0', mend)
}
