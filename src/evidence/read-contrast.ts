import type { Trial, TrialContrast, TrialEndpoint } from '../record/trial.ts'
import type {
  EstimateFigure,
  Figure,
  HazardRatioEvidence,
  PValueEvidence,
  RestrictedMeanDifference,
} from './evidence.ts'
import type { FigureReader } from './figure-reader.ts'
import { readMeanDifferences } from './read-restricted-means.ts'
import type { RecordProblem } from './record-problem.ts'

export interface ContrastEvidence {
  readonly hazardRatio: HazardRatioEvidence | null
  readonly pValue: PValueEvidence | null
  readonly restrictedMeanDifferences?: readonly RestrictedMeanDifference[]
}

type HazardRatio = NonNullable<TrialContrast['hazard ratio']>

/** The main comparison of an endpoint; the experimental arm against the control arm unless the record says otherwise. */
export function readContrast(
  reader: FigureReader,
  trial: Trial,
  id: string,
  endpoint: TrialEndpoint,
): ContrastEvidence {
  const none = { hazardRatio: null, pValue: null }
  const { contrast } = endpoint
  if (contrast === undefined) return none
  const path = ['endpoints', id, 'contrast']
  const named = (role: string): readonly string[] =>
    Object.keys(endpoint.arms).filter((arm) => trial.arms[arm]?.role === role)
  const experimental = named('experimental')
  const numerator = contrast.arm ?? (experimental.length === 1 ? experimental[0] : undefined)
  const denominator = contrast.versus ?? named('control')[0]
  const given = (arm: string | undefined): arm is string => arm !== undefined && Object.hasOwn(endpoint.arms, arm)
  if (!given(numerator) || !given(denominator) || numerator === denominator) {
    reader.problems.push({
      severity: 'error',
      rule: 'unclear-contrast',
      path,
      atKey: true,
      message: 'it is not clear which arm is compared with which',
      expected: 'one experimental and one control arm of this endpoint, or their names',
      mend: 'say "arm" and "versus" in the contrast, and list both under the arms of the endpoint',
    })
    return none
  }
  const arm = `${numerator}-vs-${denominator}`
  const within = [contrast, endpoint]
  const ratio = contrast['hazard ratio']
  const place = { arm, within, path: [...path, 'hazard ratio', 'printed'] }
  const estimate = reader.estimate(ratio, { ...place, measure: 'hazard-ratio' })
  if (estimate !== null) checkPoint(reader, estimate, place.path)
  const figure = reader.quantity(contrast.p, { ...place, path: [...path, 'p', 'printed'], measure: 'p-value' })
  const kind = ratio && definitionOfRatio(reader, ratio, [...path, 'hazard ratio'])
  const differences = readMeanDifferences(reader, contrast, { numerator, denominator }, path, within)
  const understood = ratio?.['events after'] === undefined || kind?.eventsAfter !== null
  if (ratio && estimate && kind?.comparable === false && understood) {
    reader.problems.push(shownBeside(estimate.estimate, ratio, place.path))
  }
  return {
    hazardRatio: kind && estimate ? { ...estimate, numerator, denominator, ...kind } : null,
    pValue: contrast.p && figure ? { figure, test: contrast.p.test, stratified: contrast.p.stratified } : null,
    ...(differences.length > 0 && { restrictedMeanDifferences: differences }),
  }
}

/** A ratio of another definition than ours does not drive the curves. */
function shownBeside({ id, printed }: Figure, ratio: HazardRatio, path: readonly string[]): RecordProblem {
  const window = ratio['events after']
  const source = ratio.definition?.source ?? ratio.source
  const by = source === undefined ? '' : ` (by ${source})`
  const kind = window === undefined ? 'is no plain Cox ratio' : `counts only events after ${window}`
  const message = `${id} ${printed} ${kind}${by}: it does not go in, and is shown beside the ratio of all rebuilt events`
  return { severity: 'note', rule: 'not-used', path, message, figures: [id] }
}

/** Hazard ratios are printed with decimals: a whole 46 is .46 whose point was lost, unless somebody says otherwise. */
function checkPoint(reader: FigureReader, { estimate, interval }: EstimateFigure, path: readonly string[]): void {
  for (const { printed, quantity, id } of [estimate, interval?.lower, interval?.upper].filter(
    (it) => it !== undefined,
  )) {
    if (quantity.kind !== 'number' || quantity.decimals > 0 || quantity.value < 10) continue
    reader.problems.push({
      severity: 'error',
      rule: 'lost-point',
      path,
      message: `a hazard ratio of ${printed} is hardly meant: its decimal point seems to be missing`,
      expected: 'a ratio with its decimals, such as 0.46',
      found: printed,
      mend: `write 0.${printed} if the paper prints .${printed}; if it does print ${printed}, write ${printed}.0 and say so in the note`,
      figures: [id],
    })
  }
}

type Definition = Pick<
  HazardRatioEvidence,
  'stratified' | 'adjusted' | 'adjustment' | 'eventsAfter' | 'weighted' | 'windowed' | 'comparable'
>

/** What kind of ratio it is. What the paper leaves open is carried as open, and taken for a plain Cox ratio over all events. */
export function definitionOfRatio(
  reader: FigureReader,
  ratio: HazardRatio,
  path: readonly (string | number)[],
): Definition {
  const window = ratio['events after']
  const eventsAfter = window === undefined ? null : reader.months(window, [...path, 'events after'], false)
  const weighted = ratio.weighted === true || /weight/i.test(ratio.model)
  const cox = ratio.model === 'not stated' || /\bcox\b|proportional[- ]hazards/i.test(ratio.model)
  const { stratified, adjusted } = ratio
  const adjustment =
    adjusted === true
      ? 'adjusted'
      : stratified === true
        ? 'stratified'
        : adjusted === false && stratified === false
          ? 'none'
          : 'not stated'
  return {
    stratified,
    adjusted,
    adjustment,
    eventsAfter,
    weighted,
    ...(cox && !weighted && eventsAfter !== null && { windowed: true as const }),
    comparable: cox && !weighted && window === undefined,
  }
}
